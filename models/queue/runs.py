"""Processes at work: each has a row from its start until it ends as it should.

On PostgreSQL every process of the bot has one, and counts up `beats` in it while it lives. A count that stands still is
one of a process that stands still, or whose machine is gone: others end its connections, and with them its
transactions and locks. One that handles messages also has an advisory lock; a row whose lock is free was left behind.
On SQLite there is one process, and every row that it finds at its start was left behind.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, text, true, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.db.changes import NO_SYNC
from models.db.database import APPLICATION, Base, BigId
from models.db.dialect import is_sqlite
from models.db.personal import NOT_PERSONAL
from models.db.pg_listener import NAME, Heartbeat

HEARTBEAT = Heartbeat(
    begin="""
        INSERT INTO runs (id, started_at, beats, worker) VALUES ($1, now(), 1, false)
        ON CONFLICT (id) DO UPDATE SET beats = coalesce(runs.beats, 0) + 1
    """,
    beat="""
        WITH beat AS (UPDATE runs SET beats = beats + 1 WHERE id = $1 AND beats IS NOT NULL RETURNING id)
        SELECT id, beats FROM runs WHERE beats IS NOT NULL AND EXISTS (SELECT 1 FROM beat)
    """,
    end="DELETE FROM runs WHERE id = $1 AND beats IS NOT NULL",
)
"""Statements by which a process shows that it lives; `beat` returns everybody's counts, and nothing where others took
this process for dead.
"""

_END_CONNECTIONS = text(
    """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE application_name IN (:working, :listening) AND datname = current_database()
    AND pid <> pg_backend_pid()
    """
)


class Run(Base):
    """A process at work, or one that ended without a chance to say so."""

    __tablename__ = "runs"
    __personal__ = NOT_PERSONAL

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    started_at: Mapped[datetime]
    beats: Mapped[int | None] = mapped_column(BigId)
    """Goes up every two seconds; null on SQLite, and of versions that did not count."""
    worker: Mapped[bool] = mapped_column(default=True, server_default=true())
    """True where it handles messages: what it was handling may be why it ended."""


def lock_of(number: int) -> str:
    """The name of the advisory lock that this run has while it lives."""
    return f"run {number}"


async def add(session: AsyncSession, number: int, now: datetime) -> None:
    """A run that handles messages has begun; nothing changes where that is known."""
    await session.merge(Run(id=number, started_at=now, worker=True))


async def remove(session: AsyncSession, number: int) -> None:
    """A run handles no more messages, as it should. The row of one that counts stays until its process ends."""
    await session.execute(delete(Run).where(Run.id == number, Run.beats.is_(None)))
    await session.execute(update(Run).where(Run.id == number).values(worker=False))


async def remove_dead(session: AsyncSession) -> int:
    """Forget runs that ended while they handled messages, and return how many there were. Others that start at the
    same time wait until the transaction ends.
    """
    gone = delete(Run).where(Run.worker).returning(Run.id).execution_options(synchronize_session=False)
    if is_sqlite(session):
        return len((await session.scalars(gone)).all())
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("runs", 0))))
    lock: Any = func.hashtextextended(func.concat(lock_of(0)[:-1], Run.id), 0)
    dead = (await session.scalars(gone.where(func.pg_try_advisory_xact_lock(lock)))).all()
    await _end_connections(session, dead)
    return len(dead)


async def fence(session: AsyncSession, number: int, beats: int) -> Run | None:
    """End the connections of a run that stands still at so many `beats`, and forget it; None where it lives after all,
    or somebody else did this.
    """
    still = select(Run).where(Run.id == number, Run.beats == beats)
    if await session.scalar(still) is None:
        return None
    await _end_connections(session, [number])  # first: it may have locked its own row
    gone = delete(Run).where(Run.id == number, Run.beats == beats).returning(Run)
    return await session.scalar(gone, execution_options=NO_SYNC)


async def _end_connections(session: AsyncSession, numbers: Collection[int]) -> None:
    for number in numbers:
        names = {"working": f"{APPLICATION} {number}", "listening": f"{NAME} {number}"}
        await session.execute(_END_CONNECTIONS, names)
