"""Dead letters: messages that could not be handled, and replies and notices that a channel refused, or of which nobody
knows whether they arrived.

They stay until somebody lets them be tried again, or drops them. An id tells which way a letter went: "in-12",
"out-34".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Delete, Update, delete, func, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from models.db.changes import NO_SYNC
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow, OutboxState

IN, OUT = "in", "out"
_IDS = {way: re.compile(rf"{way}-([1-9][0-9]{{0,17}})") for way in (IN, OUT)}

FAILED_IN = InboxRow.failure.is_not(None) & InboxRow.body.is_not(None)
FAILED_OUT = OutboxRow.state.in_((OutboxState.FAILED, OutboxState.UNKNOWN)) & OutboxRow.broadcast_id.is_(None)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that failed. `body` is JSON, of an `IncomingMessage` or an `OutgoingMessage`: never to be shown."""

    id: str
    at: datetime
    """The moment of the last try."""
    channel: str
    body: str
    cause: str
    priority: int | None = None
    """A `bot.messages.send_result.Priority`; None where it came in."""


async def listed(session: AsyncSession) -> list[DeadLetter]:
    """All dead letters: those that came in, then those that went out, each in their order."""
    came = select(InboxRow.id, InboxRow.handled_at, InboxRow.channel, InboxRow.body, InboxRow.failure)
    tried, said = (
        func.coalesce(OutboxRow.finished_at, OutboxRow.send_after),
        func.coalesce(OutboxRow.body, "{}"),
    )
    reason = func.coalesce(OutboxRow.reason, "")
    went = select(OutboxRow.id, tried, OutboxRow.channel, said, reason, OutboxRow.priority)
    ins: Any = await session.execute(came.where(FAILED_IN).order_by(InboxRow.id))
    outs: Any = await session.execute(went.where(FAILED_OUT).order_by(OutboxRow.id))
    found = [DeadLetter(f"{IN}-{number}", *rest) for number, *rest in ins]
    return [*found, *(DeadLetter(f"{OUT}-{number}", *rest) for number, *rest in outs)]


async def retry(session: AsyncSession, ids: Collection[str] | None = None) -> set[str]:
    """Let these, or all, wait to be handled or sent once more, with all their attempts. Returns the ids of those that
    there were.
    """
    again = update(InboxRow).values(handled_at=None, failure=None, attempts=InboxRow.attempts * 0)
    anew: dict[str, Any] = {"state": OutboxState.WAITING, "claim": None, "reason": None, "attempts": 0}
    return await _done(session, again, update(OutboxRow).values(**anew, finished_at=None), ids)


async def drop(session: AsyncSession, ids: Collection[str] | None = None) -> set[str]:
    """Delete the texts and chats of these, or of all. Returns as `retry` does."""
    emptied = update(InboxRow).values(body=None, chat="", failure=None)
    return await _done(session, emptied, delete(OutboxRow), ids)


async def _done(
    session: AsyncSession, came: Update, went: Update | Delete, ids: Collection[str] | None
) -> set[str]:
    ins = came.where(FAILED_IN, _among(InboxRow.id, IN, ids)).returning(InboxRow.id)
    outs = went.where(FAILED_OUT, _among(OutboxRow.id, OUT, ids)).returning(OutboxRow.id)
    return {f"{IN}-{number}" for number in await _numbers(session, ins)} | {
        f"{OUT}-{number}" for number in await _numbers(session, outs)
    }


def _among(column: InstrumentedAttribute[int], way: str, ids: Collection[str] | None) -> ColumnElement[bool]:
    if ids is None:
        return true()
    known = _IDS[way]
    return column.in_([int(found[1]) for id_ in ids if (found := known.fullmatch(id_))])


async def _numbers(session: AsyncSession, statement: Any) -> Sequence[int]:
    return (await session.scalars(statement, execution_options=NO_SYNC)).all()
