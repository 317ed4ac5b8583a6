"""The numbers that rows get: after a copy they go on where they were, so that no number is given twice."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping

from sqlalchemy import Column, Integer, Table, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from models.db.dialect import is_sqlite

_COUNTED = text("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'")
"""Query for the tables of SQLite that count; the others begin again after their highest row by themselves."""


async def follow(source: AsyncConnection, target: AsyncConnection, tables: Mapping[str, Table]) -> None:
    """Let new rows of `target` get higher numbers than any that it has, and than any that `source` ever gave."""
    given = await _given(source, tables.values())
    if is_sqlite(target):
        for name in (await target.scalars(_COUNTED)).all():
            await _count_from(target, name, max(given.get(name, 0), await _highest(target, tables[name])))
        return
    async for name, sequence in _sequences(target, tables.values()):
        last = max(given.get(name, 0), await _highest(target, tables[name]))
        if last:
            await target.execute(select(func.setval(sequence, last)))


async def _given(source: AsyncConnection, tables: Iterable[Table]) -> Mapping[str, int]:
    """The last number of each table, where the database counts apart from the rows."""
    if is_sqlite(source):
        rows = await source.execute(text("SELECT name, seq FROM sqlite_sequence"))
        return dict(rows.all())
    last = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {}"
    return {
        name: await source.scalar(text(last.format(sequence))) or 0
        async for name, sequence in _sequences(source, tables)
    }


async def _count_from(target: AsyncConnection, name: str, last: int) -> None:
    values = {"name": name, "last": last}
    await target.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
    await target.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values)


async def _sequences(connection: AsyncConnection, tables: Iterable[Table]) -> AsyncIterator[tuple[str, str]]:
    """The sequences of PostgreSQL, by the tables that they number."""
    for table in tables:
        if (key := _numbered_by(table)) is not None:
            owned = func.pg_get_serial_sequence(func.quote_ident(table.name), key.name)
            if sequence := await connection.scalar(select(owned)):
                yield table.name, sequence


async def _highest(connection: AsyncConnection, table: Table) -> int:
    key = _numbered_by(table)
    return (await connection.scalar(select(func.max(key))) if key is not None else None) or 0


def _numbered_by(table: Table) -> Column[int] | None:
    """The key, where it is one number."""
    keys = list(table.primary_key)
    return keys[0] if len(keys) == 1 and isinstance(keys[0].type, Integer) else None
