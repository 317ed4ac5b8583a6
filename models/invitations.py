"""Links that give a role to the first person who opens them. Only a hash of each is kept."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ForeignKey, String, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models import audit
from models.audit import AuditAction
from models.db.database import Base
from models.db.enum_column import enum_column
from models.db.personal import SignedBy
from models.people import Person, Role

VALID = timedelta(days=1)
"""Time in which a link may be opened."""


class Invitation(Base):
    __tablename__ = "invitations"
    __personal__ = (SignedBy("used_by"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    role: Mapped[Role] = mapped_column(enum_column(Role))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)


async def create(session: AsyncSession, role: Role, now: datetime, valid: timedelta = VALID) -> str:
    """A new token of 43 letters, digits, "-" and "_"; it is not kept, so this is the only time it is seen."""
    token = secrets.token_urlsafe(32)
    session.add(Invitation(token_hash=_hash(token), role=role, expires_at=now + valid))
    await session.flush()
    return token


async def redeem(session: AsyncSession, token: str, person: Person, now: datetime) -> Role | None:
    """Give `person` the role that `token` stands for, unless theirs is higher already.

    None, and nothing is changed, where the token is unknown, too old or used.
    """
    usable = Invitation.token_hash == _hash(token), Invitation.used_at.is_(None), Invitation.expires_at > now
    use = update(Invitation).where(*usable).values(used_at=now, used_by=person.id)
    role: Role | None = await session.scalar(use.returning(Invitation.role))
    if role is None:
        return None
    if not Role(person.role).covers(role):
        person.role = role
    await audit.record(
        session, person.id, AuditAction.REDEEM_INVITATION, f"person:{person.id}", role=role.value
    )
    return role


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
