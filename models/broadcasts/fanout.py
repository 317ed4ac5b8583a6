"""Adding a broadcast's recipients to the outbox, and cancelling those that wait: a slice at a time, in the database.

Each call is a transaction's worth of work that others need not wait for long. What is done is written down in the
same transaction, so that a stop between two slices loses nothing and does nothing twice.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Insert,
    SmallInteger,
    String,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from models.broadcasts.audience import addresses_of
from models.broadcasts.lifecycle import finish
from models.broadcasts.tables import BROADCAST_PRIORITY, Broadcast, BroadcastStatus
from models.db.changes import count_changed
from models.db.database import UtcTime
from models.people import Address, Person
from models.queue.outbox import OutboxRow, OutboxState


async def unfinished(session: AsyncSession) -> list[int]:
    """The broadcasts that go out and have recipients who are not in the outbox yet."""
    wanting = select(Broadcast.id).where(Broadcast.status == BroadcastStatus.SENDING, Broadcast.to_take)
    return list(await session.scalars(wanting.order_by(Broadcast.id)))


async def take_slice(session: AsyncSession, broadcast_id: int, people: int, now: datetime) -> bool:
    """Put a message for each recipient among the next `people` into the outbox; whether there may be more.

    A person's turn comes once, and then they are written to at the newest address that works, or at none. A broadcast
    that somebody else keeps locked is left for the next time.
    """
    standing = Broadcast.id == broadcast_id, Broadcast.status == BroadcastStatus.SENDING, Broadcast.to_take
    broadcast = await session.scalar(select(Broadcast).where(*standing).with_for_update(skip_locked=True))
    if broadcast is None or broadcast.take_until is None:
        return False
    upto = min(broadcast.taken_to + people, broadcast.take_until)
    broadcast.recipients += await count_changed(session, _departures(broadcast, upto, now))
    broadcast.taken_to = upto
    await session.flush()
    if not broadcast.to_take:
        await finish(session, broadcast_id, now)
    return broadcast.to_take


async def to_cancel(session: AsyncSession) -> list[int]:
    """The broadcasts that were ended before their time and have messages that still wait."""
    waiting = select(OutboxRow.id).where(*_waiting(Broadcast.id)).exists()
    ended = Broadcast.status.in_([BroadcastStatus.CANCELLED, BroadcastStatus.STOPPED])
    return list(await session.scalars(select(Broadcast.id).where(ended, waiting).order_by(Broadcast.id)))


async def cancel_slice(session: AsyncSession, broadcast_id: int, messages: int, now: datetime) -> bool:
    """Cancel the next `messages` that wait; whether there may be more."""
    some = (
        select(OutboxRow.id).where(*_waiting(broadcast_id)).limit(messages).with_for_update(skip_locked=True)
    )
    off = update(OutboxRow).where(OutboxRow.id.in_(some.scalar_subquery()))
    done = await count_changed(session, off.values(state=OutboxState.CANCELLED, finished_at=now))
    return done == messages


def _departures(broadcast: Broadcast, upto: int, now: datetime) -> Insert:
    """The statement that adds the messages: one INSERT ... SELECT; the text stays with the broadcast."""
    recipient = aliased(Person)
    columns = {
        OutboxRow.channel: Address.channel,
        OutboxRow.chat: Address.chat,
        OutboxRow.priority: literal(BROADCAST_PRIORITY, SmallInteger),
        OutboxRow.broadcast_id: literal(broadcast.id, BigInteger),
        OutboxRow.person_id: recipient.id,
        OutboxRow.language: recipient.language,
        OutboxRow.state: literal(OutboxState.WAITING.value, String(10)),
        OutboxRow.attempts: literal(0, SmallInteger),
        OutboxRow.send_after: literal(now, UtcTime()),
    }
    these = Address.person_id > broadcast.taken_to, Address.person_id <= upto
    addresses = addresses_of(broadcast.meant_for, broadcast.topic).where(*these)
    chosen = addresses.with_only_columns(*columns.values()).join(recipient, recipient.id == Address.person_id)
    return insert(OutboxRow).from_select(
        list(columns), chosen.order_by(Address.person_id), include_defaults=False
    )


def _waiting(broadcast_id: Any) -> tuple[Any, Any]:
    return OutboxRow.broadcast_id == broadcast_id, OutboxRow.state == OutboxState.WAITING
