"""The inbox: what arrived is written here before it is acknowledged, and taken from here to be handled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages.incoming import IncomingMessage
from bot.queue.arrival_limit import ArrivalLimit
from bot.runtime.runtime import Runtime
from models import people
from models.db.database import shielded
from models.queue import chat_locks
from models.queue import inbox as rows
from models.queue.inbox import any_waiting, suspect

__all__ = [
    "Inbox",
    "InboxMessage",
    "add",
    "any_waiting",
    "claim",
    "claim_again",
    "count_attempt",
    "mark_failed",
    "mark_handled",
    "suspect",
]


@dataclass(frozen=True, slots=True)
class InboxMessage:
    """A message that nobody has handled. `body` is JSON of an `IncomingMessage`."""

    id: int
    channel: str
    chat: str
    update: str
    arrived_at: datetime
    body: str
    attempts: int | None = None
    """None where there is no cause to think that it ends the process that handles it."""

    @property
    def trace_id(self) -> str:
        return f"{self.channel}:{self.update}"

    def read(self) -> IncomingMessage:
        return IncomingMessage.model_validate_json(self.body)


class Inbox:
    """Takes messages in, and wakes those who wait for them. What a chat brings beyond `limit` is let go."""

    def __init__(self, runtime: Runtime, limit: ArrivalLimit | None = None) -> None:
        self._runtime, self._limit = runtime, limit

    async def save(self, messages: Sequence[IncomingMessage]) -> None:
        """Write messages down; one that is there already is left as it is. They are on disk when this returns."""
        if not messages:
            return
        await (self._save(messages) if self._limit is None else self._save_limited(self._limit, messages))

    async def _save_limited(self, limit: ArrivalLimit, messages: Sequence[IncomingMessage]) -> None:
        """Save what `limit` takes. Where that fails, it is as if nothing had arrived: it comes again."""
        now = self._runtime.clock().timestamp()
        if unsure := limit.unsure(messages, now):
            async with self._runtime.db.read() as session:
                limit.learn(unsure, await people.known_chats(session, unsure), now)
        admission = limit.admit(messages, now)
        try:
            await self._save(admission.taken)
        except Exception:
            limit.undo(admission)
            raise
        for message in admission.let_go:
            self._runtime.events.let_go(message, first=message.trace_id in admission.told)

    async def _save(self, messages: Sequence[IncomingMessage]) -> None:
        if messages:
            await shielded(self._write(messages))
            self._runtime.events.arrived(messages)
            self._runtime.notifier.notify("inbox")

    async def _write(self, messages: Sequence[IncomingMessage]) -> None:
        async with self._runtime.db.write() as session:
            await add(session, messages, self._runtime.clock())


async def add(session: AsyncSession, messages: Sequence[IncomingMessage], now: datetime) -> None:
    """Write messages down; one that is there already is left as it is."""
    await rows.insert(
        session,
        [
            {
                "channel": message.channel,
                "update": message.update,
                "chat": message.chat,
                "body": message.as_json,
                "arrived_at": now,
            }
            for message in messages
        ],
    )


async def claim(session: AsyncSession, most: int) -> list[InboxMessage]:
    """Messages that nobody has handled, in the order in which they arrived: the oldest, or where many wait, some of
    each chat. Until the transaction ends no other process gets messages of their chats.
    """
    return [InboxMessage(*row) for row in await rows.claim(session, most)]


def together(messages: Sequence[InboxMessage]) -> Sequence[InboxMessage]:
    """Return those of `messages` that one transaction may handle: up to the first suspect, or that one alone."""
    trusted = list(takewhile(lambda message: message.attempts is None, messages))
    return trusted or messages[:1]


async def count_attempt(session: AsyncSession, message: InboxMessage) -> None:
    """Count one more attempt to handle a message that may end its process."""
    await rows.count_attempt(session, message.id)


async def claim_again(session: AsyncSession, message: InboxMessage) -> bool:
    """Claim the chat of a message that somebody failed to handle; False where it has been handled meanwhile."""
    await chat_locks.claim_one(session, message.channel, message.chat)
    return await rows.is_waiting(session, message.id)


async def mark_handled(session: AsyncSession, messages: Sequence[InboxMessage], now: datetime) -> None:
    """Note that these are handled; nothing stays of their texts and chats."""
    await rows.mark_handled(session, [message.id for message in messages], now)


async def mark_failed(session: AsyncSession, message: InboxMessage, now: datetime, cause: str) -> None:
    """Note that this message cannot be handled: it stays, for somebody to look at, and holds up no other."""
    await rows.mark_failed(session, message.id, now, cause)
