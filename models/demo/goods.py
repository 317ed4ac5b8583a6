"""Goods that the people of the demo sell."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from models.products import Category, PermitRecord

SHARES: dict[Category, int] = {
    Category.MAKANAN: 43,
    Category.MINUMAN: 17,
    Category.FESYEN: 12,
    Category.KERAJINAN: 10,
    Category.KOSMETIK_HERBAL: 9,
    Category.PERTANIAN_PERIKANAN: 6,
    Category.DIGITAL_JASA: 3,
}
"""Number of each category in a hundred products: most can be eaten, as at the fairs of OPOP."""

BRANDS = (
    *("Barokah", "Bu Nyai", "Mandiri", "Al-Fatih", "Sahabat", "Nusantara", "An-Nur", "Makmur"),
    *("Hidayah", "Amanah", "Mutiara", "Cahaya", "Rizki", "Sejahtera", "Al-Hikmah", "Berkah"),
)


class Look(StrEnum):
    """The shapes of things on their pictures."""

    POUCH = "pouch"
    BOTTLE = "bottle"
    JAR = "jar"
    CLOTH = "cloth"
    BASKET = "basket"
    BAR = "bar"
    FISH = "fish"
    PLANT = "plant"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class Good:
    """A kind of product. `price` in rupiah and `capacity` in units a month are those of most; `colour` is hex."""

    name: str
    category: Category
    price: int
    unit: str
    capacity: int
    look: Look
    colour: str
    permits: tuple[str, ...]
    """The kinds that are usual."""
    story: str


@cache
def goods() -> tuple[Good, ...]:
    text = (files("models") / "data" / "demo_goods.csv").read_text(encoding="utf-8")
    return tuple(_good(row) for row in csv.DictReader(text.splitlines()))


def _good(row: dict[str, str]) -> Good:
    return Good(
        name=row["name"],
        category=Category(row["category"]),
        price=int(row["price"]),
        unit=row["unit"],
        capacity=int(row["capacity"]),
        look=Look(row["look"]),
        colour=row["colour"],
        permits=tuple(row["permits"].split()),
        story=row["story"],
    )


def pick(dice: random.Random) -> Good:
    category = dice.choices(list(SHARES), list(SHARES.values()))[0]
    return dice.choice([good for good in goods() if good.category is category])


def permit(dice: random.Random, kind: str, region_code: str, year: int) -> PermitRecord:
    """A permit of `kind` with a number that looks like one; `year` is the year in which it was given."""
    match kind:
        case "nib":
            number = (
                f"{dice.randrange(1, 29):02}{dice.randrange(1, 13):02}{year % 100}{dice.randrange(10**7):07}"
            )
        case "pirt":
            number = (
                f"2{dice.randrange(1, 20):02}{region_code}01{dice.randrange(1, 10**4):04}-{year % 100 + 5}"
            )
        case "halal":
            number = f"ID3511{dice.randrange(10**7):07}{dice.randrange(1, 13):02}{year % 100}{dice.randrange(100):02}"
        case "bpom":
            number = f"NA18{year % 100}{dice.randrange(10**7):07}"
        case _:
            number = f"IDM{dice.randrange(10**6):09}"
    return PermitRecord(kind=kind, number=number)
