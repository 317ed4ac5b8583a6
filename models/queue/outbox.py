"""Messages that wait to be sent, now or at a later time, and how the sending of broadcasts went."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Delete,
    ForeignKey,
    Index,
    ScalarSelect,
    Select,
    SmallInteger,
    String,
    Text,
    Update,
    bindparam,
    case,
    delete,
    func,
    select,
    text,
    update,
)
from sqlalchemy import insert as insert_into
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.db.changes import NO_SYNC
from models.db.compiled_statement import CompiledStatement
from models.db.database import Base, BigId, primary_key, table_of, utcnow
from models.db.dialect import is_sqlite
from models.db.personal import InChats, OwnedBy
from models.queue import leases


class OutboxState(StrEnum):
    """The state of a message. Replies and notices leave the table once they have been sent."""

    WAITING = "waiting"
    SENDING = "sending"
    """A sender has it, by the lease that `claim` tells; no other takes it."""
    SENT = "sent"
    GONE = "gone"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class OutboxRow(Base):
    """One message to one chat, or a press that the bot does by itself at a later time."""

    __tablename__ = "outbox"
    __personal__ = (OwnedBy("person_id"), InChats(unless="broadcast_id"))
    __table_args__ = (
        Index(
            "ix_outbox_due",
            "channel",
            "broadcast_id",
            "priority",
            "send_after",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_outbox_broadcast", "broadcast_id", "state"),
        Index(
            "ix_outbox_presses",
            "send_after",
            sqlite_where=text("press IS NOT NULL"),
            postgresql_where=text("press IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = primary_key()
    channel: Mapped[str] = mapped_column(String(12))
    chat: Mapped[str] = mapped_column(String(64))
    priority: Mapped[int] = mapped_column(SmallInteger)
    body: Mapped[str | None] = mapped_column(Text)
    """JSON of an `OutgoingMessage`; null where the broadcast has it."""
    press: Mapped[str | None] = mapped_column(String(64))
    """Instead of a message: a button that is pressed in this chat when the time has come."""
    press_ref: Mapped[str | None] = mapped_column(String(64))
    """The message under which that button stands."""
    broadcast_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("broadcasts.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("people.id", ondelete="SET NULL"), index=True
    )
    """The recipient of a broadcast; for its report, and for `language`."""
    language: Mapped[str | None] = mapped_column(String(5))
    state: Mapped[str] = mapped_column(String(10), default=OutboxState.WAITING)
    claim: Mapped[int | None] = mapped_column(BigId)
    cause: Mapped[str] = mapped_column(String(80), default="", server_default="")
    """The message that brought it forth, as logs name it; empty where there was none."""
    reason: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    send_after: Mapped[datetime] = mapped_column(default=utcnow)
    finished_at: Mapped[datetime | None]


WAITING_AGAIN = case((OutboxRow.chat == "", OutboxState.CANCELLED.value), else_=OutboxState.WAITING.value)
"""The state of a message that was not sent: to wait, or to be cancelled where its person has been erased meanwhile."""

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
_INSERT = insert_into(_TABLE).returning(_TABLE.c.id)
_INSERT_IN_ORDER = insert_into(_TABLE).returning(_TABLE.c.id, sort_by_parameter_order=True)
_COMPILED_INSERT = CompiledStatement(_INSERT, columns=_COLUMNS)
_DELETE = CompiledStatement(
    delete(_TABLE).where(
        _TABLE.c.id == bindparam("number"),
        _TABLE.c.claim == bindparam("lease"),
        _TABLE.c.state == OutboxState.SENDING.value,
    )
)

Change = TypeVar("Change", Update, Delete)

PressKey = tuple[str, str, str | None, str | None]
"""Channel, chat, button, and the message under which the button stands."""


async def insert(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> Sequence[int]:
    """Add messages, each with the columns that do not belong to broadcasts; their ids, in the order of `rows`.

    SQLite counts up through the rows of one statement, so sorting puts its ids in order; SQLAlchemy does not rely
    on that and would insert one row after the other.
    """
    if is_sqlite(session):
        return sorted([row[0] for row in await _COMPILED_INSERT.insert_all(session, rows)])
    return (await session.scalars(_INSERT_IN_ORDER, rows)).all()


async def waiting_presses(session: AsyncSession, presses: Collection[str | None]) -> set[PressKey]:
    """The presses of these buttons that wait."""
    columns = (OutboxRow.channel, OutboxRow.chat, OutboxRow.press, OutboxRow.press_ref)
    found = await session.execute(select(*columns).where(OutboxRow.press.in_(presses)))
    return {(channel, chat, press, ref) for channel, chat, press, ref in found}


async def any_press_due(session: AsyncSession, channel: str, now: datetime) -> bool:
    """Return whether the time of a press has come."""
    return await session.scalar(select(OutboxRow.id).where(*_press_due(channel, now)).limit(1)) is not None


async def claim_presses(
    session: AsyncSession, channel: str, now: datetime, limit: int
) -> Sequence[OutboxRow]:
    """The first presses whose time has come, for this transaction alone."""
    due = select(OutboxRow).where(*_press_due(channel, now)).order_by(OutboxRow.id).limit(limit)
    return (await session.scalars(due.with_for_update(skip_locked=True))).all()


async def delete_presses(session: AsyncSession, ids: Collection[int]) -> None:
    """Delete presses that were claimed."""
    await session.execute(delete(OutboxRow).where(OutboxRow.id.in_(ids)))


async def any_urgent(session: AsyncSession, channel: str) -> bool:
    """Return whether a reply or a notice waits."""
    return await session.scalar(select(OutboxRow.id).where(*_urgent(channel)).limit(1)) is not None


async def claim_urgent(
    session: AsyncSession, channel: str, limit: int, lease: int, without: Collection[str] = ()
) -> Sequence[OutboxRow]:
    """Claim the first replies and notices of a channel, for the holder of its lease, in the order of each chat: where
    somebody else keeps one locked, the later ones of its chat wait too. None is of the chats `without`. Where more wait
    than `limit`, and some chats have several, it is the first of each chat, then the second of each. Raises
    `LeaseLostError`.
    """
    held_up = {*without}
    while True:
        due = await _next_urgent(session, channel, limit, held_up)
        claimed = await _claim(session, channel, due, lease)
        if claimed or not due or len(due) < limit:
            return await _in_order(session, due, claimed)
        held_up |= {row.chat for row in due}


async def _next_urgent(
    session: AsyncSession, channel: str, limit: int, without: Collection[str]
) -> Sequence[OutboxRow]:
    where = (*_urgent(channel), *([OutboxRow.chat.not_in(without)] if without else []))
    urgent = select(OutboxRow).where(*where).order_by(OutboxRow.priority, OutboxRow.id)
    rows = (await session.scalars(urgent.limit(limit))).all()
    if len(rows) == limit and len({row.chat for row in rows}) < limit:
        rows = (await session.scalars(urgent.where(OutboxRow.id.in_(_round_robin(where, limit))))).all()
    return rows


def _round_robin(where: Sequence[ColumnElement[bool]], limit: int) -> Select[int]:
    """Return the ids of the first message of each chat, then of the second of each, and so on; replies first."""
    rank = func.row_number().over(partition_by=OutboxRow.chat, order_by=(OutboxRow.priority, OutboxRow.id))
    ranked = select(OutboxRow.id, OutboxRow.priority, rank.label("rank")).where(*where).subquery()
    return select(ranked.c.id).order_by(ranked.c.priority, ranked.c.rank, ranked.c.id).limit(limit)


async def claim_rows(
    session: AsyncSession, channel: str, due: Select[OutboxRow], lease: int
) -> Sequence[OutboxRow]:
    """Claim those of the rows of `due` that nobody else keeps locked. Raises `LeaseLostError`."""
    rows = (await session.scalars(due)).all()
    claimed = await _claim(session, channel, rows, lease)
    return [row for row in rows if row.id in claimed]


async def _claim(session: AsyncSession, channel: str, rows: Sequence[OutboxRow], lease: int) -> set[int]:
    """Claim rows that wait; the ids of those that were free."""
    if not rows:
        return set()
    ids = [row.id for row in rows]
    waits = OutboxRow.state == OutboxState.WAITING
    taken = under_lease(session, channel, lease, ids, update(OutboxRow), waits)
    claimed = set(await _returned(session, taken.values(state=OutboxState.SENDING, claim=lease)))
    if not claimed and not is_sqlite(session):
        await leases.ensure_held(session, leases.send_lease(channel), lease)
    return claimed


async def _in_order(
    session: AsyncSession, due: Sequence[OutboxRow], claimed: set[int]
) -> Sequence[OutboxRow]:
    """Return those of `claimed` before which nothing of their chat had to stay; the others wait again."""
    held_up, kept, early = set[str](), list[OutboxRow](), list[int]()
    for row in due:
        if row.id not in claimed:
            held_up.add(row.chat)
        elif row.chat in held_up:
            early.append(row.id)
        else:
            kept.append(row)
    if early:
        back = update(OutboxRow).where(OutboxRow.id.in_(early))
        await session.execute(back.values(state=OutboxState.WAITING), execution_options=NO_SYNC)
    return kept


def under_lease(
    session: AsyncSession,
    channel: str,
    lease: int,
    ids: Collection[int] | ScalarSelect[int],
    change: Change,
    *where: ColumnElement[bool],
) -> Change:
    """Let a change of rows count only while the lease of their channel is held; on PostgreSQL it passes over rows that
    somebody else keeps locked, and no one comes to hold the lease before the transaction ends.
    """
    if is_sqlite(session):
        return change.where(OutboxRow.id.in_(ids), *where)
    free = select(OutboxRow.id).where(OutboxRow.id.in_(ids), *where).with_for_update(skip_locked=True)
    held = leases.is_held(leases.send_lease(channel), lease)
    return change.where(OutboxRow.id.in_(free), held)


def claimed_under(channel: str, lease: int) -> tuple[ColumnElement[bool], ...]:
    """The condition that a message is claimed under this lease, and nobody else has claimed it since."""
    return OutboxRow.state == OutboxState.SENDING, OutboxRow.channel == channel, OutboxRow.claim == lease


async def _returned(session: AsyncSession, change: Update | Delete) -> Sequence[int]:
    found = await session.scalars(change.returning(OutboxRow.id), execution_options=NO_SYNC)
    return found.all()


async def release(session: AsyncSession, channel: str, lease: int, besides: Collection[int] = ()) -> None:
    """Let what was claimed under this lease and not sent wait again, once nothing of it is under way; not `besides`,
    which were sent.
    """
    claimed = *claimed_under(channel, lease), OutboxRow.id.not_in(besides)
    await session.execute(
        update(OutboxRow).where(*claimed).values(state=WAITING_AGAIN), execution_options=NO_SYNC
    )


async def delete_sent(session: AsyncSession, channel: str, lease: int, ids: Sequence[int]) -> Collection[int]:
    """Delete replies and notices that are claimed under the lease, once they are sent; those of them that are done. On
    SQLite together with the next statement.
    """
    if is_sqlite(session):
        await _DELETE.execute_many(session, [{"number": number, "lease": lease} for number in ids])
        return ids
    return await change_claimed(session, channel, lease, ids, delete(OutboxRow)) if ids else []


async def change_claimed(
    session: AsyncSession, channel: str, lease: int, ids: Collection[int], change: Change
) -> Collection[int]:
    """Change rows that are claimed under the lease; the ids of those that are done."""
    return await _returned(
        session, under_lease(session, channel, lease, ids, change, *claimed_under(channel, lease))
    )


async def still_claimed(
    session: AsyncSession, channel: str, lease: int, ids: Collection[int]
) -> Collection[int]:
    """Return those of these messages that are claimed under the lease."""
    own = select(OutboxRow.id).where(OutboxRow.id.in_(ids), *claimed_under(channel, lease))
    return set(await session.scalars(own)) if ids else set()


def in_state(broadcast_id: int, *states: OutboxState) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The condition that a message is of this broadcast and in one of these states."""
    return OutboxRow.broadcast_id == broadcast_id, OutboxRow.state.in_(states)


