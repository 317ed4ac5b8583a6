"""The outbox: messages that wait to be sent, written in the transaction that brought them forth."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
    attempts: int = 0
    """Tries before a stop of the bot, after which it may have arrived."""
    since: float = field(default_factory=monotonic, compare=False)
    """Time when it was due, in seconds of the monotonic clock; of a broadcast, when it was claimed."""


@dataclass(frozen=True, slots=True)
class SendRecord:
    """The end of one sending, for the table."""

    message: ClaimedMessage
    state: OutboxState
    """`WAITING` where a message of a broadcast was not sent after all."""
    reason: str = ""
    again_in: int = 0
    """Seconds for which what waits again is not to be sent."""
    attempts: int = 0
    """Tries so far of what waits again, after which it may have arrived."""

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
    entries: Sequence[OutboxMessage],
    now: datetime,
    leases: Mapping[str, int] | None = None,
) -> list[ClaimedMessage]:
    """Add entries to the outbox.

    `leases` has the channels whose sender is in this process, with the numbers of their leases. What may go through
    them at once is claimed already, and returned in its order to be handed to them.
    """
    leases = leases or {}
    entries = await _not_twice(session, entries)
    if not entries:
        return []
    claims = [
        leases.get(entry.channel) if entry.message is not None and entry.send_after <= now else None
        for entry in entries
    ]
    ids = await rows.insert(
        session, [_row(entry, claim) for entry, claim in zip(entries, claims, strict=True)]
    )
    return [
        ClaimedMessage(number, entry.channel, entry.chat, entry.priority, entry.message, cause=entry.cause)
        for number, entry, claim in zip(ids, entries, claims, strict=True)
        if claim is not None and entry.message
    ]


def _row(entry: OutboxMessage, claim: int | None) -> dict[str, Any]:
    return {
        "channel": entry.channel,
        "chat": entry.chat,
        "priority": int(entry.priority),
        "body": entry.message.model_dump_json(exclude_defaults=True) if entry.message else None,
        "press": entry.press,
        "press_ref": entry.press_ref,
        "state": OutboxState.WAITING if claim is None else OutboxState.SENDING,
        "claim": claim,
        "cause": entry.cause,
        "send_after": entry.send_after,
        "attempts": 0,
    }


async def _not_twice(session: AsyncSession, entries: Sequence[OutboxMessage]) -> list[OutboxMessage]:
    """Return `entries` without the presses that are to wait only `once` and that wait already."""
    once = [entry for entry in entries if entry.once]
    if not once:
        return list(entries)
    waiting = await rows.waiting_presses(session, {entry.press for entry in once})
    kept: list[OutboxMessage] = []
    for entry in entries:
        place = (entry.channel, entry.chat, entry.press, entry.press_ref)
        if entry.once and place in waiting:
            continue
        waiting.add(place)
        kept.append(entry)
    return kept


async def claim_urgent(
    session: AsyncSession,
    channel: str,
    now: datetime,
    limit: int,
    lease: int,
    without: Collection[str] = (),
) -> list[ClaimedMessage]:
    """Claim the first replies and notices of a channel, for the holder of its lease; `now` tells how late they are.
    Nothing is claimed for the chats `without`. Where more wait than `limit`, chats take turns.
    """
    return [
        _item(
            row, OutgoingMessage.model_validate_json(row.body or "{}"), (now - row.send_after).total_seconds()
        )
        for row in await rows.claim_urgent(session, channel, limit, lease, without)
    ]


async def claim_broadcast(
    session: AsyncSession, channel: str, broadcast_id: int, now: datetime, limit: int, lease: int
) -> list[ClaimedMessage]:
    """Claim messages of one broadcast, while it runs, as `claim_urgent` does."""
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
        row.id,
        row.channel,
        row.chat,
        priority,
        message,
        row.broadcast_id,
        row.cause,
        row.attempts,
        since,
    )
