"""Figures about the programme: counted and summed in the database, in few statements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    cast,
    func,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from models.broadcasts.progress import Progress
from models.broadcasts.tables import Broadcast
from models.enrolments import Enrolment, EnrolmentStatus, Figure, MetricValue, Pillar
from models.events import Event, EventStatus, Rsvp, RsvpAnswer
from models.people import Person
from models.products import Category, Product
from models.queue.outbox import OutboxRow
from models.regions import Region
from models.statistics_types import (
    BroadcastFigures,
    CategoryFigures,
    EventFigures,
    Growth,
    Overview,
    PillarFigures,
    RegionFigures,
)

WEEK, MONTH = timedelta(days=7), timedelta(days=30)


async def overview(session: AsyncSession, now: datetime) -> Overview:
    listed = Product.archived_at.is_(None)
    people, products = _growth(now, Person.created_at), _growth(now, Product.created_at, listed)
    row = (await session.execute(select(*people, *products, _koppontren()))).one()
    next_event = await _events(session, _published(1, Event.starts_at, Event.starts_at > now))
    sums = list((await _sums(session)).values())
    return Overview(
        people=Growth(*row[:3]),
        products=Growth(*row[3:6]),
        pillars=await _pillars(session, now),
        koppontren=row[6],
        next_event=next_event[0] if next_event else None,
        turnover=sum(one.get(Figure.TURNOVER, 0) for one in sums),
        employed=sum(one.get(Figure.EMPLOYED, 0) for one in sums),
    )


async def by_pillar(session: AsyncSession, now: datetime) -> list[PillarFigures]:
    """The figures of all three pillars, in their order."""
    growth, sums = await _pillars(session, now), await _sums(session)
    left = select(Enrolment.pillar, func.count()).where(Enrolment.status == EnrolmentStatus.WITHDRAWN)
    withdrawn = dict((await session.execute(left.group_by(Enrolment.pillar))).all())
    return [
        PillarFigures(pillar, growth[pillar], withdrawn.get(pillar, 0), sums[pillar]) for pillar in Pillar
    ]


async def by_category(session: AsyncSession) -> list[CategoryFigures]:
    """The figures of all categories, those with most products first."""
    flagships = func.count().filter(Product.flagship)
    listed = select(Product.category, func.count(), flagships).where(Product.archived_at.is_(None))
    rows = (await session.execute(listed.group_by(Product.category))).all()
    counts = {category: (products, special) for category, products, special in rows}
    found = [CategoryFigures(category, *counts.get(category, (0, 0))) for category in Category]
    return sorted(found, key=lambda figures: -figures.products)


async def by_region(session: AsyncSession) -> list[RegionFigures]:
    """The figures of all regions, those with most people first."""
    listed, active = Product.archived_at.is_(None), Enrolment.status == EnrolmentStatus.ACTIVE
    here, number = _in_regions(Person.region_code), _in_regions(_number(Person.region_code))
    counted = {
        here.subquery(): Region.code,
        number.join(Product).where(_mostly(listed)).subquery(): _number(Region.code),
        number.join(Enrolment).where(_mostly(active)).subquery(): _number(Region.code),
    }
    statement = select(Region, *(func.coalesce(part.c.number, 0) for part in counted))
    for part, code in counted.items():
        statement = statement.outerjoin(part, part.c.code == code)
    people = func.coalesce(next(iter(counted)).c.number, 0)
    rows = await session.execute(statement.order_by(people.desc(), Region.code))
    return [RegionFigures(*row) for row in rows]


async def by_event(session: AsyncSession, limit: int = 10) -> list[EventFigures]:
    """Published events, the latest first."""
    return await _events(session, _published(limit, Event.starts_at.desc()))


async def broadcasts(session: AsyncSession, limit: int = 10) -> list[BroadcastFigures]:
    """Broadcasts that were sent, the latest first."""
    sent = select(Broadcast).where(Broadcast.started_at.is_not(None))
    latest = (await session.scalars(sent.order_by(Broadcast.started_at.desc()).limit(limit))).all()
    states = (
        select(OutboxRow.broadcast_id, OutboxRow.state, func.count())
        .where(OutboxRow.broadcast_id.in_([broadcast.id for broadcast in latest]))
        .group_by(OutboxRow.broadcast_id, OutboxRow.state)
    )
    counts: dict[int | None, dict[str, Any]] = {}
    for broadcast_id, state, number in await session.execute(states):
        counts.setdefault(broadcast_id, {})[state] = number
    return [BroadcastFigures(one, Progress.of(one.totals or counts.get(one.id, {}))) for one in latest]


def _growth(
    now: datetime, created_at: InstrumentedAttribute[datetime], *conditions: ColumnElement[bool]
) -> list[ScalarSelect[int]]:
    """Counts of all, of a week and of a month, each of which its index alone can answer."""
    counted = select(func.count(created_at)).where(*conditions)
    since = [counted.where(created_at > now - period) for period in (WEEK, MONTH)]
    return [statement.scalar_subquery() for statement in (counted, *since)]


def _koppontren() -> ScalarSelect[int]:
    """The number of cooperatives; each counts once, however many of its people enrolled."""
    first = Enrolment.pillar == Pillar.PESANTRENPRENEUR, Enrolment.status == EnrolmentStatus.ACTIVE
    pesantren = func.count(Person.pesantren_id.distinct())
    return select(pesantren).join(Enrolment).where(*first).scalar_subquery()


async def _pillars(session: AsyncSession, now: datetime) -> Mapping[Pillar, Growth]:
    new = [func.count().filter(Enrolment.created_at > now - period) for period in (WEEK, MONTH)]
    active = select(Enrolment.pillar, func.count(), *new).where(Enrolment.status == EnrolmentStatus.ACTIVE)
    rows = await session.execute(active.group_by(Enrolment.pillar))
    return dict.fromkeys(Pillar, Growth()) | {pillar: Growth(*counts) for pillar, *counts in rows}


def _in_regions(code: SQLColumnExpression[Any]) -> Select[*tuple[Any, ...]]:
    return select(code.label("code"), func.count().label("number")).group_by(code)


def _number(code: SQLColumnExpression[Any]) -> SQLColumnExpression[int]:
    """The code of a region as a number, which is quickly sorted by; and no index leads SQLite from region to region,
    where each row would be looked for in another place.
    """
    return cast(code, Integer)


def _mostly(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """A condition that holds for nearly all rows is no way to find them: people lead to their rows instead. SQLite
    believes it when the condition is put like this.
    """
    return condition == true()


async def _sums(session: AsyncSession) -> Mapping[Pillar, Mapping[Figure, int]]:
    """The sums of the newest figures of everybody who takes part."""
    statement = select(MetricValue.pillar, MetricValue.name, func.sum(MetricValue.value))
    newest = statement.where(MetricValue.until.is_(None)).group_by(MetricValue.pillar, MetricValue.name)
    sums: dict[Pillar, dict[Figure, int]] = {pillar: {} for pillar in Pillar}
    for pillar, figure, total in await session.execute(newest):
        sums[pillar][figure] = int(total)
    return sums


def _published(
    limit: int, order: SQLColumnExpression[datetime], *more: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:
    """The first events in this order; only their answers are counted."""
    columns = Event.id, Event.title, Event.starts_at, Event.seats, Event.taken
    answered = [
        select(func.count())
        .where(Rsvp.event_id == Event.id, Rsvp.answer == answer)
        .correlate(Event)
        .scalar_subquery()
        for answer in (RsvpAnswer.MAYBE, RsvpAnswer.NO)
    ]
    shown = select(*columns, *answered).where(Event.status == EventStatus.PUBLISHED, *more)
    return shown.order_by(order).limit(limit)


async def _events(session: AsyncSession, statement: Select[*tuple[Any, ...]]) -> list[EventFigures]:
    return [EventFigures(*row) for row in await session.execute(statement)]
