"""The inbox: what arrived is written here before it is acknowledged, and taken from here to be handled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages.incoming import IncomingMessage
from bot.runtime.runtime import Runtime
from models.db.compiled_statement import CompiledStatement
from models.db.database import is_sqlite, shielded, table_of
from models.queue import chat_locks
from models.queue.inbox import InboxRow

_TABLE = table_of(InboxRow)
_COLUMNS = ("channel", "update", "chat", "body", "arrived_at")
_PUT = CompiledStatement(
    sqlite.insert(_TABLE).on_conflict_do_nothing(),
    columns=_COLUMNS,
    elsewhere=postgresql.insert(_TABLE).on_conflict_do_nothing(),
)
_OLDEST = (
    select(_TABLE.c.id, _TABLE.c.channel, _TABLE.c.chat, _TABLE.c.update, _TABLE.c.arrived_at, _TABLE.c.body)
    .where(_TABLE.c.handled_at.is_(None))
    .order_by(_TABLE.c.id)
)
_TAKE = CompiledStatement(_OLDEST.limit(bindparam("most", type_=Integer)))
_DONE = CompiledStatement(
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("number"))
    .values(handled_at=bindparam("now"), body=None, chat="")
)


@dataclass(frozen=True, slots=True)
class InboxMessage:
    """A message that nobody has handled. `body` is JSON of an `IncomingMessage`."""

    id: int
    channel: str
    chat: str
    update: str
    arrived_at: datetime
    body: str

    @property
    def trace_id(self) -> str:
        return f"{self.channel}:{self.update}"

    def read(self) -> IncomingMessage:
        return IncomingMessage.model_validate_json(self.body)


class Inbox:
    """Takes messages in, and wakes those who wait for them."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def save(self, messages: Sequence[IncomingMessage]) -> None:
        """Write messages down; one that is there already is left as it is. They are on disk when this returns."""
        if not messages:
            return
        await shielded(self._write(messages))
        self._runtime.events.arrived(messages)
        self._runtime.notifier.notify("inbox")

    async def _write(self, messages: Sequence[IncomingMessage]) -> None:
        async with self._runtime.db.write() as session:
            await add(session, messages, self._runtime.clock())


async def add(session: AsyncSession, messages: Sequence[IncomingMessage], now: datetime) -> None:
    rows = [
        {
            "channel": message.channel,
            "update": message.update,
            "chat": message.chat,
            "body": message.as_json,
            "arrived_at": now,
        }
        for message in messages
    ]
    await _PUT.each(session, rows)


async def claim(session: AsyncSession, most: int) -> list[InboxMessage]:
    """The oldest messages that nobody has handled, in the order in which they arrived. Until the transaction ends no
    other process gets messages of their chats.
    """
    if is_sqlite(session):
        return [InboxMessage(*row) for row in await _TAKE.one_for_all(session, {"most": most})]
    claimed = await chat_locks.claim(session, most)
    if not claimed:
        return []
    theirs = _OLDEST.where(chat_locks.among(_TABLE.c.channel, _TABLE.c.chat, claimed)).limit(most)
    return [InboxMessage(*row) for row in await session.execute(theirs)]


async def claim_again(session: AsyncSession, message: InboxMessage) -> bool:
    """Claim the chat of a message that somebody failed to handle; False where it has been handled meanwhile."""
    await chat_locks.claim_one(session, message.channel, message.chat)
    waiting = select(InboxRow.id).where(InboxRow.id == message.id, InboxRow.handled_at.is_(None))
    return await session.scalar(waiting) is not None


async def any_waiting(session: AsyncSession) -> bool:
    return await session.scalar(select(InboxRow.id).where(InboxRow.handled_at.is_(None)).limit(1)) is not None


async def mark_handled(session: AsyncSession, messages: Sequence[InboxMessage], now: datetime) -> None:
    """These are handled; of what they said and who said it, nothing stays."""
    await _DONE.each(session, [{"number": message.id, "now": now} for message in messages])


async def mark_failed(session: AsyncSession, message: InboxMessage, now: datetime, cause: str) -> None:
    """This one cannot be handled: it stays as it is, for somebody to look at, and holds up no other."""
    await session.execute(
        update(InboxRow).where(InboxRow.id == message.id).values(handled_at=now, failure=cause),
        execution_options={"synchronize_session": False},
    )
