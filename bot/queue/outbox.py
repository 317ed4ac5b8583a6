"""The outbox: messages that wait to be sent, written in the transaction that brought them forth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, delete, exists, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages.outbox_message import OutboxMessage
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Priority
from models.broadcasts import lifecycle
from models.broadcasts.content import BroadcastBody
from models.broadcasts.lifecycle import FALLBACK, Broadcast, BroadcastStatus
from models.db.compiled_statement import CompiledStatement
from models.db.database import is_sqlite, table_of
from models.people import Address
from models.queue.outbox import OutboxRow, OutboxState

NO_SYNC = {"synchronize_session": False}
"""No object in the session is to follow an update."""

_WAITING_AGAIN = case((OutboxRow.chat == "", OutboxState.CANCELLED.value), else_=OutboxState.WAITING.value)
"""Whose messages have no chat any more has been erased meanwhile."""

LONGEST_PAUSE = timedelta(hours=1)
"""No messenger lets a message of a broadcast wait for longer."""

_TABLE = table_of(OutboxRow)
_COLUMNS = (
    "channel",
    "chat",
    "priority",
    "body",
    "press",
    "press_ref",
    "state",
    "claim",
    "cause",
    "send_after",
    "attempts",
)
_PUT = insert(_TABLE).returning(_TABLE.c.id)
_PUT_IN_ORDER = insert(_TABLE).returning(_TABLE.c.id, sort_by_parameter_order=True)
_PREPARED_PUT = CompiledStatement(_PUT, columns=_COLUMNS)
_GONE_OUT = CompiledStatement(delete(_TABLE).where(_TABLE.c.id == bindparam("number")))


@dataclass(frozen=True, slots=True)
class ClaimedMessage:
    """A row of the outbox that is to be sent now."""

    id: int
    channel: str
    chat: str
    priority: Priority
    message: OutgoingMessage
    broadcast_id: int | None = None
    cause: str = ""
    """The message that it answers, as logs name it."""
    since: float = field(default_factory=monotonic, compare=False)
    """When it was due, by the monotonic clock; of a broadcast, when it was claimed."""


@dataclass(frozen=True, slots=True)
class SendRecord:
    """How the sending of one item ended."""

    item: ClaimedMessage
    state: OutboxState
    """`WAITING` where a message of a broadcast was not sent after all."""
    reason: str = ""
    again_in: int = 0
    """What waits again is not to be sent for so many seconds."""


async def add(
    session: AsyncSession,
    parcels: Sequence[OutboxMessage],
    now: datetime,
    leases: Mapping[str, int] | None = None,
) -> list[ClaimedMessage]:
    """Write parcels down. `leases` has the channels whose sender is at hand, with the numbers of their leases: what may
    go through them at once is claimed already, and returned in its order to be handed to them.
    """
    leases = leases or {}
    parcels = await _not_twice(session, parcels)
    if not parcels:
        return []
    claims = [
        leases.get(parcel.channel) if parcel.message is not None and parcel.send_after <= now else None
        for parcel in parcels
    ]
    rows = [_row(parcel, claim) for parcel, claim in zip(parcels, claims, strict=True)]
    ids = await _inserted(session, rows)
    return [
        ClaimedMessage(
            number, parcel.channel, parcel.chat, parcel.priority, parcel.message, cause=parcel.cause
        )
        for number, parcel, claim in zip(ids, parcels, claims, strict=True)
        if claim is not None and parcel.message
    ]


def _row(parcel: OutboxMessage, claim: int | None) -> dict[str, Any]:
    return {
        "channel": parcel.channel,
        "chat": parcel.chat,
        "priority": int(parcel.priority),
        "body": parcel.message.model_dump_json(exclude_defaults=True) if parcel.message else None,
        "press": parcel.press,
        "press_ref": parcel.press_ref,
        "state": OutboxState.WAITING if claim is None else OutboxState.SENDING,
        "claim": claim,
        "cause": parcel.cause,
        "send_after": parcel.send_after,
        "attempts": 0,
    }


async def _inserted(session: AsyncSession, rows: list[dict[str, Any]]) -> Sequence[int]:
    """The ids of new rows, in the order of `rows`.

    SQLite counts up through the rows of one statement, so sorting puts its ids in order; SQLAlchemy does not rely
    on that and would insert one row after the other.
    """
    if is_sqlite(session):
        return sorted([row[0] for row in await _PREPARED_PUT.all_at_once(session, rows)])
    return (await session.scalars(_PUT_IN_ORDER, rows)).all()


async def _not_twice(session: AsyncSession, parcels: Sequence[OutboxMessage]) -> list[OutboxMessage]:
    """Without the presses that are to wait only `once` and that wait already."""
    once = [parcel for parcel in parcels if parcel.once]
    if not once:
        return list(parcels)
    columns = (OutboxRow.channel, OutboxRow.chat, OutboxRow.press, OutboxRow.press_ref)
    same = OutboxRow.press.in_({parcel.press for parcel in once})
    waiting = {tuple(row) for row in await session.execute(select(*columns).where(same))}
    kept: list[OutboxMessage] = []
    for parcel in parcels:
        place = (parcel.channel, parcel.chat, parcel.press, parcel.press_ref)
        if parcel.once and place in waiting:
            continue
        waiting.add(place)
        kept.append(parcel)
    return kept


async def any_urgent(session: AsyncSession, channel: str) -> bool:
    """A reply or a notice waits."""
    urgent = select(OutboxRow.id).where(*_urgent(channel))
    return await session.scalar(urgent.limit(1)) is not None


async def claim_urgent(
    session: AsyncSession, channel: str, now: datetime, limit: int, lease: int
) -> list[ClaimedMessage]:
    """Take the first replies and notices of a channel, for the holder of its lease; `now` tells how late they are."""
    urgent = select(OutboxRow).where(*_urgent(channel)).order_by(OutboxRow.priority, OutboxRow.id)
    rows = await _taken(session, urgent.limit(limit), lease)
    return [
        _item(
            row, OutgoingMessage.model_validate_json(row.body or "{}"), (now - row.send_after).total_seconds()
        )
        for row in rows
    ]


async def claim_broadcast(
    session: AsyncSession, channel: str, broadcast_id: int, now: datetime, limit: int, lease: int
) -> list[ClaimedMessage]:
    """As `claim_urgent`, messages of one broadcast, while it runs."""
    running = exists().where(Broadcast.id == broadcast_id, Broadcast.status == BroadcastStatus.SENDING)
    of_many = OutboxRow.priority == Priority.BROADCAST  # with it, the index has them in their order
    due = select(OutboxRow).where(*_waiting(channel, broadcast_id), of_many, _due(now), running)
    rows = await _taken(session, due.order_by(OutboxRow.send_after, OutboxRow.id).limit(limit), lease)
    if not rows:
        return []
    bodies = await _bodies(session, broadcast_id)
    return [_item(row, bodies.get(row.language or "", bodies[FALLBACK])) for row in rows]


async def _taken(session: AsyncSession, due: Select[OutboxRow], lease: int) -> Sequence[OutboxRow]:
    rows = (await session.scalars(due.with_for_update(skip_locked=True))).all()
    if rows:
        taken = update(OutboxRow).where(OutboxRow.id.in_([row.id for row in rows]))
        await session.execute(taken.values(state=OutboxState.SENDING, claim=lease), execution_options=NO_SYNC)
    return rows


async def _bodies(session: AsyncSession, broadcast_id: int) -> dict[str, OutgoingMessage]:
    """The message in each language. One in `FALLBACK` is always there."""
    theirs = select(BroadcastBody).where(BroadcastBody.broadcast_id == broadcast_id)
    found = {
        row.language: OutgoingMessage.model_validate_json(row.body) for row in await session.scalars(theirs)
    }
    if FALLBACK not in found:
        broadcast = await session.get_one(Broadcast, broadcast_id)
        photos = [broadcast.photo_id] if broadcast.photo_id else []
        found[FALLBACK] = OutgoingMessage(html=broadcast.html, photos=photos, file=broadcast.document_id)
    return {language: body.model_copy(update={"broadcast": True}) for language, body in found.items()}


async def any_abandoned(session: AsyncSession, channel: str, lease: int) -> bool:
    """Earlier holders of the lease have left something that they were sending."""
    left = select(OutboxRow.id).where(OutboxRow.broadcast_id.is_(None), *_left(channel, lease)).limit(1)
    return bool(await lifecycle.being_sent(session, channel, lease)) or await session.scalar(left) is not None


async def reclaim(session: AsyncSession, channel: str, lease: int, now: datetime) -> None:
    """What earlier holders of the lease were sending is sent again, but for broadcasts, which might arrive twice."""
    await reclaim_urgent(session, channel, lease)
    left = update(OutboxRow).where(*_left(channel, lease))
    many = await lifecycle.being_sent(session, channel, lease)
    if many:
        lost = left.where(OutboxRow.broadcast_id.in_(many))
        await session.execute(
            lost.values(state=OutboxState.UNKNOWN, reason="stopped while sending"), execution_options=NO_SYNC
        )
    for broadcast_id in {*many, *await lifecycle.running(session)}:
        await lifecycle.finish(session, broadcast_id, now)


async def reclaim_urgent(session: AsyncSession, channel: str, lease: int) -> None:
    """Replies and notices that earlier holders of the lease were sending are sent again."""
    left = update(OutboxRow).where(OutboxRow.broadcast_id.is_(None), *_left(channel, lease))
    await session.execute(left.values(state=OutboxState.WAITING), execution_options=NO_SYNC)


async def release(session: AsyncSession, channel: str, lease: int) -> None:
    """When nothing is under way any more: what was claimed under this lease and not sent waits again."""
    claimed = OutboxRow.state == OutboxState.SENDING, OutboxRow.channel == channel, OutboxRow.claim == lease
    await session.execute(
        update(OutboxRow).where(*claimed).values(state=_WAITING_AGAIN), execution_options=NO_SYNC
    )


def _left(channel: str, lease: int) -> tuple[ColumnElement[bool], ...]:
    """Claimed under another lease than this one."""
    return (
        OutboxRow.state == OutboxState.SENDING,
        OutboxRow.channel == channel,
        OutboxRow.claim.is_distinct_from(lease),
    )


def _waiting(channel: str, broadcast_id: int | None) -> tuple[ColumnElement[bool], ...]:
    of_it = OutboxRow.broadcast_id == broadcast_id
    return OutboxRow.state == OutboxState.WAITING, OutboxRow.channel == channel, of_it


def _urgent(channel: str) -> tuple[ColumnElement[bool], ...]:
    """Replies and notices go at once, whatever time it was for whoever wrote them: clocks differ, and are set right."""
    return *_waiting(channel, None), OutboxRow.press.is_(None)


def _due(now: datetime) -> ColumnElement[bool]:
    """Its pause is over. One that would last longer than any is of a time before the clock was set back."""
    return or_(OutboxRow.send_after <= now, OutboxRow.send_after > now + LONGEST_PAUSE)


def _item(row: OutboxRow, message: OutgoingMessage, late: float = 0.0) -> ClaimedMessage:
    """`late`: for how many seconds it has been due."""
    since = monotonic() - late
    priority = Priority(row.priority)
    return ClaimedMessage(
        row.id, row.channel, row.chat, priority, message, row.broadcast_id, row.cause, since
    )


async def record(session: AsyncSession, results: Sequence[SendRecord], now: datetime) -> None:
    """Record how sendings ended. Broadcasts are kept for their report, and the last message ends them; of replies and
    notices those that the channel refused are, for somebody to look at.
    """
    own = [result for result in results if result.item.broadcast_id is None]
    done = [{"number": result.item.id} for result in own if result.state is not OutboxState.FAILED]
    await _GONE_OUT.each(session, done)
    await _keep(session, [result for result in own if result.state is OutboxState.FAILED], now)
    await _keep(session, [result for result in results if result.item.broadcast_id is not None], now)
    await mark_unreachable(
        session, [result.item for result in results if result.state is OutboxState.GONE], now
    )


async def _keep(session: AsyncSession, results: Sequence[SendRecord], now: datetime) -> None:
    alike = defaultdict[tuple[OutboxState, str, int], list[int]](list)
    states = defaultdict[int, set[OutboxState]](set)
    for result in results:
        alike[result.state, result.reason, result.again_in].append(result.item.id)
        if result.item.broadcast_id is not None:
            states[result.item.broadcast_id].add(result.state)
    for (state, reason, again_in), ids in alike.items():
        values: dict[str, Any] = {"state": state, "reason": reason or None, "finished_at": now}
        if state is OutboxState.WAITING:
            values = {"state": _WAITING_AGAIN, "send_after": now + timedelta(seconds=again_in)}
        ended = update(OutboxRow).where(OutboxRow.id.in_(ids))
        await session.execute(ended.values(values), execution_options=NO_SYNC)
    for broadcast_id, found in states.items():
        if OutboxState.FAILED in found and OutboxState.SENT not in found:
            await lifecycle.stop_if_refused(session, broadcast_id, now)
        await lifecycle.finish(session, broadcast_id, now)


async def mark_unreachable(session: AsyncSession, items: Sequence[ClaimedMessage], now: datetime) -> None:
    """Nothing reaches these chats any more, until their people write again."""
    chats = defaultdict[str, list[str]](list)
    for item in items:
        chats[item.channel].append(item.chat)
    for channel, there in chats.items():
        here = (Address.channel == channel, Address.chat.in_(there), Address.gone_at.is_(None))
        await session.execute(update(Address).where(*here).values(gone_at=now), execution_options=NO_SYNC)
