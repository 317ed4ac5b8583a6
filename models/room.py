"""Whether a database is new or empty, so that another one can be copied into it."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import DropTable

from models import migrate, references, rows

_FUNCTIONS = text(
    "SELECT oid::regprocedure::text FROM pg_proc"
    r" WHERE proname LIKE 'santribot\_%' AND pronamespace = current_schema()::text::regnamespace"
)
"""Those that migrations make; what is another's stays."""


class NotCopied(Exception):
    """Nothing was copied, and nothing is changed; the text says why."""


async def check_room(connection: AsyncConnection) -> None:
    """Raises `NotCopied` where a database is neither new nor empty."""
    found = await rows.tables(connection)
    version = await migrate.version(connection)
    if found and migrate.standing(version) is not migrate.State.CURRENT:
        raise NotCopied("the target has tables already, and not those of this version; name a new database")
    for name, table in found.items():
        if await rows.number(connection, table):
            raise NotCopied(f"the target has rows already, in {name}; name a new database, or an empty one")


async def make_room(connection: AsyncConnection) -> None:
    """A database that is `alone` has no tables after this. Raises as `check_room` does."""
    await check_room(connection)
    await references.drop(connection)
    for table in (await rows.tables(connection)).values():
        await connection.execute(DropTable(table))
    await connection.execute(text(f"DROP TABLE IF EXISTS {rows.VERSION}"))
    if connection.dialect.name == "postgresql":
        for function in (await connection.scalars(_FUNCTIONS)).all():
            await connection.execute(text(f"DROP FUNCTION {function}"))
