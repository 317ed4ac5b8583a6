"""The parts of statistics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models.broadcasts.progress import Progress
from models.broadcasts.tables import Broadcast
from models.enrolments import Figure, Pillar
from models.products import Category
from models.regions import Region


@dataclass(frozen=True, slots=True)
class Growth:
    """A number of things, and of those that came in the last 7 and 30 days."""

    total: int = 0
    week: int = 0
    month: int = 0


@dataclass(frozen=True, slots=True)
class EventFigures:
    """An event, and the numbers of its answers; `yes` is the number of seats taken."""

    id: int
    title: str
    starts_at: datetime
    seats: int
    yes: int
    maybe: int
    no: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole programme on one screen."""

    people: Growth
    products: Growth
    pillars: Mapping[Pillar, Growth]
    koppontren: int
    """Different pesantren with somebody in the first pillar."""
    next_event: EventFigures | None
    turnover: int
    """Rupiah a month: the newest figure of everybody who takes part."""
    employed: int
    """People employed, likewise."""


@dataclass(frozen=True, slots=True)
class PillarFigures:
    """One pillar; `sums` are of the newest figures of everybody who takes part."""

    pillar: Pillar
    growth: Growth
    withdrawn: int
    sums: Mapping[Figure, int]


@dataclass(frozen=True, slots=True)
class CategoryFigures:
    category: Category
    products: int
    flagships: int


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """One region; products and enrolments are where their person is."""

    region: Region
    people: int
    products: int
    enrolments: int


@dataclass(frozen=True, slots=True)
class BroadcastFigures:
    broadcast: Broadcast
    progress: Progress
