"""Changes by organisers and admins: by whom, of what and when; never anybody's words or numbers."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.db.database import Base, primary_key, utcnow
from models.db.personal import SignedBy


class AuditAction(StrEnum):
    """The kinds of changes, each a verb and a noun. The values are stored: none is ever renamed."""

    CREATE_EVENT = "create event"
    CHANGE_EVENT = "change event"
    PUBLISH_EVENT = "publish event"
    CANCEL_EVENT = "cancel event"
    SUBMIT_BROADCAST = "submit broadcast"
    APPROVE_BROADCAST = "approve broadcast"
    REJECT_BROADCAST = "reject broadcast"
    SCHEDULE_BROADCAST = "schedule broadcast"
    TAKE_BACK_BROADCAST = "take back broadcast"
    CALL_BROADCAST_URGENT = "call broadcast urgent"
    SEND_BROADCAST = "send broadcast"
    PAUSE_BROADCAST = "pause broadcast"
    CONTINUE_BROADCAST = "continue broadcast"
    CANCEL_BROADCAST = "cancel broadcast"
    RESEND_BROADCAST = "resend broadcast"
    HOLD_BROADCAST = "hold broadcast"
    TAKE_OVER_BROADCAST = "take over broadcast"
    EXPORT_BROADCAST = "export broadcast"
    CHANGE_ROLE = "change role"
    GIVE_ROLE = "give role"
    INVITE = "invite"
    REDEEM_INVITATION = "redeem invitation"
    REVOKE_INVITATION = "revoke invitation"
    NAME_ADMIN = "name admin"
    """The role of admin was given because the settings name the person."""
    RETRY_LETTER = "retry letter"
    DROP_LETTER = "drop letter"


class AuditRow(Base):
    """One change. `actor_id` is null where the command line or the settings did it, or where the person was erased."""

    __tablename__ = "audit"
    __personal__ = (SignedBy("actor_id"),)

    id: Mapped[int] = primary_key()
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    action: Mapped[str] = mapped_column(String(40))
    """An `AuditAction`; a text, since rows of earlier versions may have others."""
    subject: Mapped[str] = mapped_column(String(60), index=True)
    """The changed thing by its id: "event:12"."""
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime] = mapped_column(default=utcnow, index=True)


async def record(
    session: AsyncSession,
    actor_id: int | None,
    action: AuditAction,
    subject: str,
    **detail: str | int | bool | None,
) -> None:
    """Write down a change. `detail` holds ids, counts and settings; no texts, phone numbers or addresses."""
    session.add(AuditRow(actor_id=actor_id, action=action, subject=subject, detail=detail))
    await session.flush()
