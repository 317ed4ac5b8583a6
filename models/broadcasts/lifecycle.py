"""The life of a broadcast: draft, approval, schedule, sending, pause and end. Each function is one transition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Update, and_, case, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.broadcasts.audience import Audience
from models.broadcasts.tables import (
    BOOKKEEPING,
    ENDED,
    RUNNING,
    UNSENT,
    WAITING,
    Broadcast,
    BroadcastAnswer,
    BroadcastBody,
    BroadcastStatus,
)
from models.db.changes import NO_SYNC, count_changed
from models.people import Person
from models.queue.outbox import OutboxRow, OutboxState, in_state

TRIAL_SIZE = 5
"""Number of refusals for one reason, without an arrival, after which a broadcast is stopped."""

_AS_DRAFT = {
    "status": BroadcastStatus.DRAFT,
    "send_at": None,
    "urgent": False,
    "approved_by": None,
    "seal": None,
    "counted": None,
}


class NotADraftError(Exception):
    """The broadcast was sent or cancelled before."""


async def draft(
    session: AsyncSession,
    *,
    created_by: int | None,
    html: str,
    audience: Audience,
    now: datetime,
    photo_id: int | None = None,
) -> Broadcast:
    """Add a broadcast that is not sent yet. `html` is safe: only the tags of `bot.i18n.messages`."""
    broadcast = Broadcast(
        created_by=created_by,
        html=html,
        photo_id=photo_id,
        audience=audience.model_dump(mode="json", exclude_defaults=True),
        created_at=now,
    )
    session.add(broadcast)
    await session.flush()
    return broadcast


async def unsent(session: AsyncSession, person_id: int, html: str | None = None) -> Broadcast | None:
    """The newest draft of a person; with `html`, only one with this text."""
    theirs = Broadcast.created_by == person_id, Broadcast.status == BroadcastStatus.DRAFT
    statement = select(Broadcast).where(*theirs).order_by(Broadcast.id.desc()).limit(1)
    return await session.scalar(statement if html is None else statement.where(Broadcast.html == html))


async def start(
    session: AsyncSession,
    broadcast: Broadcast,
    bodies: Mapping[str, str],
    now: datetime,
    counted: int | None = None,
) -> None:
    """Let it go out: its recipients are taken from now on (`models.broadcasts.fanout`), and sending begins.

    `counted` is their number as it was just counted, for the limits of a day. `bodies`: language → JSON of an
    `OutgoingMessage`; who reads none of these languages gets the one of `FALLBACK`, and without any the plain text
    goes out. Raises `NotADraftError` where it was started or ended before.
    """
    last = await session.scalar(select(func.max(Person.id))) or 0
    values = {"status": BroadcastStatus.SENDING, "started_at": now, "take_until": last, "counted": counted}
    await _change_or_raise(session, broadcast, UNSENT, values)
    for language, body in bodies.items():
        session.add(BroadcastBody(broadcast_id=broadcast.id, language=language, body=body))
    await finish(session, broadcast.id, now)


async def submit(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    """Let it wait for another organiser. Raises `NotADraftError`."""
    await _change_or_raise(session, broadcast, [BroadcastStatus.DRAFT], {"status": BroadcastStatus.APPROVAL})


async def schedule(session: AsyncSession, broadcast: Broadcast, send_at: datetime) -> None:
    """Let it wait for its time (`due`). Raises `NotADraftError`."""
    values = {"status": BroadcastStatus.SCHEDULED, "send_at": send_at}
    await _change_or_raise(session, broadcast, [BroadcastStatus.DRAFT, BroadcastStatus.APPROVAL], values)


async def due(session: AsyncSession, now: datetime) -> Sequence[int]:
    """The ids of scheduled broadcasts whose time has come, the earliest first."""
    waits = Broadcast.status == BroadcastStatus.SCHEDULED, Broadcast.send_at <= now
    return (await session.scalars(select(Broadcast.id).where(*waits).order_by(Broadcast.send_at))).all()


async def waiting_of(session: AsyncSession, person_id: int) -> Sequence[Broadcast]:
    """Return what a person wrote that waits for an approval or for its time."""
    waits = Broadcast.status.in_(WAITING), Broadcast.created_by == person_id
    return (await session.scalars(select(Broadcast).where(*waits).order_by(Broadcast.id))).all()


async def back_to_draft(session: AsyncSession, broadcast_id: int) -> bool:
    """Take back what waits for an approval or its time, with all that was agreed to; whether it waited."""
    return await _change(session, broadcast_id, WAITING, _AS_DRAFT)


async def take_over(session: AsyncSession, broadcast_id: int, person_id: int) -> bool:
    """Make what waits for an approval or its time a draft of this person; whether it waited."""
    return await _change(session, broadcast_id, WAITING, {**_AS_DRAFT, "created_by": person_id})


async def ask_again(session: AsyncSession, broadcast_id: int) -> bool:
    """Let what waits for its time wait for an approval before; whether it waited. Its time stays."""
    again = {"status": BroadcastStatus.APPROVAL, "approved_by": None}
    return await _change(session, broadcast_id, WAITING, again)


async def agreed_without_seal(session: AsyncSession, now: datetime) -> Sequence[int]:
    """The ids of broadcasts of which an earlier version asked somebody to agree without showing everything."""
    asked = Broadcast.status == BroadcastStatus.APPROVAL
    agreed = and_(Broadcast.status == BroadcastStatus.SCHEDULED, Broadcast.approved_by.is_not(None))
    old = select(Broadcast.id).where(Broadcast.seal.is_(None), or_(asked, agreed))
    return (await session.scalars(old.order_by(Broadcast.id))).all()


async def pause(session: AsyncSession, broadcast_id: int) -> bool:
    """Let the rest wait; whether it was running."""
    return await _change(session, broadcast_id, [BroadcastStatus.SENDING], {"status": BroadcastStatus.PAUSED})


async def resume(session: AsyncSession, broadcast_id: int) -> bool:
    """Let it go on after a pause; whether there was one."""
    return await _change(session, broadcast_id, [BroadcastStatus.PAUSED], {"status": BroadcastStatus.SENDING})


async def cancel(session: AsyncSession, broadcast_id: int, now: datetime) -> bool:
    """Stop it for good; whether it had not ended. What is under way still arrives; the sender calls off the rest."""
    return await _end(session, broadcast_id, [*UNSENT, *RUNNING], {"status": BroadcastStatus.CANCELLED}, now)


async def stop_if_refused(session: AsyncSession, broadcast_id: int, now: datetime) -> bool:
    """Stop a broadcast of which nothing arrived and `TRIAL_SIZE` messages were refused for one reason; whether it
    was.
    """
    arrived = exists().where(*in_state(broadcast_id, OutboxState.SENT))
    reason = func.coalesce(OutboxRow.reason, "")
    refused = select(func.min(reason), func.max(reason), func.count()).where(
        *in_state(broadcast_id, OutboxState.FAILED), ~arrived
    )
    lowest, highest, number = (await session.execute(refused)).one()
    if number < TRIAL_SIZE or lowest != highest:
        return False
    if await session.scalar(select(Broadcast.id).where(_unless_locked(broadcast_id))) is None:
        return False
    return await _end(
        session, broadcast_id, RUNNING, {"status": BroadcastStatus.STOPPED, "reason": lowest}, now
    )


async def finish(session: AsyncSession, broadcast_id: int, now: datetime) -> bool:
    """Call a broadcast done if all recipients are taken and none is still to be written to; whether this did it.
    One that somebody keeps locked is left for the next time.
    """
    waits = exists().where(*in_state(broadcast_id, OutboxState.WAITING, OutboxState.SENDING))
    over = _unless_locked(broadcast_id, Broadcast.status.in_(RUNNING), ~Broadcast.to_take), ~waits
    done = update(Broadcast).where(*over).values(status=BroadcastStatus.DONE, finished_at=now)
    return await _changed(session, done)


def _unless_locked(broadcast_id: int, *where: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that it is this broadcast, it is so, and no other transaction keeps it locked."""
    free = select(Broadcast.id).where(Broadcast.id == broadcast_id, *where).with_for_update(skip_locked=True)
    return Broadcast.id.in_(free)