async def reclaim_urgent(session: AsyncSession, channel: str, lease: int) -> None:
    """Let replies and notices that earlier holders of the lease were sending be sent again."""
    left = OutboxRow.broadcast_id.is_(None), *abandoned(channel, lease)
    ids = select(OutboxRow.id).where(*left).scalar_subquery()
    again = under_lease(session, channel, lease, ids, update(OutboxRow), *left)
    await session.execute(again.values(state=OutboxState.WAITING), execution_options=NO_SYNC)


def abandoned(channel: str, lease: int) -> tuple[ColumnElement[bool], ...]:
    """The condition that a message was claimed under another lease than this one."""
    return (
        OutboxRow.state == OutboxState.SENDING,
        OutboxRow.channel == channel,
        OutboxRow.claim.is_distinct_from(lease),
    )


def waiting(channel: str, broadcast_id: int | None) -> tuple[ColumnElement[bool], ...]:
    """The condition that a message of a broadcast waits; without one, that a reply, a notice or a press does."""
    of_it = OutboxRow.broadcast_id == broadcast_id
    return OutboxRow.state == OutboxState.WAITING, OutboxRow.channel == channel, of_it


def _urgent(channel: str) -> tuple[ColumnElement[bool], ...]:
    """The condition that a reply or a notice waits.

    They go at once, whatever time it was for whoever wrote them: clocks differ, and are set right.
    """
    return *waiting(channel, None), OutboxRow.press.is_(None)


def _press_due(channel: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        OutboxRow.press.is_not(None),
        OutboxRow.state == OutboxState.WAITING,
        OutboxRow.send_after <= now,
        OutboxRow.channel == channel,
    )
