"""The database: one engine, short transactions, and what SQLite needs to be a good server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from datetime import UTC, datetime
from secrets import randbits
from sqlite3 import Error as SqliteError
from typing import Any, ClassVar, TypeVar, cast

import orjson
from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    Table,
    TypeDecorator,
    event,
    text,
)
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, mapped_column

from models.db import sqlite, transient_errors
from models.db.dialect import DRIVER, is_sqlite
from models.db.personal import Declaration
from models.db.sqlite_traces import SqliteTraces

T = TypeVar("T")

SQLITE_POOL = 3
"""Connections that are kept: one writes, others read. When more are needed, they are opened for the time."""

CONNECT_SECONDS = 5
"""Seconds in which a connection to PostgreSQL must be made."""

APPLICATION = "santribot"
"""Name of connections in `pg_stat_activity`, with the number of their process behind a space."""

_HURRY = text("SET LOCAL lock_timeout = '100ms'")
_BE_PATIENT = text("SET LOCAL lock_timeout = '30s'")

logging.getLogger("aiosqlite").setLevel(logging.INFO)
"""At DEBUG it would log every parameter of every statement: what people wrote."""


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC; always aware in Python, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        return sqlite.moment_out if is_sqlite(dialect) else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: Any) -> Any:
        return sqlite.moment_in if is_sqlite(dialect) else super().result_processor(dialect, coltype)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be kept")
        return value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class CompactJSON(JSON):
    """JSON that is only ever read whole; on SQLite it is written without spaces, and quickly."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        usual = super().bind_processor(dialect)  # type: ignore[no-untyped-call]  # SQLAlchemy's own has no types
        return _compact if is_sqlite(dialect) else usual


def _compact(value: Any) -> str:
    return orjson.dumps(value).decode()


BigId = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit key; on SQLite the rowid."""


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    __personal__: ClassVar[tuple[Declaration, ...]]
    """Columns that are about a person. Every table says so, with `NOT_PERSONAL` where none is."""

    type_annotation_map = {datetime: UtcTime}  # noqa: RUF012 - SQLAlchemy's own form


def table_of(model: type[Base]) -> Table:
    """The table itself, for statements that go without the mapper's work."""
    return cast(Table, model.__table__)


def primary_key() -> Any:
    return mapped_column(BigId, primary_key=True, autoincrement=True)


def utcnow() -> datetime:
    return datetime.now(UTC)


