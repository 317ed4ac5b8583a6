"""Bringing a database to the version that this program needs."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from models.db.database import Database, shielded
from models.db.dialect import is_sqlite

VERSIONS = tuple(sorted(path.name[:4] for path in Path(__file__).parent.glob("versions/0*.py*")))
"""All versions, the oldest first; each is a file in `models/migrations/versions`."""
HEAD = VERSIONS[-1]

logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
"""At INFO it tells at every start which parts of itself it has."""

_ALONE = 7_020_264
"""The number of the lock under which PostgreSQL is migrated by one process at a time."""


class MigrationState(Enum):
    """The state of a database, as this program sees it."""

    NEW = "new"
    """Empty."""
    CURRENT = "current"
    OLDER = "older"
    NEWER_OR_UNKNOWN = "newer or unknown"


class UnknownVersionError(Exception):
    """The database was made by a newer santribot, or by something else; it is left as it is."""

    def __init__(self, version: str | None) -> None:
        super().__init__(f"the database has version {version}; this santribot knows versions up to {HEAD}")


class BrokenReferencesError(Exception):
    """Error of a migration after which rows would refer to nothing; all was rolled back."""

    def __init__(self) -> None:
        super().__init__("there are rows that refer to what is not there")


async def state(db: Database) -> MigrationState:
    """The state of the database; one or two short statements."""
    async with db.engine.connect() as connection:
        return state_of(await version(connection))


def state_of(number: str | None) -> MigrationState:
    """The state of a database of this version."""
    if number is None:
        return MigrationState.NEW
    if number == HEAD:
        return MigrationState.CURRENT
    return MigrationState.OLDER if number in VERSIONS else MigrationState.NEWER_OR_UNKNOWN


async def version(connection: AsyncConnection) -> str | None:
    """The version of the tables; None where there are none of santribot's."""
    if not await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version")):
        return None
    number: str | None = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    return number


async def upgrade(db: Database) -> None:
    """Bring the database to `HEAD`, in one transaction. Raises `UnknownVersionError`, and changes nothing."""
    async with db.engine.connect() as connection:
        now = await version(connection)
    if state_of(now) is MigrationState.CURRENT:
        return
    if state_of(now) is MigrationState.NEWER_OR_UNKNOWN:
        raise UnknownVersionError(now)
    # aiosqlite cannot tidy up in the middle; what has to end sooner is rolled back at the next start
    await (shielded(_to_head(db)) if is_sqlite(db) else _to_head(db))


async def _to_head(db: Database) -> None:
    async with alone(db) as connection:
        await migrate_connection(connection, HEAD)


async def migrate_connection(connection: AsyncConnection, to: str) -> None:
    """Bring the tables of a database that is `alone` to a version that is not behind its own."""
    await connection.run_sync(_upgrade, to)


@asynccontextmanager
async def alone(db: Database) -> AsyncIterator[AsyncConnection]:
    """A transaction for changing tables, while no other process does."""
    async with db.engine.execution_options(writes=True).connect() as connection:
        if is_sqlite(db):
            async with _without_cascades(connection):
                yield connection
        else:
            async with connection.begin():
                await connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ALONE})
                yield connection


@asynccontextmanager
async def _without_cascades(connection: AsyncConnection) -> AsyncIterator[None]:
    """Switch off references: SQLite changes a table by copying and dropping it, which must not delete the rows that
    refer to it.
    """
    driver: Any = (await connection.get_raw_connection()).driver_connection
    await driver.execute("PRAGMA foreign_keys=OFF")
    try:
        async with connection.begin():
            await connection.execute(text("SELECT 1"))  # the lock is taken with the first statement
            yield
            if (await connection.execute(text("PRAGMA foreign_key_check"))).first():
                raise BrokenReferencesError
    finally:
        await driver.execute("PRAGMA foreign_keys=ON")


def _upgrade(connection: Connection, to: str) -> None:
    """Run the scripts. Alembic is imported only where there is something to do: it is slow to load."""
    from alembic import command

    from models.migrations.configuration import configuration

    command.upgrade(configuration(connection), to)
