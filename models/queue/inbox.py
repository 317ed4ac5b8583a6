"""Messages that arrived, from before they are acknowledged until some time after they are handled."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.database import Base, primary_key

WAITING = text("handled_at IS NULL")
FAILED = text("failure IS NOT NULL")


class InboxRow(Base):
    """One `IncomingMessage`. After handling only its id stays, so that it is not taken twice."""

    __tablename__ = "inbox"
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
    """How often it was begun, where a process ended in the middle and this may be why; null where none did."""
    failure: Mapped[str | None] = mapped_column(Text)
    """Why it could not be handled; the person was told that something went wrong."""
