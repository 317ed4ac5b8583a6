"""Statements of the path of every message: put together once, and on SQLite given to the driver as they are.

There SQLAlchemy's session and its greenlets cost more than the statement itself. What is rare goes through the session
as everywhere else. Types are SQLAlchemy's own: moments, JSON and the like are written and read as the ORM does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Delete, Dialect, Insert, Select, Update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import TypeEngine

from models.db import private_parts
from models.db.dialect import DRIVER
from models.db.sqlite import Connection

Convert = Callable[[Any], Any] | None
Row = Sequence[Any]
Values = Mapping[str, Any]


Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete


class CompiledStatement:
    """One statement, whose variable parts are `bindparam`s, or the columns of an insert."""

    def __init__(
        self, statement: Statement, *, columns: Sequence[str] = (), elsewhere: Statement | None = None
    ) -> None:
        """`columns` of an insert: those that its rows have; left out, all. `elsewhere`: how other databases say it."""
        self.elsewhere = statement if elsewhere is None else elsewhere
        self._statement = statement
        self._columns = list(columns) or None
        self._compiled: _SqliteForm | None = None

    async def fetch_all(self, session: AsyncSession, values: Values) -> Sequence[Row]:
        """Run it once, on what the session has so far; its rows."""
        if session.new or session.dirty or session.deleted:
            await session.flush()
        driver = _driver(session)
        if driver is None:
            return (await (await session.connection()).execute(self.elsewhere, values)).all()
        compiled = self._for(session)
        cursor = await driver.cursor().execute(compiled.text, compiled.bound(values))
        return compiled.read(await cursor.fetchall())

    async def execute_many(self, session: AsyncSession, rows: Sequence[Values]) -> None:
        """Run it for each of `rows`, of which there may be none; on SQLite together with the next statement."""
        if not rows:
            return
        driver = _driver(session)
        if driver is None:
            await (await session.connection()).execute(self.elsewhere, rows)
            return
        compiled = self._for(session)
        driver.write(compiled.text, [compiled.bound(row) for row in rows])

    async def insert_all(self, session: AsyncSession, rows: Sequence[Values]) -> Sequence[Row]:
        """Insert all `rows` in one statement, on SQLite only; the rows that it returns."""
        compiled = self._for(session)
        values = [value for row in rows for value in compiled.bound(row)]
        driver = session.info[DRIVER]
        return compiled.read(await (await driver.cursor().execute(compiled.of(len(rows)), values)).fetchall())

    def _for(self, session: AsyncSession) -> _SqliteForm:
        if self._compiled is None:
            self._compiled = _SqliteForm(self._statement, session.get_bind().dialect, self._columns)
        return self._compiled


class _SqliteForm:
    """A statement in SQLite's words, with the conversions of its parameters and results."""

    def __init__(self, statement: Any, dialect: Dialect, columns: list[str] | None) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        self.text = str(compiled)
        binds = private_parts.parameters(compiled)
        self._into = [(name, _into(bind.type, dialect)) for name, bind in binds]
        self._own = {name: bind.value for name, bind in binds if not bind.required}
        self._out: list[Convert] = [_out(kind, dialect) for kind in private_parts.result_types(compiled)]

    def of(self, rows: int) -> str:
        """The text of an insert of so many rows."""
        one = f"({', '.join('?' * len(self._into))})"
        return self.text.replace(one, ", ".join([one] * rows), 1)

    def bound(self, values: Values) -> tuple[Any, ...]:
        values = {**self._own, **values} if self._own else values
        return tuple([convert(values[name]) if convert else values[name] for name, convert in self._into])

    def read(self, rows: Sequence[Row]) -> Sequence[Row]:
        if not any(self._out):
            return rows
        return [
            tuple(
                [convert(value) if convert else value for convert, value in zip(self._out, row, strict=True)]
            )
            for row in rows
        ]


def _driver(session: AsyncSession) -> Connection | None:
    return session.info.get(DRIVER)


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
