"""Fencing numbers of leases: the row of a lease has another, higher one each time that somebody comes to hold it.

Who holds a lease is told by an advisory lock. But a process that stands still does not know that it has lost it, and a
transaction of it may come late. So each statement that writes under a lease asks for `is_held`: whoever takes the lease
waits for the transactions that asked, and those that ask later write nothing.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, String, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.db.database import Base, BigId
from models.db.personal import NOT_PERSONAL

SEND = "send"
"""The first word of the name of the lease to send through a channel."""

TAKE = """
    INSERT INTO leases (name, epoch, holder, taken_at) VALUES ($1, 1, $2, now())
    ON CONFLICT (name) DO UPDATE
    SET epoch = leases.epoch + 1, holder = excluded.holder, taken_at = excluded.taken_at RETURNING epoch
"""
"""Statement for the driver of PostgreSQL: returns the new fencing number of lease $1, which process $2 now holds."""


class LeaseLostError(Exception):
    """The lease was taken by somebody else since: nothing may be written under it."""


class LeaseRow(Base):
    """A lease on PostgreSQL; its row stays when nobody holds it."""

    __tablename__ = "leases"
    __personal__ = NOT_PERSONAL

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    epoch: Mapped[int] = mapped_column(BigId)
    """The fencing number."""
    holder: Mapped[int] = mapped_column(BigId)
    """The `Run` that took it last."""
    taken_at: Mapped[datetime]


def send_lease(channel: str) -> str:
    """The name of the lease to send through a channel."""
    return f"{SEND} {channel}"


def is_held(name: str, epoch: int) -> ColumnElement[bool]:
    """The condition, on PostgreSQL, that nobody has taken the lease since it had this number; nobody does before the
    transaction ends. A lease without a row, as where a single process does everything, is held.
    """
    latest = select(LeaseRow.epoch).where(LeaseRow.name == name).with_for_update(read=True)
    return func.coalesce(latest.scalar_subquery(), epoch) == epoch


async def ensure_held(session: AsyncSession, name: str, epoch: int) -> None:
    """Raise `LeaseLostError` where somebody took the lease since it had this number."""
    if not await session.scalar(select(is_held(name, epoch))):
        raise LeaseLostError(name)
