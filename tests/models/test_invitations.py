"""A link gives its role once, to the first person who opens it in time."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import audit, invitations
from models.db.database import Database
from models.invitations import Invitation
from models.people import Person, Role
from tests.models.village import NOW, person


async def test_the_first_who_opens_a_link_gets_its_role_and_the_second_nothing(db: Database) -> None:
    async with db.write() as session:
        ahmad, budi = await person(session), await person(session)
        token = await invitations.create(session, Role.ADMIN, NOW)
        assert await given(session, token, ahmad) is Role.ADMIN
        assert await given(session, token, budi) is None
    async with db.read() as session:
        assert [row.role for row in await session.scalars(select(Person).order_by(Person.id))] == [
            "admin",
            "member",
        ]
        [note] = await session.scalars(select(audit.AuditRow))
        assert (note.actor_id, note.subject, note.detail) == (
            ahmad.id,
            f"person:{ahmad.id}",
            {"role": "admin", "invitation": invitations.number_of(token), "made_by": None},
        )


async def test_of_ten_people_who_open_a_link_at_once_one_gets_the_role(db: Database) -> None:
    async with db.write() as session:
        people = [(await person(session)).id for _ in range(10)]
        token = await invitations.create(session, Role.ADMIN, NOW)
    roles = await asyncio.gather(*(redeem(db, token, who) for who in people))
    assert roles.count(Role.ADMIN) == 1
    assert roles.count(None) == 9


async def test_a_link_that_is_too_old_or_unknown_gives_nothing(db: Database) -> None:
    async with db.write() as session:
        ahmad = await person(session)
        token = await invitations.create(session, Role.ADMIN, NOW, valid=timedelta(hours=1))
        assert await invitations.redeem(session, token, ahmad, NOW + timedelta(hours=1)) is None
        assert await invitations.redeem(session, token + "x", ahmad, NOW) is None
        assert await invitations.redeem(session, "", ahmad, NOW) is None
    assert ahmad.role == Role.MEMBER


async def test_an_admin_who_opens_an_organisers_link_stays_admin(db: Database) -> None:
    async with db.write() as session:
        admin = await person(session, role=Role.ADMIN)
        token = await invitations.create(session, Role.ORGANISER, NOW)
        assert await given(session, token, admin) is Role.ORGANISER
    assert admin.role == Role.ADMIN


async def test_a_token_fits_a_deep_link_and_is_not_kept(sqlite: Database) -> None:
    async with sqlite.write() as session:
        token = await invitations.create(session, Role.ADMIN, NOW)
        [kept] = await session.scalars(select(Invitation.token_hash))
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)
    assert token not in kept


async def redeem(db: Database, token: str, person_id: int) -> Role | None:
    async with db.write() as session:
        return await given(session, token, await session.get_one(Person, person_id))


async def given(session: AsyncSession, token: str, who: Person, now: datetime = NOW) -> Role | None:
    link = await invitations.redeem(session, token, who, now)
    return link.role if link else None
