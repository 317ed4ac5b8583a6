"""The people of the demo. All names are made up; regions and the best-known pesantren are real."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import cycle

from models.people import Affiliation, Person, Role
from models.pesantren import Pesantren
from models.regions import all_regions

GUESTS = 260
"""Number of those who came to the gathering of March 2022, each from a pesantren of their own."""
DAYS = 200
"""The first of them came so long ago."""

BOYS = (
    *("Ahmad", "Muhammad", "Abdul", "Fathur", "Hasan", "Ilham", "Rizal", "Yusuf", "Zainul", "Lukman"),
    *("Faisal", "Miftah", "Syamsul", "Khoirul", "Badrus", "Hafidz"),
)
GIRLS = (
    *("Siti", "Nur", "Aisyah", "Fatimah", "Khadijah", "Laila", "Maryam", "Zahra", "Halimah", "Dewi"),
    *("Rahma", "Ummu", "Nabila", "Salma", "Hanifah", "Wardah"),
)
SONS = ("Fauzi", "Hidayat", "Rohman", "Maulana", "Anwar", "Hakim", "Mubarok", "Ramadhan", "Huda", "Ghofur")
DAUGHTERS = (
    "Azizah",
    "Rahmawati",
    "Fitriyah",
    "Sholihah",
    "Mawaddah",
    "Jannah",
    "Hasanah",
    "Kamilah",
    "Aulia",
)

PESANTREN = (
    *(
        "Nurul Huda",
        "Miftahul Ulum",
        "Darul Ulum",
        "Al-Hidayah",
        "Raudlatul Ulum",
        "Mambaul Ulum",
        "Al-Falah",
    ),
    *("Darussalam", "Hidayatul Mubtadiin", "Bustanul Arifin", "Sabilul Muttaqin", "Al-Ishlah", "Nurul Islam"),
    *("Al-Ikhlas", "Roudlotut Tholibin", "Tarbiyatul Athfal", "Assalafiyah", "Nahdlatut Thullab"),
)
"""Names that pesantren in every region have."""

SHARES = (
    *(4, 9, 5, 7, 6, 11, 14, 6, 19, 12, 7, 8, 12, 15, 8, 6, 13, 5, 4),
    *(4, 4, 8, 7, 10, 9, 11, 10, 12, 15, 3, 1, 5, 2, 2, 1, 1, 7, 1),
)
"""Numbers of people from each region, in the order of their codes: most from where most pesantren are."""

BELONGINGS = {Affiliation.SANTRI: 42, Affiliation.PENGURUS: 28, Affiliation.ALUMNI: 20, Affiliation.WARGA: 10}


def homes(dice: random.Random, directory: Sequence[Pesantren]) -> list[Pesantren]:
    """The pesantren of each guest; those that are not in the directory are new."""
    codes = [region.code for region in all_regions()]
    chosen = [*codes, *dice.choices(codes, SHARES, k=GUESTS - len(codes))]
    by_region = _pesantren(dice, directory)
    return [next(by_region[code]) for code in dice.sample(chosen, GUESTS)]


def guests(dice: random.Random, places: Sequence[Pesantren], now: datetime) -> list[Person]:
    return [_guest(dice, place, now) for place in places]


def staff(directory: Sequence[Pesantren], now: datetime) -> list[Person]:
    """Return those whose chats are on the page: a santri, an organiser and an admin."""
    place, weeks = {one.name: one for one in directory}, timedelta(weeks=1)
    return [
        known("Ahmad Fauzi", Role.MEMBER, Affiliation.SANTRI, place["Sidogiri"], now - weeks),
        known("Siti Aminah", Role.ORGANISER, Affiliation.WARGA, place["Tebuireng"], now - 20 * weeks),
        known("Budi Santoso", Role.ADMIN, Affiliation.WARGA, place["Lirboyo"], now - 28 * weeks),
    ]


def known(name: str, role: Role, belonging: Affiliation, place: Pesantren, since: datetime) -> Person:
    return Person(
        name=name,
        role=role,
        language="id",
        belonging=belonging,
        pesantren_id=place.id,
        region_code=place.region_code,
        created_at=since,
        registered_at=since,
    )


def _guest(dice: random.Random, place: Pesantren, now: datetime) -> Person:
    """More and more come: half of them in the last two months."""
    first, last = dice.choice(((BOYS, SONS), (GIRLS, DAUGHTERS)))
    belonging = dice.choices(list(BELONGINGS), list(BELONGINGS.values()))[0]
    since = now - timedelta(days=DAYS * dice.random() ** 1.4, minutes=5)
    return known(f"{dice.choice(first)} {dice.choice(last)}", Role.MEMBER, belonging, place, since)


def _pesantren(dice: random.Random, directory: Sequence[Pesantren]) -> dict[str, Iterator[Pesantren]]:
    """Return, by region, first those of the directory, then others; from the beginning again after the last."""
    found = defaultdict[str, list[Pesantren]](list)
    for one in directory:
        found[one.region_code].append(one)
    for region in all_regions():
        taken = {one.name for one in found[region.code]}
        names = dice.sample(PESANTREN, len(PESANTREN))
        found[region.code] += [Pesantren(name=n, region_code=region.code) for n in names if n not in taken]
    return {code: cycle(ones) for code, ones in found.items()}
