"""Rows as the database has them, of any version: read in pages of one snapshot, without what the tables mean."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    DateTime,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Row,
    Table,
    func,
    inspect,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.ext.asyncio import AsyncConnection

from models.db.database import Database, UtcTime
from models.db.dialect import is_sqlite

PAGE = 2_000
"""Number of rows that are in memory at a time."""

ONE = 1
"""Number of rows in memory at a time that carry a photo or a file: those may be large."""

VERSION = "alembic_version"
"""The table that tells the version; it is not part of what a database holds."""

Page = Sequence[Row[Any]]


@asynccontextmanager
async def snapshot(db: Database) -> AsyncIterator[AsyncConnection]:
    """A connection that reads everything as it was at one moment, whoever writes meanwhile."""
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    engine = db.engine if is_sqlite(db) else db.engine.execution_options(**options)
    async with engine.connect() as connection:
        yield connection


async def tables(connection: AsyncConnection) -> Mapping[str, Table]:
    """Every table that has a key, as all of santribot's do, by its name; columns in the order of their names."""
    return await connection.run_sync(_tables)


async def count(connection: AsyncConnection, table: Table) -> int:
    return await connection.scalar(select(func.count()).select_from(table)) or 0


async def pages(connection: AsyncConnection, table: Table) -> AsyncIterator[Page]:
    """All rows, in the order of their keys; those with contents of photos and files come last, one by one."""
    large = [column for column in table.c if isinstance(column.type, LargeBinary)]
    heavy = or_(*(column.is_not(None) for column in large)) if large else ~true()
    async for page in _pages(connection, table, ~heavy, PAGE):
        yield page
    if large:
        async for page in _pages(connection, table, heavy, ONE):
            yield page


async def _pages(
    connection: AsyncConnection, table: Table, which: ColumnElement[bool], size: int
) -> AsyncIterator[Page]:
    keys = list(table.primary_key)
    statement = select(table).where(which).order_by(*keys).limit(size)
    page = (await connection.execute(statement)).all()
    while page:
        yield page
        last = [page[-1]._mapping[key] for key in keys]
        page = (await connection.execute(statement.where(tuple_(*keys) > last))).all()


def _tables(connection: Connection) -> dict[str, Table]:
    inspector = inspect(connection)
    keys = {
        name: key["constrained_columns"]
        for (_schema, name), key in inspector.get_multi_pk_constraint().items()
    }
    return {
        name: Table(
            name, MetaData(), *map(_plain, sorted(columns, key=_name)), PrimaryKeyConstraint(*keys[name])
        )
        for (_schema, name), columns in sorted(inspector.get_multi_columns().items())
        if keys[name] and name != VERSION
    }


def _name(column: ReflectedColumn) -> str:
    return column["name"]


def _plain(column: ReflectedColumn) -> Column[Any]:
    """The column with the type that the database names, but for moments and JSON, which both databases are to give
    alike.
    """
    kind: Any = column["type"]
    if isinstance(kind, DateTime):
        kind = UtcTime()
    elif isinstance(kind, JSON):
        kind = JSON(none_as_null=column["nullable"])
    return Column(column["name"], kind, nullable=column["nullable"])
