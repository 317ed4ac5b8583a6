"""Roles of people, and finding the people to give one to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.audit import AuditAction, AuditRow
from models.people import Address, Person, Role
from models.pesantren import Pesantren


async def staff(session: AsyncSession) -> Sequence[Person]:
    """Everybody who is more than a member, by role and name."""
    found = select(Person).where(Person.role != Role.MEMBER).order_by(Person.role, Person.name)
    return (await session.scalars(found)).all()


async def lock_admins(session: AsyncSession) -> Sequence[int]:
    """The ids of the admins as they are now; no other transaction takes that role from one before this one ends.

    Rows that refer to them can still be added meanwhile.
    """
    admins = select(Person.id).where(Person.role == Role.ADMIN).order_by(Person.id)
    return (await session.scalars(admins.with_for_update(key_share=True))).all()


async def reachable_organisers(session: AsyncSession) -> Sequence[int]:
    """The ids of the organisers and admins who can be reached."""
    return await _reachable(session, Role.ORGANISER, Role.ADMIN)


async def reachable_admins(session: AsyncSession) -> Sequence[int]:
    """The ids of the admins who can be reached."""
    return await _reachable(session, Role.ADMIN)


async def _reachable(session: AsyncSession, *having: Role) -> Sequence[int]:
    reached = select(Address.person_id).where(Address.gone_at.is_(None))
    found = Person.role.in_(having), Person.id.in_(reached)
    return (await session.scalars(select(Person.id).where(*found).order_by(Person.id))).all()


async def was_admin(session: AsyncSession, person_id: int) -> bool:
    """Return whether the settings made this person an admin once, or somebody took that role from them."""
    actions = AuditAction.NAME_ADMIN, AuditAction.CHANGE_ROLE, AuditAction.GIVE_ROLE
    about = AuditRow.subject == f"person:{person_id}", AuditRow.action.in_(actions)
    rows = await session.execute(select(AuditRow.action, AuditRow.detail).where(*about))
    return any(
        action == AuditAction.NAME_ADMIN or detail.get("before") == Role.ADMIN for action, detail in rows
    )


async def person(session: AsyncSession, person_id: int) -> Person | None:
    return await session.get(Person, person_id)


async def find_people(session: AsyncSession, name: str, limit: int) -> Sequence[tuple[Person, str | None]]:
    """People whose name contains `name`, each with the name of their pesantren where it is known."""
    pattern = "%" + name.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    rows = await session.execute(
        select(Person, Pesantren.name)
        .outerjoin(Pesantren, Person.pesantren_id == Pesantren.id)
        .where(func.lower(Person.name).like(pattern, escape="\\"))
        .order_by(Person.name)
        .limit(limit)
    )
    return [(person, pesantren) for person, pesantren in rows]


async def addresses(session: AsyncSession, person_id: int) -> Sequence[Address]:
    """All addresses of a person, reached or not."""
    return (await session.scalars(select(Address).where(Address.person_id == person_id))).all()
