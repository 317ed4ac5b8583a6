"""Rows in every table there is, with a value in every column."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, String, Table, insert, select

from models.db.database import Database, UtcTime
from models.migrations import migrate
from models.registry import all_tables
from models.transfer import foreign_keys, sequences, table_reader

NUMBER = 3
TALE = "Ćerita \N{BOOKS} 'satu'\n\t\"dua\""
MORNING = datetime(2026, 11, 24, 3, 0, 0, 7, tzinfo=UTC)


async def fill(db: Database, number: int = NUMBER) -> None:
    """So many rows in each table. The row n of one refers to the row n of another."""
    async with migrate.alone(db) as connection, foreign_keys.set_aside(connection):
        tables = await table_reader.tables(connection)
        for name, table in tables.items():
            made = [_row(table, all_tables().tables[name], n) for n in range(1, number + 1)]
            await connection.execute(insert(table), made)
        await sequences.follow(connection, connection, tables)


async def add_person(db: Database, name: str = "Ahmad") -> int:
    """Somebody more, whose number the database gives."""
    async with db.write() as session:
        connection = await session.connection()
        people = (await table_reader.tables(connection))["people"]
        values = {"name": name, "language": "id", "role": "member", "created_at": MORNING}
        number: int = (
            await connection.execute(insert(people).values(values).returning(people.c.id))
        ).scalar_one()
    return number


async def names(db: Database) -> list[str]:
    """Of everybody, by their numbers."""
    async with db.read() as session:
        people = (await table_reader.tables(await session.connection()))["people"]
        return list(await session.scalars(select(people.c.name).order_by(people.c.id)))


def _row(plain: Table, table: Table, n: int) -> dict[str, Any]:
    return {column.name: _value(column, table.c[column.name], n) for column in plain.c}


def _value(plain: Column[Any], column: Column[Any], n: int) -> object:
    """Every other one of those that may be left out is left out."""
    if column.foreign_keys:
        [foreign] = column.foreign_keys
        return _value(foreign.column, foreign.column, n)
    if column.nullable and n % 2:
        return None
    if column.name == "token_hash":
        return f"{n:x}".ljust(64, "0")
    if isinstance(plain.type, String):
        return f"{n} {column.name} {TALE}"[: plain.type.length]
    if isinstance(plain.type, UtcTime):
        return MORNING + timedelta(days=n)
    if isinstance(plain.type, JSON):
        return {"z": [n, 1.5, None, True], "a": {"teks": TALE}}
    values = {bool: bool(n % 2), int: n, float: n / 7, bytes: bytes(range(256)) * n}
    return values[plain.type.python_type]
