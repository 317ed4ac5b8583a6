"""A database is brought to the version of the program, or left alone."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from models import migrate
from models.all import metadata
from models.database import Base, Database
from models.migrate import HEAD, VERSIONS, BrokenReferences, State, UnknownVersion, alone, state, upgrade
from models.migrations import configuration
from models.people import Consent, Person


def differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


async def test_the_migrations_make_exactly_the_tables_of_the_program(blank: Database) -> None:
    await upgrade(blank)
    async with blank.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_a_new_database_becomes_current_and_stays_so_when_upgraded_again(blank: Database) -> None:
    assert await state(blank) is State.NEW
    await upgrade(blank)
    await upgrade(blank)
    assert await state(blank) is State.CURRENT


async def test_several_programs_may_start_on_a_new_database_at_once(blank: Database) -> None:
    await asyncio.gather(*(upgrade(blank) for _ in range(4)))
    assert await state(blank) is State.CURRENT


async def test_a_database_of_a_newer_program_is_refused_and_left_alone(db: Database) -> None:
    await set_version(db, "9999")
    assert await state(db) is State.NEWER_OR_UNKNOWN
    with pytest.raises(UnknownVersion, match=f"version 9999.*up to {HEAD}"):
        await upgrade(db)
    assert await state(db) is State.NEWER_OR_UNKNOWN


async def test_a_database_of_an_older_program_is_known(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "VERSIONS", ("0000", HEAD))
    await set_version(db, "0000")
    assert await state(db) is State.OLDER


async def test_an_upgrade_that_fails_leaves_nothing_behind(blank: Database) -> None:
    async with alone(blank) as connection:
        await connection.execute(text("CREATE TABLE outbox (id INTEGER)"))
    with pytest.raises(DBAPIError):
        await upgrade(blank)
    async with blank.engine.connect() as connection:
        assert await connection.run_sync(lambda sync: inspect(sync).get_table_names()) == ["outbox"]
    assert await state(blank) is State.NEW


async def test_changing_a_table_by_copying_it_keeps_the_rows_that_refer_to_it(sqlite: Database) -> None:
    await add_people(sqlite, 3)
    async with alone(sqlite) as connection:
        await connection.execute(text("CREATE TABLE copy AS SELECT * FROM people"))
        await connection.execute(text("DROP TABLE people"))
        await connection.run_sync(Person.metadata.tables["people"].create)
        await connection.execute(text("INSERT INTO people SELECT * FROM copy"))
    assert await number_of(sqlite, Consent) == 3


async def test_a_change_that_leaves_rows_without_what_they_refer_to_is_rolled_back(sqlite: Database) -> None:
    await add_people(sqlite, 3)
    with pytest.raises(BrokenReferences):
        async with alone(sqlite) as connection:
            await connection.execute(text("DELETE FROM people"))
    assert await number_of(sqlite, Person) == 3


async def test_after_a_change_of_tables_references_are_kept_again(sqlite: Database) -> None:
    async with alone(sqlite):
        pass
    async with sqlite.engine.connect() as connection:
        assert await connection.scalar(text("PRAGMA foreign_keys")) == 1


async def test_the_versions_that_the_program_knows_are_the_scripts(sqlite: Database) -> None:
    async with sqlite.engine.connect() as connection:
        scripts = await connection.run_sync(lambda sync: ScriptDirectory.from_config(configuration(sync)))
    assert scripts.get_heads() == [HEAD]
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == VERSIONS


def test_the_usual_start_does_not_load_alembic() -> None:
    program = "import sys, models.all, models.migrate; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


async def set_version(db: Database, version: str) -> None:
    async with alone(db) as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})


async def add_people(db: Database, number: int) -> None:
    async with db.write() as session:
        people = [Person(name="Ahmad") for _ in range(number)]
        session.add_all(people)
        await session.flush()
        session.add_all(
            Consent(person_id=person.id, version="1", channel="page", language="id") for person in people
        )


async def number_of(db: Database, table: type[Base]) -> int:
    async with db.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0
