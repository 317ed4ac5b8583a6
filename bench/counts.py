"""How long an admin waits for each page of /statistik, and an organiser for the number of recipients."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from statistics import median
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bench import report
from bench.places import Places
from bench.scale import Scale
from models import statistics
from models.broadcasts import audience as broadcast_audience
from models.broadcasts.audience import Audience
from models.db.database import Database, utcnow
from models.enrolments import Pillar
from models.people import Role
from models.products import Category
from models.regions import all_regions
from models.topics import Topic

TIMES = 3
LONGEST = 1.0

Query = Callable[[AsyncSession], Awaitable[Any]]

AUDIENCES = {
    "everybody": Audience(),
    "a role": Audience(roles=(Role.MEMBER,)),
    "a pillar": Audience(pillars=(Pillar.SANTRIPRENEUR,)),
    "a category": Audience(categories=(Category.MAKANAN,)),
    "a pillar, a region, a category": Audience(
        pillars=(Pillar.SANTRIPRENEUR,), regions=(all_regions()[0].code,), categories=(Category.MAKANAN,)
    ),
    "two pillars, three categories": Audience(pillars=tuple(Pillar)[:2], categories=tuple(Category)[:3]),
    "guests of an event": Audience(events=(1,)),
    "without a permit": Audience(missing_permits=("pirt",)),
}


def queries() -> Mapping[str, Query]:
    pages: dict[str, Query] = {
        "/statistik": lambda session: statistics.overview(session, utcnow()),
        "/statistik pilar": lambda session: statistics.by_pillar(session, utcnow()),
        "/statistik produk": statistics.by_category,
        "/statistik acara": statistics.by_event,
        "/statistik wilayah": statistics.by_region,
        "/statistik siaran": statistics.broadcasts,
    }
    return pages | {f"count of {name}": _count(audience) for name, audience in AUDIENCES.items()}


async def counts(scale: Scale, places: Places) -> None:
    report.say(f"{scale.province:,} people; seconds, the middle of {TIMES} times")
    rows: dict[str, dict[str, float]] = {name: {} for name in queries()}
    for kind in scale.databases:
        db = Database(await places.url(kind, scale.province))
        for name, query in queries().items():
            rows[name][f"{kind} s"] = median([await _seconds(db, query) for _time in range(TIMES)])
        await db.close()
    report.table({name: [figures] for name, figures in rows.items()})
    name, slowest = max(((name, max(row.values())) for name, row in rows.items()), key=lambda pair: pair[1])
    report.at_most(f"s for the slowest ({name})", slowest, LONGEST)


def _count(audience: Audience) -> Query:
    return lambda session: broadcast_audience.count(session, audience, Topic.ANNOUNCEMENT)


async def _seconds(db: Database, query: Query) -> float:
    async with db.read() as session:
        begin = time.perf_counter()
        await query(session)
        return time.perf_counter() - begin
