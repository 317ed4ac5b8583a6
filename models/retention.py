"""Deleting rows that the settings keep no longer, a slice at a time.

Each call is a transaction's worth of work that others need not wait for long. What could not be handled or sent is not
touched here: it stays until somebody has looked at it (`models.queue.dead_letters`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.broadcasts.tables import ENDED, Broadcast
from models.db.changes import count_changed
from models.db.dialect import is_sqlite
from models.media import Media
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow, OutboxState

_ALONE = 7_020_265
"""The number of the lock under which one process at a time lets go of things on PostgreSQL."""

OPEN = (OutboxState.WAITING, OutboxState.SENDING)


async def alone(session: AsyncSession) -> bool:
    """Return whether no other process does this just now; none begins to before the transaction ends."""
    if is_sqlite(session):
        return True
    return bool(await session.scalar(text("SELECT pg_try_advisory_xact_lock(:number)"), {"number": _ALONE}))


async def last_handled(session: AsyncSession, before: datetime) -> int:
    """The highest id of a message that was handled before; 0 where there is none. This reads the whole inbox."""
    return await session.scalar(select(func.max(InboxRow.id)).where(*_handled(before))) or 0


async def forget_handled(session: AsyncSession, before: datetime, last: int, limit: int) -> bool:
    """Delete the ids of messages up to `last` that were handled before; whether there may be more."""
    old = select(InboxRow.id).where(InboxRow.id <= last, *_handled(before)).order_by(InboxRow.id).limit(limit)
    return (
        await count_changed(
            session, delete(InboxRow).where(InboxRow.id.in_(old.scalar_subquery())), synchronize_session=False
        )
        == limit
    )


async def drop_expired(session: AsyncSession, now: datetime, limit: int) -> bool:
    """Delete files that were made to be sent once; whether there may be more."""
    old = select(Media.id).where(Media.expires_at < now).limit(limit)
    return (
        await count_changed(
            session, delete(Media).where(Media.id.in_(old.scalar_subquery())), synchronize_session=False
        )
        == limit
    )


async def reports_to_end(session: AsyncSession, before: datetime) -> list[int]:
    """Broadcasts that ended before, and of which it is still kept how it went for each recipient."""
    kept = select(OutboxRow.id).where(OutboxRow.broadcast_id == Broadcast.id).exists()
    old = and_(Broadcast.status.in_(ENDED), Broadcast.finished_at < before)
    return list(
        await session.scalars(select(Broadcast.id).where(kept, or_(old, Broadcast.totals.is_not(None))))
    )


async def keep_totals(session: AsyncSession, broadcast_id: int, before: datetime) -> bool:
    """Keep, of a broadcast, the number of messages by their state; whether that is done.

    It is not while some of its messages are still to be called off, or where it runs again.
    """
    broadcast = await session.get(Broadcast, broadcast_id, with_for_update=True, populate_existing=True)
    if broadcast is None or broadcast.totals is not None:
        return broadcast is not None
    counted = select(OutboxRow.state, func.count()).where(OutboxRow.broadcast_id == broadcast_id)
    totals = dict((await session.execute(counted.group_by(OutboxRow.state))).all())
    ended = broadcast.status in ENDED and broadcast.finished_at is not None and broadcast.finished_at < before
    if not ended or any(totals.get(state) for state in OPEN):
        return False
    broadcast.totals = totals
    return True


async def drop_recipients(session: AsyncSession, broadcast_id: int, limit: int) -> bool:
    """Delete the results for each recipient of a broadcast whose totals are kept; whether there may be more."""
    some = select(OutboxRow.id).where(OutboxRow.broadcast_id == broadcast_id).limit(limit)
    return (
        await count_changed(
            session,
            delete(OutboxRow).where(OutboxRow.id.in_(some.scalar_subquery())),
            synchronize_session=False,
        )
        == limit
    )


def _handled(before: datetime) -> tuple[Any, Any]:
    return InboxRow.handled_at < before, InboxRow.failure.is_(None)
