"""Processes that handle messages: each has a row from its start until it ends as it should.

On PostgreSQL a process also has an advisory lock for as long as it lives; a row whose lock is free was left behind. On
SQLite there is one process, and every row that it finds at its start was.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.db.database import Base, BigId
from models.db.dialect import is_sqlite
from models.db.personal import NOT_PERSONAL


class Run(Base):
    """A process at work, or one that ended without a chance to say so."""

    __tablename__ = "runs"
    __personal__ = NOT_PERSONAL

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    started_at: Mapped[datetime]


def lock_of(number: int) -> str:
    """The name of the advisory lock that this run has while it lives."""
    return f"run {number}"


async def add(session: AsyncSession, number: int, now: datetime) -> None:
    """A run has begun; nothing changes where it is known."""
    await session.merge(Run(id=number, started_at=now))


async def remove(session: AsyncSession, number: int) -> None:
    """A run has ended as it should."""
    await session.execute(delete(Run).where(Run.id == number))


async def remove_dead(session: AsyncSession) -> int:
    """Forget runs that ended in the middle of their work, and return how many there were. Others that start at the same
    time wait until the transaction ends.
    """
    gone = delete(Run).returning(Run.id).execution_options(synchronize_session=False)
    if not is_sqlite(session):
        await session.execute(select(Run.id).order_by(Run.id).with_for_update())
        lock: Any = func.hashtextextended(func.concat(lock_of(0)[:-1], Run.id), 0)
        gone = gone.where(func.pg_try_advisory_xact_lock(lock))
    return len((await session.scalars(gone)).all())
