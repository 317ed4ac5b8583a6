"""References between tables, set aside while all rows of a database are written.

People refer to pesantren and pesantren to people, so that no order of the tables would do. On SQLite `migrate.alone`
has set them aside already, and checks them at its end.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from models.db.dialect import is_sqlite

_ALL = text(
    "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE contype = 'f' AND connamespace = current_schema()::text::regnamespace ORDER BY oid"
)
"""Query for foreign keys in the order in which they were made, which is the one in which they act on a deletion."""


@asynccontextmanager
async def set_aside(connection: AsyncConnection) -> AsyncIterator[None]:
    """Drop the references for a while: rows may refer to what is not there yet. All are checked at once at the end."""
    dropped = await drop(connection)
    yield
    for table, name, definition in dropped:
        await connection.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"))


async def drop(connection: AsyncConnection) -> Sequence[Row[*tuple[str, str, str]]]:
    """Drop all references, on PostgreSQL only. Returns their tables, names and definitions."""
    if is_sqlite(connection):
        return ()
    found = (await connection.execute(_ALL)).all()
    for table, name, _definition in found:
        await connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
    return found
