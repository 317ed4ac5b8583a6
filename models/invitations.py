"""Links that give a role to the first person who opens them. Only a hash of each is kept.

A link lives as long as its maker may give roles: it is dead as soon as they are no admin any more.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ColumnElement, ForeignKey, String, exists, false, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from models import audit
from models.audit import AuditAction
from models.db.changes import NO_SYNC, count_changed
from models.db.database import Base, BigId
from models.db.enum_column import enum_column
from models.db.personal import SignedBy
from models.people import Person, Role

VALID = timedelta(days=1)
"""Time in which a link may be opened."""

NUMBER_DIGITS = 15
"""Number of hexadecimal digits of a hash that make the number of a link."""


class Invitation(Base):
    __tablename__ = "invitations"
    __personal__ = (SignedBy("used_by"), SignedBy("made_by"))

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(BigId, unique=True)
    """The number by which buttons and the audit name it: the beginning of the hash."""
    role: Mapped[Role] = mapped_column(enum_column(Role))
    by_console: Mapped[bool] = mapped_column(server_default=false())
    """Made by `santribot init`, so by nobody whose role could end."""
    made_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)


class InvitationProblem(StrEnum):
    """The reason why a link gives no role."""

    LAPSED = "lapsed"
    """An unknown link, or one that is too old or used."""
    ENDED = "ended"
    """A link that was revoked, or whose maker is no admin any more."""


async def create(
    session: AsyncSession, role: Role, now: datetime, valid: timedelta = VALID, *, made_by: int | None = None
) -> str:
    """A new token of 43 letters, digits, "-" and "_"; it is not kept, so this is the only time it is seen. `made_by` is
    None on the command line.
    """
    token = secrets.token_urlsafe(32)
    session.add(
        Invitation(
            token_hash=_hash(token),
            number=number_of(token),
            role=role,
            by_console=made_by is None,
            made_by=made_by,
            expires_at=now + valid,
        )
    )
    await session.flush()
    return token


def number_of(token: str) -> int:
    """The number of a link, from which nobody can tell its token."""
    return int(_hash(token)[:NUMBER_DIGITS], 16)


async def redeem(session: AsyncSession, token: str, person: Person, now: datetime) -> Invitation | None:
    """Give `person` the role that `token` stands for, unless theirs is higher already, and return the link.

    None, and nothing is changed, where the link is not open (`problem` tells why).
    """
    this = Invitation.token_hash == _hash(token)
    use = update(Invitation).where(this, *_open(now)).values(used_at=now, used_by=person.id)
    link: Invitation | None = await session.scalar(use.returning(Invitation))
    if link is None:
        return None
    if not Role(person.role).covers(link.role):
        person.role = link.role
    about = {"role": link.role.value, "invitation": link.number, "made_by": link.made_by}
    await audit.record(session, person.id, AuditAction.REDEEM_INVITATION, f"person:{person.id}", **about)
    return link


async def problem(session: AsyncSession, token: str, now: datetime) -> InvitationProblem:
    """Return the reason why this token, which could not be redeemed, gives no role."""
    link = await session.get(Invitation, _hash(token))
    lapsed = link is None or link.used_at is not None or link.expires_at <= now
    return InvitationProblem.LAPSED if lapsed else InvitationProblem.ENDED


async def open_links(
    session: AsyncSession, now: datetime, limit: int
) -> Sequence[tuple[Invitation, Person | None]]:
    """Return the links that still give a role, each with its maker (None: the command line); the first to end first."""
    found = select(Invitation, Person).outerjoin(Person, Invitation.made_by == Person.id).where(*_open(now))
    rows = await session.execute(found.order_by(Invitation.expires_at, Invitation.number).limit(limit))
    return [(link, maker) for link, maker in rows]


async def by_number(session: AsyncSession, number: int) -> Invitation | None:
    return await session.scalar(select(Invitation).where(Invitation.number == number))


async def revoke(session: AsyncSession, link: Invitation, now: datetime) -> bool:
    """End a link; False where it gives no role any more."""
    this = Invitation.token_hash == link.token_hash, *_open(now)
    ends = update(Invitation).where(*this).values(revoked_at=now)
    return await count_changed(session, ends, **NO_SYNC) > 0


def _open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a link gives its role."""
    maker = aliased(Person)
    maker_is_admin = exists().where(maker.id == Invitation.made_by, maker.role == Role.ADMIN)
    return (
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > now,
        or_(Invitation.by_console, maker_is_admin),
    )


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
