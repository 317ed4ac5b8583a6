"""The 29 regencies and 9 cities of East Java, with the codes of Statistics Indonesia (BPS)."""

from __future__ import annotations

import csv
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models import fuzzy_match
from models.db.database import Base
from models.db.enum_column import enum_column
from models.db.personal import NOT_PERSONAL


class RegionKind(StrEnum):
    KABUPATEN = "kabupaten"
    KOTA = "kota"


def label(kind: RegionKind, name: str) -> str:
    """ "Kab. Pasuruan", "Kota Batu"."""
    return f"{'Kota' if kind is RegionKind.KOTA else 'Kab.'} {name}"


class Region(Base):
    __tablename__ = "regions"
    __personal__ = NOT_PERSONAL

    code: Mapped[str] = mapped_column(String(4), primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[RegionKind] = mapped_column(enum_column(RegionKind))

    @property
    def label(self) -> str:
        """ "Kab. Pasuruan", "Kota Batu"."""
        return label(self.kind, self.name)


class KnownRegion(NamedTuple):
    """A region as a fact, without the database."""

    code: str
    name: str
    kind: RegionKind

    @property
    def label(self) -> str:
        """ "Kab. Pasuruan", "Kota Batu"."""
        return label(self.kind, self.name)


@cache
def all_regions() -> tuple[KnownRegion, ...]:
    """All 38 regions, in the order of their codes."""
    text = (files("models") / "data" / "regions_jawa_timur.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(KnownRegion(row["code"], row["name"], RegionKind(row["kind"])) for row in rows)


def search_regions(text: str, limit: int = 5) -> list[KnownRegion]:
    """Find the regions that a few letters may mean: "malang" is two, "kota malang" and "sby" are one."""
    kind, name = _kind_and_name(text)
    among = [region for region in all_regions() if kind in (None, region.kind)]
    found = fuzzy_match.rank(name, [fuzzy_match.fold(region.name) for region in among], limit)
    return [among[index] for index in found] or [region for region in among if _shortens(name, region.name)]


def _kind_and_name(text: str) -> tuple[RegionKind | None, str]:
    first, _, rest = text.strip().casefold().replace(".", " ").partition(" ")
    if first in ("kab", "kabupaten"):
        return RegionKind.KABUPATEN, rest
    return (RegionKind.KOTA, rest) if first in ("kota", "kotamadya") else (None, text)


def _shortens(text: str, name: str) -> bool:
    """ "sby" is Surabaya: its first letter, and others of it in their order."""
    short, whole = text.strip().casefold(), name.casefold()
    letters = iter(whole)
    return 2 <= len(short) <= 4 and short[0] == whole[0] and all(letter in letters for letter in short)
