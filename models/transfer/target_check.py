"""Check that a database is new or empty, so that another one can be copied into it."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import DropTable

from models.db.dialect import is_sqlite
from models.migrations import migrate
from models.transfer import foreign_keys, table_reader

_FUNCTIONS = text(
    "SELECT oid::regprocedure::text FROM pg_proc"
    r" WHERE proname LIKE 'santribot\_%' AND pronamespace = current_schema()::text::regnamespace"
)
"""Query for the functions that migrations make; what is another's stays."""


class TargetNotEmptyError(Exception):
    """Error of a target that is neither new nor empty: nothing was copied or changed; the text says why."""


async def check_target(connection: AsyncConnection) -> None:
    """Check the target. Raises `TargetNotEmptyError` where a database is neither new nor empty."""
    found = await table_reader.tables(connection)
    version = await migrate.version(connection)
    if found and migrate.state_of(version) is not migrate.MigrationState.CURRENT:
        raise TargetNotEmptyError(
            "the target has tables already, and not those of this version; name a new database"
        )
    for name, table in found.items():
        if await table_reader.count(connection, table):
            raise TargetNotEmptyError(
                f"the target has rows already, in {name}; name a new database, or an empty one"
            )


async def clear_target(connection: AsyncConnection) -> None:
    """Drop all tables of a database that is `alone`. Raises as `check_target` does."""
    await check_target(connection)
    await foreign_keys.drop(connection)
    for table in (await table_reader.tables(connection)).values():
        await connection.execute(DropTable(table))
    await connection.execute(text(f"DROP TABLE IF EXISTS {table_reader.VERSION}"))
    if not is_sqlite(connection):
        for function in (await connection.scalars(_FUNCTIONS)).all():
            await connection.execute(text(f"DROP FUNCTION {function}"))
