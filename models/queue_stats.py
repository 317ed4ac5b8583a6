"""Numbers of rows that wait, and the age of the oldest, for whoever looks after the bot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.broadcasts.tables import BROADCAST_PRIORITY, RUNNING, Broadcast, BroadcastStatus
from models.db.database import Base
from models.db.dialect import is_sqlite
from models.drafts import DraftRow
from models.media import Media
from models.people import Person
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow, OutboxState


@dataclass(frozen=True, slots=True)
class QueueLength:
    """The number of messages that wait, the first of them for so many `seconds`; 0 where none waits, or it is not
    known.
    """

    waiting: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class QueueStats:
    """The numbers of rows in the tables."""

    inbox: QueueLength
    """Messages that arrived and are not handled."""
    outbox: Mapping[int, QueueLength]
    """Messages that are due and not being sent, by their priority; of broadcasts, of those that go out now."""
    later: int
    """Replies, notices and presses whose time has not come."""
    sending: int
    failed: int
    """Messages that could not be handled."""
    refused: int
    """Replies and notices that a channel did not take, or of which nobody knows whether it did."""
    drafts: int
    people: int
    to_fetch: int
    """Photos whose content is still with their channel."""


async def read(session: AsyncSession, now: datetime, seconds: float) -> QueueStats:
    """Read the numbers. On PostgreSQL no statement takes longer than so many seconds: it raises `DBAPIError` then."""
    if not is_sqlite(session):
        await session.execute(select(func.set_config("statement_timeout", f"{seconds}s", True)))
    counts = (await session.execute(select(*_COUNTS))).one()._asdict()
    inbox = QueueLength(counts.pop("arrived"), _age(counts.pop("oldest"), now))
    due, later = await _own(session, now)
    due[BROADCAST_PRIORITY] = QueueLength(counts.pop("of_broadcasts"))
    return QueueStats(inbox=inbox, outbox=due, later=later, **counts)


async def _own(session: AsyncSession, now: datetime) -> tuple[dict[int, QueueLength], int]:
    """The replies and notices that are due, and the number of the others, with the presses."""
    due = OutboxRow.press.is_(None) & (OutboxRow.send_after <= now)
    ready, oldest = func.count().filter(due), func.min(OutboxRow.send_after).filter(due)
    columns = select(OutboxRow.priority, ready, oldest, func.count())
    own = columns.where(OutboxRow.broadcast_id.is_(None), OutboxRow.state == OutboxState.WAITING)
    rows = (await session.execute(own.group_by(OutboxRow.priority))).all()
    found = {priority: QueueLength(number, _age(since, now)) for priority, number, since, _all in rows}
    return found, sum(every - number for _priority, number, _since, every in rows)


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0


def _number(table: type[Base], *where: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(table).where(*where).scalar_subquery()


def _of(*statuses: BroadcastStatus) -> ColumnElement[bool]:
    """The condition that a message is of a broadcast with one of these statuses."""
    return OutboxRow.broadcast_id.in_(select(Broadcast.id).where(Broadcast.status.in_(statuses)))


LOST = (OutboxState.FAILED, OutboxState.UNKNOWN)
_OWN = OutboxRow.broadcast_id.is_(None)
_WAITS, _GOES = OutboxRow.state == OutboxState.WAITING, OutboxRow.state == OutboxState.SENDING
_UNTOUCHED = InboxRow.handled_at.is_(None)

_COUNTS = (
    _number(InboxRow, _UNTOUCHED).label("arrived"),
    select(func.min(InboxRow.arrived_at)).where(_UNTOUCHED).scalar_subquery().label("oldest"),
    _number(InboxRow, InboxRow.failure.is_not(None), InboxRow.handled_at.is_not(None)).label("failed"),
    _number(OutboxRow, _of(BroadcastStatus.SENDING), _WAITS).label("of_broadcasts"),
    (_number(OutboxRow, _OWN, _GOES) + _number(OutboxRow, _of(*RUNNING), _GOES)).label("sending"),
    _number(OutboxRow, _OWN, OutboxRow.state.in_(LOST)).label("refused"),
    _number(DraftRow).label("drafts"),
    _number(Person).label("people"),
    _number(Media, Media.fetch_after.is_not(None)).label("to_fetch"),
)
"""Each part is found by an index, except for the messages that could not be handled."""
