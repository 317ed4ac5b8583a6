"""Messages that wait to be sent, now or at a later time, and how the sending of broadcasts went."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.db.database import Base, BigId, primary_key, utcnow


class OutboxState(StrEnum):
    """Where a message stands. Replies and notices leave the table once they have been sent."""

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
    """Who receives a broadcast; for its report, and for `language`."""
    language: Mapped[str | None] = mapped_column(String(5))
    state: Mapped[str] = mapped_column(String(10), default=OutboxState.WAITING)
    claim: Mapped[int | None] = mapped_column(BigId)
    cause: Mapped[str] = mapped_column(String(80), default="", server_default="")
    """The message that brought it forth, as logs name it; empty where there was none."""
    reason: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    send_after: Mapped[datetime] = mapped_column(default=utcnow)
    finished_at: Mapped[datetime | None]
