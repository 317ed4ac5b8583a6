"""`santribot grant`: roles from the command line."""

from __future__ import annotations

from typing import get_args

import pytest
from sqlalchemy import select

from bot.cli.grant import RoleName
from models.audit import AuditRow
from models.db.database import Database
from models.migrations import migrate
from models.people import Address, Person, Role
from tests.cli.terminal import configure, in_database, santribot


@pytest.fixture
def fatimah() -> None:
    """Somebody who has written to the bot."""
    configure()

    async def register(db: Database) -> None:
        await migrate.upgrade(db)
        async with db.write() as session:
            person = Person(name="Fatimah")
            session.add(person)
            await session.flush()
            session.add(Address(person_id=person.id, channel="telegram", chat="77"))

    in_database(register)


async def role(db: Database) -> str | None:
    async with db.read() as session:
        return await session.scalar(select(Person.role))


async def audit(db: Database) -> list[tuple[int | None, str, str]]:
    async with db.read() as session:
        rows = await session.scalars(select(AuditRow))
        return [(row.actor_id, row.action, row.detail["after"]) for row in rows]


@pytest.mark.usefixtures("fatimah")
def test_grant_gives_a_role_and_writes_it_down() -> None:
    result = santribot("grant organiser telegram:77")
    assert result.stdout == "telegram:77 is now organiser.\n"
    assert in_database(role) == Role.ORGANISER
    assert in_database(audit) == [(None, "give role", "organiser")]


@pytest.mark.usefixtures("fatimah")
def test_grant_can_take_a_role_again() -> None:
    santribot("grant admin telegram:77")
    santribot("grant member telegram:77")
    assert in_database(role) == Role.MEMBER


@pytest.mark.usefixtures("fatimah")
@pytest.mark.parametrize("address", ["telegram:78", "page:77"])
def test_grant_knows_nobody_who_has_not_written(address: str) -> None:
    result = santribot(f"grant admin {address}")
    assert result.exit_code == 1
    assert "they have to write to the bot first" in result.stderr
    assert in_database(audit) == []


def test_grant_before_there_are_tables() -> None:
    configure()
    result = santribot("grant admin telegram:77")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_the_roles_are_those_of_people() -> None:
    assert list(get_args(RoleName)) == [role.value for role in Role]
