"""Messages that arrived, from before they are acknowledged until some time after they are handled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.db.changes import NO_SYNC
from models.db.compiled_statement import CompiledStatement
from models.db.database import Base, primary_key, table_of
from models.db.dialect import is_sqlite
from models.db.personal import InChats
from models.queue import chat_locks
from models.queue.chat_locks import MAX_LOOKED_AT

WAITING = text("handled_at IS NULL")
FAILED = text("failure IS NOT NULL")


class InboxRow(Base):
    """One `IncomingMessage`. After handling only its id stays, so that it is not taken twice."""

    __tablename__ = "inbox"
    __personal__ = (InChats(),)
    __table_args__ = (
        UniqueConstraint("channel", "update"),
        Index("ix_inbox_waiting", "id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_inbox_failed", "id", sqlite_where=FAILED, postgresql_where=FAILED),
    )

    id: Mapped[int] = primary_key()
    channel: Mapped[str] = mapped_column(String(12))
    update: Mapped[str] = mapped_column(String(64))
    chat: Mapped[str] = mapped_column(String(64))
    body: Mapped[str | None] = mapped_column(Text)
    """JSON; null once handled."""
    arrived_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    attempts: Mapped[int | None]
    """Number of times that it was begun, where a process ended in the middle and this may be why; null where none did.
    """
    failure: Mapped[str | None] = mapped_column(Text)
    """The cause for which it could not be handled; the person was told that something went wrong."""


_TABLE = table_of(InboxRow)
_COLUMNS = ("channel", "update", "chat", "body", "arrived_at")
_INSERT = CompiledStatement(
    sqlite.insert(_TABLE).on_conflict_do_nothing(),
    columns=_COLUMNS,
    elsewhere=postgresql.insert(_TABLE).on_conflict_do_nothing(),
)
_OLDEST = (
    select(
        _TABLE.c.id,
        _TABLE.c.channel,
        _TABLE.c.chat,
        _TABLE.c.update,
        _TABLE.c.arrived_at,
        _TABLE.c.body,
        _TABLE.c.attempts,
    )
    .where(_TABLE.c.handled_at.is_(None))
    .order_by(_TABLE.c.id)
)
_CLAIM = CompiledStatement(_OLDEST.limit(bindparam("most", type_=Integer)))
_MARK_HANDLED = CompiledStatement(
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("number"))
    .values(handled_at=bindparam("now"), body=None, chat="")
)


async def insert(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Add messages, each with the columns `channel`, `update`, `chat`, `body` and `arrived_at`; those that are there
    already stay as they are.
    """
    await _INSERT.execute_many(session, rows)


async def claim(session: AsyncSession, most: int) -> Sequence[Sequence[Any]]:
    """Claim waiting messages, in the order in which they arrived: `id`, `channel`, `chat`, `update`, `arrived_at`,
    `body`, `attempts`. Until the transaction ends no other process gets messages of their chats.

    These are the oldest. Where more wait than are claimed, and some chats have several, chats take turns: the first
    message of each, then the second of each.
    """
    if is_sqlite(session):
        rows = await _CLAIM.fetch_all(session, {"most": most})
        if len(rows) < most or _chats(rows) == most:
            return rows
        fair = await _round_robin(session, most, MAX_LOOKED_AT)
        return fair if _chats(fair) == most else await _round_robin(session, most)
    claimed = await chat_locks.claim(session, most)
    if not claimed:
        return []
    theirs = chat_locks.among(_TABLE.c.channel, _TABLE.c.chat, claimed)
    oldest = (await session.execute(_OLDEST.where(theirs).limit(most))).all()
    if len(oldest) < most or _chats(oldest) == len(claimed):
        return oldest
    return await _round_robin(session, most, None, theirs)


def _chats(rows: Sequence[Sequence[Any]]) -> int:
    """Return of how many chats these are."""
    return len({(row[1], row[2]) for row in rows})


async def _round_robin(
    session: AsyncSession, most: int, looked_at: int | None = None, *where: ColumnElement[bool]
) -> Sequence[Sequence[Any]]:
    """Return the first message of each chat, then the second of each, and so on; of the oldest `looked_at` alone,
    where that is given.
    """
    keys = select(_TABLE.c.id, _TABLE.c.channel, _TABLE.c.chat).where(_TABLE.c.handled_at.is_(None), *where)
    waiting = keys.order_by(_TABLE.c.id).limit(looked_at).subquery()
    rank = func.row_number().over(partition_by=(waiting.c.channel, waiting.c.chat), order_by=waiting.c.id)
    ranked = select(waiting.c.id, rank.label("rank")).subquery()
    chosen = select(ranked.c.id).order_by(ranked.c.rank, ranked.c.id).limit(most)
    return (await session.execute(_OLDEST.where(_TABLE.c.id.in_(chosen)))).all()


async def is_waiting(session: AsyncSession, message_id: int) -> bool:
    """Return whether nobody has handled this message."""
    waiting = select(InboxRow.id).where(InboxRow.id == message_id, InboxRow.handled_at.is_(None))
    return await session.scalar(waiting) is not None


async def any_waiting(session: AsyncSession) -> bool:
    """Return whether there is a message that nobody has handled."""
    return await session.scalar(select(InboxRow.id).where(InboxRow.handled_at.is_(None)).limit(1)) is not None


async def mark_handled(session: AsyncSession, ids: Iterable[int], now: datetime) -> None:
    """Note that these are handled; nothing stays of their texts and chats."""
    await _MARK_HANDLED.execute_many(session, [{"number": number, "now": now} for number in ids])


async def mark_failed(session: AsyncSession, message_id: int, now: datetime, cause: str) -> None:
    """Note that this message cannot be handled: it stays as it is, and holds up no other."""
    failed = update(InboxRow).where(InboxRow.id == message_id).values(handled_at=now, failure=cause)
    await session.execute(failed, execution_options=NO_SYNC)


async def suspect(session: AsyncSession) -> int:
    """Mark the oldest waiting messages: a process ended while it may have been handling one of them, which was the
    first attempt. Returns how many that are; messages that others hold locked are left out.
    """
    oldest = (
        select(InboxRow.id).where(InboxRow.handled_at.is_(None)).order_by(InboxRow.id).limit(MAX_LOOKED_AT)
    )
    marked = update(InboxRow).where(
        InboxRow.id.in_(oldest.with_for_update(skip_locked=True)), InboxRow.attempts.is_(None)
    )
    found = await session.scalars(marked.values(attempts=1).returning(InboxRow.id), execution_options=NO_SYNC)
    return len(found.all())


async def count_attempt(session: AsyncSession, number: int) -> None:
    """Count one more attempt to handle the message `number`."""
    await session.execute(
        update(InboxRow).where(InboxRow.id == number).values(attempts=InboxRow.attempts + 1),
        execution_options=NO_SYNC,
    )
