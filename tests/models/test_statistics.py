"""The figures that an admin reads are what happened."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from models import enrolments, events, products, seed, statistics
from models.broadcasts import audience as broadcast_audience
from models.broadcasts import lifecycle
from models.broadcasts.audience import Audience
from models.broadcasts.progress import Progress
from models.broadcasts.tables import Broadcast
from models.db.database import Database
from models.enrolments import Figure, Pillar
from models.events import RsvpAnswer
from models.products import Category
from models.queue.outbox import OutboxRow, OutboxState
from models.statistics_types import Growth
from tests.models.village import NOW, event, person, product, send_out
from tests.support.query_plans import plans_of

FIRST, SECOND, THIRD = Pillar


def ago(days: float) -> dict[str, Any]:
    return {"created_at": NOW - timedelta(days=days)}


async def test_growth_counts_what_came_in_the_last_7_and_30_days(db: Database) -> None:
    async with db.write() as session:
        people = [await person(session, **ago(days)) for days in (1, 6, 8, 29, 31, 400)]
        for days in (6, 8, 31):
            await product(session, people[0], now=NOW - timedelta(days=days))
        await products.archive(session, await product(session, people[0]), NOW)
        for who, days in zip(people[:4], (6, 8, 31, 1), strict=True):
            await enrolments.enrol(session, who.id, SECOND, {}, NOW - timedelta(days=days))
        await enrolments.withdraw(session, people[3].id, SECOND, NOW)
        overview = await statistics.overview(session, NOW)
    assert overview.people == Growth(6, 2, 4)
    assert overview.products == Growth(3, 1, 2)
    assert overview.pillars == {FIRST: Growth(), SECOND: Growth(3, 1, 2), THIRD: Growth()}


async def test_an_empty_programme_has_figures_too(db: Database) -> None:
    async with db.read() as session:
        overview = await statistics.overview(session, NOW)
        assert overview.people == overview.products == Growth()
        assert (overview.koppontren, overview.turnover, overview.employed) == (0, 0, 0)
        assert overview.next_event is None
        assert [figures.growth for figures in await statistics.by_pillar(session, NOW)] == [Growth()] * 3
        assert await statistics.by_event(session) == []
        assert await statistics.broadcasts(session) == []


async def test_a_cooperative_counts_once_however_many_of_its_people_enrol(db: Database) -> None:
    async with db.write() as session:
        await seed.regions_and_pesantren(session)
        for pesantren, pillar in ((1, FIRST), (1, FIRST), (2, FIRST), (3, SECOND), (None, FIRST)):
            await enrolments.enrol(
                session, (await person(session, pesantren_id=pesantren)).id, pillar, {}, NOW
            )
        gone = await person(session, pesantren_id=4)
        await enrolments.enrol(session, gone.id, FIRST, {}, NOW)
        await enrolments.withdraw(session, gone.id, FIRST, NOW)
        assert (await statistics.overview(session, NOW)).koppontren == 2


async def test_sums_take_the_newest_figure_of_everybody_who_takes_part(db: Database) -> None:
    async with db.write() as session:
        ahmad, budi, citra = [await person(session) for _ in range(3)]
        first = await enrolments.enrol(
            session, ahmad.id, FIRST, {"turnover": 9_999_999_999, "employed": 4}, NOW
        )
        await enrolments.measure(session, first, {Figure.TURNOVER: 8_000_000_000}, NOW)
        await enrolments.enrol(session, budi.id, THIRD, {"turnover": 7_000_000_000, "reached": 30}, NOW)
        await enrolments.enrol(session, citra.id, THIRD, {"turnover": 1}, NOW)
        await enrolments.withdraw(session, citra.id, THIRD, NOW)
        overview = await statistics.overview(session, NOW)
        by_pillar = await statistics.by_pillar(session, NOW)
    assert (overview.turnover, overview.employed) == (15_000_000_000, 4)
    assert [figures.pillar for figures in by_pillar] == list(Pillar)
    assert by_pillar[0].sums == {Figure.TURNOVER: 8_000_000_000, Figure.EMPLOYED: 4}
    assert by_pillar[2].sums == {Figure.TURNOVER: 7_000_000_000, Figure.REACHED: 30}
    assert [figures.withdrawn for figures in by_pillar] == [0, 0, 1]


async def test_the_next_event_is_the_first_that_everybody_may_still_come_to(db: Database) -> None:
    async with db.write() as session:
        await event(
            session, title="Lewat", starts_at=NOW - timedelta(hours=1), ends_at=NOW + timedelta(hours=1)
        )
        await event(
            session, title="Nanti", starts_at=NOW + timedelta(days=9), ends_at=NOW + timedelta(days=9)
        )
        meeting = await event(session, seats=260)
        await events.cancel(session, (await event(session, starts_at=NOW + timedelta(hours=1))).id, NOW)
        for said in (
            RsvpAnswer.YES,
            RsvpAnswer.YES,
            RsvpAnswer.MAYBE,
            RsvpAnswer.NO,
            RsvpAnswer.NO,
            RsvpAnswer.NO,
        ):
            await events.answer(session, meeting.id, (await person(session)).id, said, NOW)
        coming = (await statistics.overview(session, NOW)).next_event
        listed = [figures.title for figures in await statistics.by_event(session)]
    assert coming is not None
    assert (coming.title, coming.seats, coming.yes, coming.maybe, coming.no) == ("Temu Bisnis", 260, 2, 1, 3)
    assert listed == ["Nanti", "Temu Bisnis", "Lewat"]


async def test_all_categories_are_listed_those_with_most_products_first(db: Database) -> None:
    async with db.write() as session:
        ahmad = await person(session)
        for category, flagship in (
            (Category.FESYEN, False),
            (Category.FESYEN, True),
            (Category.MINUMAN, True),
        ):
            await product(session, ahmad, category=category, flagship=flagship)
        await products.archive(session, await product(session, ahmad, category=Category.MINUMAN), NOW)
        found = await statistics.by_category(session)
    assert [(each.category, each.products, each.flagships) for each in found[:2]] == [
        (Category.FESYEN, 2, 1),
        (Category.MINUMAN, 1, 1),
    ]
    assert {each.category for each in found} == set(Category)


async def test_all_38_regions_are_listed_those_with_most_people_first(db: Database) -> None:
    async with db.write() as session:
        await seed.regions_and_pesantren(session)
        people = [await person(session, region_code=code) for code in ("3514", "3579", "3579", None)]
        for who in people:
            await product(session, who)
            await product(session, who)
            await enrolments.enrol(session, who.id, THIRD, {}, NOW)
        await products.archive(session, await product(session, people[0]), NOW)
        await enrolments.withdraw(session, people[0].id, THIRD, NOW)
        found = await statistics.by_region(session)
    assert len(found) == 38
    shown = [(each.region.label, each.people, each.products, each.enrolments) for each in found[:3]]
    assert shown == [("Kota Batu", 2, 4, 2), ("Kab. Pasuruan", 1, 2, 0), ("Kab. Pacitan", 0, 0, 0)]


async def test_broadcasts_are_listed_with_how_they_went_the_latest_first(db: Database) -> None:
    async with db.write() as session:
        for _ in range(3):
            await person(session)
        first, second = await send(session, NOW), await send(session, NOW + timedelta(hours=1))
        await lifecycle.draft(session, created_by=None, html="", audience=Audience(), now=NOW)
        done = update(OutboxRow).where(OutboxRow.broadcast_id == first.id)
        await session.execute(done.values(state=OutboxState.SENT))
        found = await statistics.broadcasts(session)
    assert [(each.broadcast.id, each.progress) for each in found] == [
        (second.id, Progress(waiting=3)),
        (first.id, Progress(sent=3)),
    ]


async def test_the_overview_reads_indexes_and_not_the_people(sqlite: Database) -> None:
    plans = await plans_of(sqlite, lambda session: statistics.overview(session, NOW))
    assert "SEARCH people USING COVERING INDEX ix_people_created_at (created_at>?)" in plans
    assert any(
        "SEARCH products USING COVERING INDEX ix_products_growth (archived_at=? AND cr" in plan
        for plan in plans
    )
    assert [plan for plan in plans if re.match(r"SCAN (?!.*COVERING INDEX|SUBQUERY|CONSTANT)", plan)] == []


async def test_figures_of_regions_are_found_from_person_to_person_by_indexes_alone(sqlite: Database) -> None:
    plans = await plans_of(sqlite, statistics.by_region)
    for table, index in (("products", "ix_products_owner"), ("enrolments", "ix_enrolments_person")):
        assert f"SCAN {table} USING COVERING INDEX {index}" in plans
    assert "SEARCH people USING INTEGER PRIMARY KEY (rowid=?)" in plans


async def test_an_audience_is_counted_in_the_order_of_people(sqlite: Database) -> None:
    """In any other order, each person's rows would have to be looked for from the beginning."""
    chosen = Audience(pillars=(FIRST,), categories=(Category.FESYEN,), languages=("jv",))
    plans = await plans_of(sqlite, lambda session: broadcast_audience.count_all(session, chosen))
    assert "SEARCH people USING INTEGER PRIMARY KEY (rowid>?)" in plans
    assert (
        "SEARCH products USING COVERING INDEX ix_products_owner"
        " (owner_id=? AND archived_at=? AND category=?)" in plans
    )


async def send(session: AsyncSession, now: datetime) -> Broadcast:
    broadcast = await lifecycle.draft(session, created_by=None, html="", audience=Audience(), now=now)
    await send_out(session, broadcast, now)
    return broadcast
