"""How much waits, and for how long: what whoever looks after the bot sees at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.broadcasts import BROADCAST_PRIORITY, RUNNING, Broadcast, Status
from models.database import Base
from models.drafts import DraftRow
from models.inbox import Arrival
from models.media import Media
from models.outbox import Departure, State
from models.people import Person


@dataclass(frozen=True, slots=True)
class Queue:
    """So many messages wait, the first of them for so many `seconds`; 0 where none waits, or where nobody knows."""

    waiting: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Queues:
    """What stands in the tables."""

    inbox: Queue
    """Messages that arrived and are not handled."""
    outbox: Mapping[int, Queue]
    """Messages that are due and not being sent, by their priority; of broadcasts, of those that go out now."""
    later: int
    """Replies, notices and presses whose time has not come."""
    sending: int
    failed: int
    """Messages that could not be handled."""
    refused: int
    """Replies and notices that a channel did not take."""
    drafts: int
    people: int
    to_fetch: int
    """Photos whose content is still with their channel."""


async def read(session: AsyncSession, now: datetime, seconds: float) -> Queues:
    """On PostgreSQL no statement takes longer than so many seconds: it raises `DBAPIError` then."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.set_config("statement_timeout", f"{seconds}s", True)))
    counts = (await session.execute(select(*_COUNTS))).one()._asdict()
    inbox = Queue(counts.pop("arrived"), _age(counts.pop("oldest"), now))
    due, later = await _own(session, now)
    due[BROADCAST_PRIORITY] = Queue(counts.pop("of_broadcasts"))
    return Queues(inbox=inbox, outbox=due, later=later, **counts)


async def _own(session: AsyncSession, now: datetime) -> tuple[dict[int, Queue], int]:
    """What is due of replies and notices, and how many more there are, with the presses."""
    due = Departure.press.is_(None) & (Departure.send_after <= now)
    ready, oldest = func.count().filter(due), func.min(Departure.send_after).filter(due)
    columns = select(Departure.priority, ready, oldest, func.count())
    own = columns.where(Departure.broadcast_id.is_(None), Departure.state == State.WAITING)
    rows = (await session.execute(own.group_by(Departure.priority))).all()
    found = {priority: Queue(number, _age(since, now)) for priority, number, since, _all in rows}
    return found, sum(every - number for _priority, number, _since, every in rows)


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0


def _number(table: type[Base], *where: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(table).where(*where).scalar_subquery()


def _of(*statuses: Status) -> ColumnElement[bool]:
    """Messages of broadcasts that stand so."""
    return Departure.broadcast_id.in_(select(Broadcast.id).where(Broadcast.status.in_(statuses)))


_OWN = Departure.broadcast_id.is_(None)
_WAITS, _GOES = Departure.state == State.WAITING, Departure.state == State.SENDING
_UNTOUCHED = Arrival.handled_at.is_(None)

_COUNTS = (
    _number(Arrival, _UNTOUCHED).label("arrived"),
    select(func.min(Arrival.arrived_at)).where(_UNTOUCHED).scalar_subquery().label("oldest"),
    _number(Arrival, Arrival.failure.is_not(None), Arrival.handled_at.is_not(None)).label("failed"),
    _number(Departure, _of(Status.SENDING), _WAITS).label("of_broadcasts"),
    (_number(Departure, _OWN, _GOES) + _number(Departure, _of(*RUNNING), _GOES)).label("sending"),
    _number(Departure, _OWN, Departure.state == State.FAILED).label("refused"),
    _number(DraftRow).label("drafts"),
    _number(Person).label("people"),
    _number(Media, Media.fetch_after.is_not(None)).label("to_fetch"),
)
"""Each part is found by an index, except for the messages that could not be handled."""
