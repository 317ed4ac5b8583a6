"""The outbox: messages that wait to be sent, written in the transaction that brought them forth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages.outbox_message import OutboxMessage
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Priority
from models.broadcasts import delivery
from models.broadcasts.delivery import any_abandoned, reclaim, record
from models.broadcasts.tables import FALLBACK, Broadcast
from models.queue import outbox as rows
from models.queue.outbox import OutboxRow, OutboxState, any_urgent, reclaim_urgent, release

__all__ = [
    "ClaimedMessage",
    "SendRecord",
    "add",
    "any_abandoned",
    "any_urgent",
    "claim_broadcast",
    "claim_urgent",
    "reclaim",
    "reclaim_urgent",
    "record",
    "release",
]


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
    """The end of one sending, for the table."""

    message: ClaimedMessage
    state: OutboxState
    """`WAITING` where a message of a broadcast was not sent after all."""
    reason: str = ""
    again_in: int = 0
    """What waits again is not to be sent for so many seconds."""

    @property
    def id(self) -> int:
        return self.message.id

    @property
    def broadcast_id(self) -> int | None:
        return self.message.broadcast_id

    @property
    def channel(self) -> str:
        return self.message.channel

    @property
    def chat(self) -> str:
        return self.message.chat


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
    ids = await rows.insert(
        session, [_row(parcel, claim) for parcel, claim in zip(parcels, claims, strict=True)]
    )
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


async def _not_twice(session: AsyncSession, parcels: Sequence[OutboxMessage]) -> list[OutboxMessage]:
    """Without the presses that are to wait only `once` and that wait already."""
    once = [parcel for parcel in parcels if parcel.once]
    if not once:
        return list(parcels)
    waiting = await rows.waiting_presses(session, {parcel.press for parcel in once})
    kept: list[OutboxMessage] = []
    for parcel in parcels:
        place = (parcel.channel, parcel.chat, parcel.press, parcel.press_ref)
        if parcel.once and place in waiting:
            continue
        waiting.add(place)
        kept.append(parcel)
    return kept


async def claim_urgent(
    session: AsyncSession, channel: str, now: datetime, limit: int, lease: int
) -> list[ClaimedMessage]:
    """Claim the first replies and notices of a channel, for the holder of its lease; `now` tells how late they are."""
    return [
        _item(
            row, OutgoingMessage.model_validate_json(row.body or "{}"), (now - row.send_after).total_seconds()
        )
        for row in await rows.claim_urgent(session, channel, limit, lease)
    ]


async def claim_broadcast(
    session: AsyncSession, channel: str, broadcast_id: int, now: datetime, limit: int, lease: int
) -> list[ClaimedMessage]:
    """As `claim_urgent`, messages of one broadcast, while it runs."""
    claimed = await delivery.claim(session, channel, broadcast_id, now, limit, lease)
    if not claimed:
        return []
    bodies = await _bodies(session, broadcast_id)
    return [_item(row, bodies.get(row.language or "", bodies[FALLBACK])) for row in claimed]


async def _bodies(session: AsyncSession, broadcast_id: int) -> dict[str, OutgoingMessage]:
    """The message in each language. One in `FALLBACK` is always there."""
    kept = await delivery.read_bodies(session, broadcast_id)
    found = {language: OutgoingMessage.model_validate_json(body) for language, body in kept.items()}
    if FALLBACK not in found:
        broadcast = await session.get_one(Broadcast, broadcast_id)
        photos = [broadcast.photo_id] if broadcast.photo_id else []
        found[FALLBACK] = OutgoingMessage(html=broadcast.html, photos=photos, file=broadcast.document_id)
    return {language: body.model_copy(update={"broadcast": True}) for language, body in found.items()}


def _item(row: OutboxRow, message: OutgoingMessage, late: float = 0.0) -> ClaimedMessage:
    """`late`: for how many seconds it has been due."""
    since = monotonic() - late
    priority = Priority(row.priority)
    return ClaimedMessage(
        row.id, row.channel, row.chat, priority, message, row.broadcast_id, row.cause, since
    )
