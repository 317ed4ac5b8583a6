"""A database is brought to the version of the program, or left alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, insert, select, text

from models.all import metadata
from models.database import Database
from models.migrate import HEAD, VERSIONS, BrokenReferences, State, UnknownVersion, alone, state, upgrade
from models.migrations import configuration
from models.people import Address, Consent, Person

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


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


async def test_a_database_of_a_newer_program_is_refused_and_left_alone(db: Database) -> None:
    await set_version(db, "9999")
    assert await state(db) is State.NEWER_OR_UNKNOWN
    with pytest.raises(UnknownVersion, match=f"version 9999.*up to {HEAD}"):
        await upgrade(db)
    assert await state(db) is State.NEWER_OR_UNKNOWN