async def send_failed_again(session: AsyncSession, broadcast_id: int, now: datetime) -> int:
    """Let messages that failed, or that may be lost, wait once more, after the broadcast has ended; their number.

    Whoever answered below the broadcast has it: what may be lost of theirs is not.
    """
    await _note_arrived(session, broadcast_id)
    ended = Broadcast.id == broadcast_id, Broadcast.status.in_(ENDED), Broadcast.totals.is_(None)
    open_ = exists().where(*in_state(broadcast_id, OutboxState.WAITING, OutboxState.SENDING))
    lost = exists().where(*in_state(broadcast_id, OutboxState.FAILED, OutboxState.UNKNOWN))
    again = {"status": BroadcastStatus.SENDING, "finished_at": None, "reason": None}
    if not await _changed(session, update(Broadcast).where(*ended, ~open_, lost).values(again)):
        return 0
    anew = {
        "state": OutboxState.WAITING,
        "reason": None,
        "attempts": 0,
        "send_after": now,
        "finished_at": None,
    }
    failed = update(OutboxRow).where(*in_state(broadcast_id, OutboxState.FAILED, OutboxState.UNKNOWN))
    return await count_changed(session, failed.values(anew))


async def _note_arrived(session: AsyncSession, broadcast_id: int) -> None:
    """Record as sent what was unknown and arrived all the same."""
    answered = select(BroadcastAnswer.person_id).where(BroadcastAnswer.broadcast_id == broadcast_id)
    unknown = *in_state(broadcast_id, OutboxState.UNKNOWN), OutboxRow.person_id.in_(answered)
    arrived = update(OutboxRow).where(*unknown).values(state=OutboxState.SENT, reason=None)
    await session.execute(arrived, execution_options=NO_SYNC)


async def _change_or_raise(
    session: AsyncSession, broadcast: Broadcast, standing: Sequence[BroadcastStatus], values: dict[str, Any]
) -> None:
    if not await _change(session, broadcast.id, standing, values):
        raise NotADraftError


async def _change(
    session: AsyncSession, broadcast_id: int, standing: Sequence[BroadcastStatus], values: dict[str, Any]
) -> bool:
    """Give a broadcast that stands at one of `standing` other `values`; whether it stood there."""
    there = Broadcast.id == broadcast_id, Broadcast.status.in_(standing)
    if values.keys() - BOOKKEEPING:
        values = {**values, "revision": Broadcast.revision + 1}
    return await _changed(session, update(Broadcast).where(*there).values(values))


async def _end(
    session: AsyncSession,
    broadcast_id: int,
    standing: Sequence[BroadcastStatus],
    values: dict[str, Any],
    now: datetime,
) -> bool:
    """Give a broadcast that stands at one of `standing` its last `values`; no more recipients are taken either."""
    taken = case((Broadcast.take_until.is_not(None), Broadcast.taken_to))
    return await _change(session, broadcast_id, standing, {**values, "finished_at": now, "take_until": taken})


async def _changed(session: AsyncSession, statement: Update) -> bool:
    """Return whether `statement` met its broadcast, which is read anew."""
    await session.flush()
    anew = {"synchronize_session": False, "populate_existing": True}
    return await session.scalar(statement.returning(Broadcast), execution_options=anew) is not None
