"""Photos and files: what they contain, and how each channel finds them again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.database import Base, BigId, primary_key, utcnow


class Media(Base):
    """A photo or a file. Its content is kept under `digest`, or still with the channel that it came from."""

    __tablename__ = "media"
    __table_args__ = (
        Index(
            "ix_media_fetch_after",
            "fetch_after",
            sqlite_where=text("fetch_after IS NOT NULL"),
            postgresql_where=text("fetch_after IS NOT NULL"),
        ),
    )

    id: Mapped[int] = primary_key()
    name: Mapped[str] = mapped_column(String(120), default="")
    mime: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    digest: Mapped[str | None] = mapped_column(String(64), index=True)
    """SHA-256 of the content, in hexadecimal digits: the name under which it is kept."""
    size: Mapped[int | None]
    """Bytes."""
    fetch_after: Mapped[datetime | None]
    """When the content is to be fetched from its channel; null where it is here, or cannot be had."""
    tries: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    owner_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    """Whose it is: erased with the person."""
    expires_at: Mapped[datetime | None] = mapped_column(index=True)
    """When it is thrown away, for what is made only to be sent once."""
    created_at: Mapped[datetime] = mapped_column(default=utcnow)


class MediaRef(Base):
    """The name that one channel has for a photo or a file (Telegram: its `file_id`)."""

    __tablename__ = "media_refs"
    __table_args__ = (UniqueConstraint("media_id", "channel"),)

    id: Mapped[int] = primary_key()
    media_id: Mapped[int] = mapped_column(BigId, ForeignKey("media.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(12))
    ref: Mapped[str] = mapped_column(Text)
