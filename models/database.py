"""The database: one engine, short transactions, and what SQLite needs to be a good server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData, TypeDecorator, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, mapped_column

from models import sqlite

T = TypeVar("T")


logging.getLogger("aiosqlite").setLevel(logging.INFO)
"""At DEBUG it would log every parameter of every statement: what people wrote."""


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC; always aware in Python, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be kept")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


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
    type_annotation_map = {datetime: UtcTime}  # noqa: RUF012 - SQLAlchemy's own form


def primary_key() -> Any:
    return mapped_column(BigId, primary_key=True, autoincrement=True)


def utcnow() -> datetime:
    return datetime.now(UTC)


class Database:
    """Sessions on one engine.

    `write()` is a transaction that commits at its end and rolls back on an exception. On SQLite, which has one
    writer, writers of this process queue here in order instead of polling the file. `read()` never commits.
    """

    def __init__(self, url: str) -> None:
        self.sqlite = make_url(url).get_backend_name() == "sqlite"
        options: dict[str, Any] = {"async_creator": sqlite.connector(url)} if self.sqlite else {}
        self.engine: AsyncEngine = create_async_engine(url, hide_parameters=True, **options)
        self._turn = asyncio.Lock()
        if self.sqlite:
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        turn: AbstractAsyncContextManager[Any] = self._turn if self.sqlite else nullcontext()
        async with turn, AsyncSession(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            yield session

    @property
    def _writer(self) -> AsyncEngine:
        return self.engine.execution_options(writes=True)

    async def close(self) -> None:
        await self.engine.dispose()


async def unbroken(work: Coroutine[Any, Any, T]) -> T:
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
        raise


def _begin_sqlite(connection: Any) -> None:
    """A writer takes the lock at once: taking it in the middle could fail."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
