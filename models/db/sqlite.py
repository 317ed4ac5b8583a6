"""SQLite through aiosqlite, with as few crossings to its thread as can be.

SQLAlchemy asks for a cursor, an execution, the rows and a close, and aiosqlite crosses to the connection's thread for
each of the four. Here the execution brings the rows along and closes the cursor; the rest needs no thread. What has no
rows to bring (the beginning of a transaction, most writes) waits for the next crossing: that of the next statement that
has, or of the commit. Where it fails, that one raises, and nothing of the transaction stays.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import make_url

from models.db import private_files, private_parts

BUSY_MS = 10_000
"""Milliseconds for which a statement waits for another process to let go of the file."""

PRAGMAS = (
    f"busy_timeout={BUSY_MS}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "cache_size=-500",
    "secure_delete=ON",
)
"""Readers beside the writer; on disk at every commit; half a megabyte of pages for each
connection: the system keeps more of them anyway; what is deleted is overwritten with zeros."""

MEMORY = ":memory:"


@lru_cache(64)
def moment_out(value: datetime | None) -> str | None:
    """A moment as SQLAlchemy writes it; many rows that are written together have the same."""
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be kept")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def moment_in(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


class Cursor:
    """The part of a cursor that SQLAlchemy uses; it holds all rows once the statement was executed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Cursor:
        return self

    async def execute(self, statement: str, parameters: Iterable[Any] = ()) -> Cursor:
        await self._run(lambda cursor: cursor.execute(statement, tuple(parameters)))
        return self

    async def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> Cursor:
        await self._run(lambda cursor: cursor.executemany(statement, rows))
        return self

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Do nothing: the cursor of the thread is closed already."""

    async def _run(self, work: Callable[[sqlite3.Cursor], object]) -> None:
        def in_thread() -> None:
            cursor = self._connection.raw.cursor()
            try:
                work(cursor)
                self.description = cursor.description
                self._rows = cursor.fetchall() if cursor.description else []
                self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
            finally:
                cursor.close()

        await self._connection.in_thread(in_thread)


class Connection(aiosqlite.Connection):
    """An aiosqlite connection whose cursors cross to its thread once."""

    _ended: asyncio.Future[None] | None = None

    def __init__(self, connect: Callable[[], sqlite3.Connection], **more: Any) -> None:
        super().__init__(self._open, **more)
        self._connect_file = connect
        self._opened: sqlite3.Connection | None = None
        """The file's connection from the moment at which the thread has opened it."""
        self._beginning: str | None = None
        self._ahead: list[Callable[[], object]] = []

    def begin(self, statement: str) -> None:
        """Begin a transaction, at the latest when there is something to do in it."""
        self._beginning = statement

    def write(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each of `rows`, at the latest when the transaction is committed."""
        self._ahead.append(lambda: self.raw.executemany(statement, rows).close())

    @property
    def raw(self) -> sqlite3.Connection:
        return private_parts.raw_connection(self)

    async def in_thread(self, work: Callable[[], None]) -> None:
        begin, self._beginning = self._beginning, None
        ahead, self._ahead = self._ahead, []

        def all_of_it() -> None:
            if begin is not None:
                self.raw.execute(begin).close()
            for write in ahead:
                write()
            work()

        await private_parts.run_in_thread(self, all_of_it)

    def _open(self) -> sqlite3.Connection:
        self._opened = self._connect_file()
        return self._opened

    async def _connect(self) -> aiosqlite.Connection:
        """Open the file. Where that fails or is cancelled, the thread has ended and the file is closed when this
        raises, so the loop may be closed.

        `connect` of aiosqlite is not a coroutine; what it awaits is this. Cancelled, it forgets what its thread opens.
        """
        try:
            return await super()._connect()
        except BaseException:
            if self._ended is not None:
                await self._ended
            if self._opened is not None:
                self._opened.close()
            raise

    def stop(self) -> asyncio.Future[None] | None:
        self._ended = super().stop()
        return self._ended

    def cursor(self) -> Cursor:  # type: ignore[override]  # all that SQLAlchemy asks of one
        return Cursor(self)

    async def commit(self) -> None:
        """Commit; the thread is not asked where nothing was done."""
        if self._ahead or self.raw.in_transaction:
            await self.in_thread(self.raw.commit)
        self._beginning = None

    async def rollback(self) -> None:
        """Roll back, as `commit` does."""
        self._beginning, self._ahead = None, []
        if self.raw.in_transaction:
            await super().rollback()


def connector(url: str) -> Callable[[], Connection]:
    """A function that makes connections to the file of a SQLAlchemy URL; transactions begin where they are told to."""
    file = make_url(url).database or MEMORY

    def connect() -> sqlite3.Connection:
        if file != MEMORY:
            private_files.keep_private(Path(file))
        connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        try:
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}").close()
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def make() -> Connection:
        connection = Connection(connect, iter_chunk_size=64)
        private_parts.end_with_the_program(connection)
        return connection

    return make
