"""What organisers and admins changed: who, what and when, never anybody's words or numbers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.db.database import Base, primary_key, utcnow
from models.db.personal import SignedBy


class AuditRow(Base):
    """One change. `actor_id` is null where the command line did it, or where the person was erased."""

    __tablename__ = "audit"
    __personal__ = (SignedBy("actor_id"),)

    id: Mapped[int] = primary_key()
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    action: Mapped[str] = mapped_column(String(40))
    """A verb and a noun: "publish event"."""
    subject: Mapped[str] = mapped_column(String(60))
    """What was changed, by its id: "event:12"."""
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime] = mapped_column(default=utcnow, index=True)


async def record(
    session: AsyncSession, actor_id: int | None, action: str, subject: str, **detail: str | int | bool | None
) -> None:
    """Write down a change. `detail` holds ids, counts and settings; no texts, phone numbers or addresses."""
    session.add(AuditRow(actor_id=actor_id, action=action, subject=subject, detail=detail))
    await session.flush()
