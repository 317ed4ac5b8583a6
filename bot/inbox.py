"""The inbox: what arrived is written here before it is acknowledged, and taken from here to be handled."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.incoming import Incoming
from models.database import Database, unbroken
from models.inbox import Arrival

KEEP = timedelta(hours=48)
"""How long the id of a handled message is remembered; messengers repeat an event for at most 24 hours."""


class Inbox:
    """`arrived` is set whenever something new is on disk."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self.db, self.clock = db, clock
        self.arrived = asyncio.Event()

    async def save(self, messages: Sequence[Incoming]) -> None:
        """Write messages down; one that is there already is left as it is. They are on disk when this returns."""
        if not messages:
            return
        await unbroken(self._write(messages))
        self.arrived.set()

    async def _write(self, messages: Sequence[Incoming]) -> None:
        async with self.db.write() as session:
            await put(session, messages, self.clock())


async def put(session: AsyncSession, messages: Sequence[Incoming], now: datetime) -> None:
    rows = [
        {
            "channel": message.channel,
            "update": message.update,
            "chat": message.chat,
            "body": message.model_dump_json(exclude_defaults=True),
            "arrived_at": now,
        }
        for message in messages
    ]
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    await session.execute(dialect.insert(Arrival).on_conflict_do_nothing(), rows)


async def waiting(session: AsyncSession, limit: int) -> Sequence[tuple[int, Incoming]]:
    """The oldest messages that nobody has handled, in the order in which they arrived."""
    statement = (
        select(Arrival.id, Arrival.body).where(Arrival.handled_at.is_(None)).order_by(Arrival.id).limit(limit)
    )
    rows = await session.execute(statement)
    return [(row.id, Incoming.model_validate_json(row.body)) for row in rows]


async def done(session: AsyncSession, ids: Sequence[int], now: datetime, failure: str | None = None) -> None:
    """These are handled; of what they said and who said it, nothing stays, unless it `failure`d."""
    body = {} if failure else {"body": None, "chat": ""}
    await session.execute(
        update(Arrival).where(Arrival.id.in_(ids)).values(handled_at=now, failure=failure, **body),
        execution_options={"synchronize_session": False},
    )


async def forget(session: AsyncSession, now: datetime) -> None:
    """Let go of the ids of what was handled long ago."""
    await session.execute(delete(Arrival).where(Arrival.handled_at < now - KEEP))