class Database:
    """Sessions on one engine.

    `write()` is a transaction that commits at its end and rolls back on an exception. On SQLite, which has one
    writer, writers of this process queue here in order instead of polling the file. `read()` never commits.

    Where the database cannot be used just now, both raise an error that `is_transient`.
    """

    def __init__(self, url: str, lock_seconds: float = 0.0, **engine_options: Any) -> None:
        """`lock_seconds`: a statement waits for a lock no longer than this, on PostgreSQL; 0 is for ever.
        `engine_options` are SQLAlchemy's, beside those that the databases need.
        """
        self._sqlite = is_sqlite(url)
        self.url = url
        self.number = randbits(62)
        """Number of this process, by which others find its connections."""
        settings = {
            "application_name": f"{APPLICATION} {self.number}",
            "lock_timeout": f"{round(lock_seconds * 1000)}ms",
        }
        options: dict[str, Any] = (
            {"async_creator": sqlite.connector(url), "pool_size": SQLITE_POOL}
            if self._sqlite
            else {"connect_args": {"timeout": CONNECT_SECONDS, "server_settings": settings}}
        )
        self.engine: AsyncEngine = create_async_engine(
            url,
            hide_parameters=True,
            json_deserializer=orjson.loads,
            pool_use_lifo=True,  # what a connection remembers of pages and statements is used again
            **options,
            **engine_options,
        )
        self._writing = self.engine.execution_options(writes=True)
        self._turn = asyncio.Lock()
        self._generation = 0
        """Number of times that connections were thrown away; older ones are not used again."""
        self.traces = SqliteTraces()
        if self._sqlite:
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)
            event.listen(self.engine.sync_engine, "checkout", self._refuse_spoiled)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        turn: AbstractAsyncContextManager[Any] = self._turn if self._sqlite else nullcontext()
        async with turn:
            async with (
                self._noticing_spoiled(),
                AsyncSession(self._writing, expire_on_commit=False) as session,
                session.begin(),
            ):
                await self._connect(session)
                yield session
            if self._sqlite and self.traces.is_due(session):
                await self._remove_traces()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        async with self._noticing_spoiled(), AsyncSession(self.engine, expire_on_commit=False) as session:
            await self._connect(session)
            yield session

    async def rewrite(self, now: datetime) -> bool:
        """Remove from SQLite's file what may be left of erased rows, once after an erasure. Return whether that was
        done. Writers wait meanwhile: a fifth of a second for 20 MB. A large file waits for the night.
        """
        if not self._sqlite:
            return False
        async with self._turn, self._noticing_spoiled(), self.engine.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            return await self.traces.rewrite(cast(sqlite.Connection, driver), now)

    async def _remove_traces(self) -> None:
        """Empty the WAL, in which what was erased still stands; where that cannot be now, after a later transaction."""
        with suppress(DBAPIError, SqliteError, OSError):
            async with self._noticing_spoiled(), self.engine.connect() as connection:
                driver = (await connection.get_raw_connection()).driver_connection
                await self.traces.truncate_wal(cast(sqlite.Connection, driver))

    @asynccontextmanager
    async def _noticing_spoiled(self) -> AsyncIterator[None]:
        """Have all connections opened anew after an error of SQLite's disk."""
        try:
            yield
        except Exception as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            if transient_errors.spoils_connections(cause):
                self._generation += 1
            raise

    def _refuse_spoiled(self, _connection: Any, record: Any, _proxy: Any) -> None:
        """Have the pool make a new connection in place of one from before the last error."""
        if record.info.setdefault("generation", self._generation) != self._generation:
            raise DisconnectionError

    async def _connect(self, session: AsyncSession) -> None:
        """Begin the transaction. Raises `UnreachableError`."""
        try:
            connection = await session.connection()
        except (OSError, TimeoutError) as error:
            raise UnreachableError(str(error) or type(error).__name__) from error
        if self._sqlite:
            session.info[DRIVER] = (await connection.get_raw_connection()).driver_connection

    @property
    def dialect(self) -> Dialect:
        """SQLAlchemy's own; its `name` is "sqlite" or "postgresql"."""
        return self.engine.dialect

    async def close(self) -> None:
        await self.engine.dispose()


class UnreachableError(Exception):
    """No server answers where the database should be."""


def is_transient(error: BaseException) -> bool:
    """Return whether the database was not there, or could not write just now: the same may work later."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or transient_errors.is_transient_code(error.orig)
    return isinstance(error, UnreachableError) or transient_errors.is_transient_code(error)


def is_contention(error: BaseException) -> bool:
    """Return whether a statement gave way to others that work on the same rows, or took longer than it may: what it
    was for waits, and everything else goes on.
    """
    return isinstance(error, DBAPIError) and transient_errors.is_contention_code(error.orig)


async def hurry(session: AsyncSession) -> None:
    """Wait for no lock for longer than a moment in this transaction, on PostgreSQL."""
    if not is_sqlite(session):
        await session.execute(_HURRY)


async def be_patient(session: AsyncSession) -> None:
    """Wait for locks for half a minute in this transaction, on PostgreSQL."""
    if not is_sqlite(session):
        await session.execute(_BE_PATIENT)


def reason(error: BaseException) -> str:
    """The words of the database, or of the way to it, about an error that `is_transient`: nothing that people wrote."""
    words = str(error.orig if isinstance(error, DBAPIError) else error)
    return words.partition("\n")[0] or type(error).__name__


async def shielded(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end even if the caller is cancelled meanwhile, also twice; the cancellation comes after it.

    A transaction that is cancelled in the middle would keep its lock until the connection is gone.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # whoever is cancelled does not want to know
        raise


def _begin_sqlite(connection: Any) -> None:
    """Begin a transaction. A writer takes the lock at once: taking it in the middle could fail."""
    writes = connection.get_execution_options().get("writes")
    connection.connection.driver_connection.begin("BEGIN IMMEDIATE" if writes else "BEGIN")
