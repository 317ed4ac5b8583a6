"""Sending the messages of broadcasts: claiming them, and recording how it went.

This knows the outbox and the broadcasts, of which neither knows the other's rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models import people
from models.broadcasts import lifecycle
from models.broadcasts.tables import BROADCAST_PRIORITY, Broadcast, BroadcastBody, BroadcastStatus
from models.db.changes import NO_SYNC
from models.queue import outbox
from models.queue.outbox import WAITING_AGAIN, OutboxRow, OutboxState, abandoned

MAX_PAUSE = timedelta(hours=1)
"""No messenger lets a message of a broadcast wait for longer."""

KEPT = (OutboxState.FAILED, OutboxState.UNKNOWN, OutboxState.WAITING)
"""The states in which replies and notices stay in the table."""


class FinishedSend(Protocol):
    """A sending that ended, of a row of the outbox."""

    @property
    def id(self) -> int: ...
    @property
    def broadcast_id(self) -> int | None: ...
    @property
    def channel(self) -> str: ...
    @property
    def chat(self) -> str: ...
    @property
    def state(self) -> OutboxState:
        """`WAITING` where a message of a broadcast was not sent after all."""

    @property
    def reason(self) -> str: ...
    @property
    def again_in(self) -> int:
        """Seconds for which a message that waits again is not to be sent."""

    @property
    def attempts(self) -> int:
        """Tries so far of a message that waits again, after which it may have arrived."""


async def running(session: AsyncSession) -> list[int]:
    """The ids of the broadcasts whose messages go out now."""
    sending = select(Broadcast.id).where(Broadcast.status == BroadcastStatus.SENDING)
    return list(await session.scalars(sending.order_by(Broadcast.id)))


async def being_sent(session: AsyncSession, channel: str, but_for: int) -> list[int]:
    """The broadcasts, ended ones too, with messages that are claimed for `channel` under another lease than this."""
    sending = exists().where(OutboxRow.broadcast_id == Broadcast.id, *abandoned(channel, but_for))
    return list(await session.scalars(select(Broadcast.id).where(sending)))


async def claim(
    session: AsyncSession, channel: str, broadcast_id: int, now: datetime, limit: int, lease: int
) -> Sequence[OutboxRow]:
    """Claim the next messages of one broadcast, while it runs, for the holder of the channel's lease."""
    runs = exists().where(Broadcast.id == broadcast_id, Broadcast.status == BroadcastStatus.SENDING)
    of_many = OutboxRow.priority == BROADCAST_PRIORITY  # with it, the index has them in their order
    due = select(OutboxRow).where(*outbox.waiting(channel, broadcast_id), of_many, _due(now), runs)
    in_order = due.order_by(OutboxRow.send_after, OutboxRow.id)
    return await outbox.claim_rows(session, channel, in_order.limit(limit), lease)


async def read_bodies(session: AsyncSession, broadcast_id: int) -> dict[str, str]:
    """The message in each language: language → JSON of an `OutgoingMessage`."""
    theirs = select(BroadcastBody).where(BroadcastBody.broadcast_id == broadcast_id)
    return {row.language: row.body for row in await session.scalars(theirs)}


async def any_abandoned(session: AsyncSession, channel: str, lease: int) -> bool:
    """Return whether earlier holders of the lease left something that they were sending."""
    left = select(OutboxRow.id).where(OutboxRow.broadcast_id.is_(None), *abandoned(channel, lease)).limit(1)
    return bool(await being_sent(session, channel, lease)) or await session.scalar(left) is not None


async def reclaim(session: AsyncSession, channel: str, lease: int, now: datetime) -> None:
    """Let what earlier holders of the lease were sending be sent again; of broadcasts it is unknown whether it was."""
    await outbox.reclaim_urgent(session, channel, lease)
    many = await being_sent(session, channel, lease)
    if many:
        left = OutboxRow.broadcast_id.in_(many), *abandoned(channel, lease)
        ids = select(OutboxRow.id).where(*left).scalar_subquery()
        lost = outbox.under_lease(session, channel, lease, ids, update(OutboxRow), *left)
        await session.execute(
            lost.values(state=OutboxState.UNKNOWN, reason="stopped while sending"), execution_options=NO_SYNC
        )
    for broadcast_id in {*many, *await running(session)}:
        await lifecycle.finish(session, broadcast_id, now)


async def record(
    session: AsyncSession, channel: str, lease: int, results: Sequence[FinishedSend], now: datetime
) -> Collection[int]:
    """Record how sendings ended that were claimed under a lease; nothing of what others have claimed since.
    Broadcasts are kept for their report, and the last message ends them; of replies and notices those are that the
    channel refused, or that nobody knows of, for somebody to look at. Returns the ids of those that somebody keeps
    locked, to be recorded later.
    """
    own = [result for result in results if result.broadcast_id is None]
    waiting = [result for result in own if result.state is OutboxState.WAITING]
    sent = [one.id for one in own if one.state not in KEPT]
    done = {*await outbox.delete_sent(session, channel, lease, sent)}
    keep = partial(_keep, session, channel, lease, now=now)
    done |= await keep([one for one in own if one.state in KEPT and one.state is not OutboxState.WAITING])
    done |= await keep([result for result in results if result.broadcast_id is not None])
    await _count_attempts(session, channel, lease, waiting)
    gone = [(one.channel, one.chat) for one in results if one.state is OutboxState.GONE and one.id in done]
    await people.mark_unreachable(session, gone, now)
    recorded = done | {one.id for one in waiting}
    return await outbox.still_claimed(session, channel, lease, {one.id for one in results} - recorded)


async def _count_attempts(
    session: AsyncSession, channel: str, lease: int, results: Sequence[FinishedSend]
) -> None:
    """Note how often replies and notices may have arrived. `release` lets them wait again: it knows whose they are."""
    alike = defaultdict[int, list[int]](list)
    for result in results:
        if result.attempts:
            alike[result.attempts].append(result.id)
    for attempts, ids in alike.items():
        counted = update(OutboxRow).where(OutboxRow.id.in_(ids), *outbox.claimed_under(channel, lease))
        await session.execute(counted.values(attempts=attempts), execution_options=NO_SYNC)


async def _keep(
    session: AsyncSession, channel: str, lease: int, results: Sequence[FinishedSend], now: datetime
) -> set[int]:
    alike = defaultdict[tuple[OutboxState, str, int], list[int]](list)
    states = defaultdict[int, set[OutboxState]](set)
    done = set[int]()
    for result in results:
        alike[result.state, result.reason, result.again_in].append(result.id)
        if result.broadcast_id is not None:
            states[result.broadcast_id].add(result.state)
    for (state, reason, again_in), ids in alike.items():
        values: dict[str, Any] = {"state": state, "reason": reason or None, "finished_at": now}
        if state is OutboxState.WAITING:
            values = {"state": WAITING_AGAIN, "send_after": now + timedelta(seconds=again_in)}
        ended = update(OutboxRow).values(values)
        done |= {*await outbox.change_claimed(session, channel, lease, ids, ended)}
    for broadcast_id, found in states.items():
        if OutboxState.FAILED in found and OutboxState.SENT not in found:
            await lifecycle.stop_if_refused(session, broadcast_id, now)
        await lifecycle.finish(session, broadcast_id, now)
    return done


def _due(now: datetime) -> ColumnElement[bool]:
    """The condition that a pause is over. One that would last longer than any is of a time before the clock was set
    back.
    """
    return or_(OutboxRow.send_after <= now, OutboxRow.send_after > now + MAX_PAUSE)
