"""A disk that can be written to again: the connections from before it are thrown away, and the bot goes on."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from bot.runtime.runtime import Runtime
from models.db.database import Database, is_transient
from models.migrations.migrate import upgrade
from models.people import Person

Break = Callable[[Database], Awaitable[None]]


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    made = Database(f"sqlite+aiosqlite:///{tmp_path / 'santribot.db'}")
    await upgrade(made)
    yield made
    await made.close()


async def on_all_connections(db: Database, *pragmas: str) -> None:
    """What a connection keeps that was open while the disk was so: SQLite itself never takes it back."""
    opened = [await db.engine.connect() for _ in range(3)]
    for connection in opened:
        for pragma in pragmas:
            await connection.execute(text(f"PRAGMA {pragma}"))
    for connection in opened:
        await connection.close()


async def read_only(db: Database) -> None:
    await on_all_connections(db, "query_only=ON")


async def full(db: Database) -> None:
    await on_all_connections(db, "max_page_count=1")


async def add(db: Database, name: str = "Ahmad") -> None:
    async with db.write() as session:
        session.add(Person(name=name * 1000))


async def add_many(db: Database) -> None:
    """More than fits into what SQLite has at hand."""
    for _ in range(20):
        await add(db)


async def count(db: Database) -> int:
    async with db.read() as session:
        return await session.scalar(select(func.count()).select_from(Person)) or 0


@pytest.mark.parametrize("breaks", [read_only, full])
async def test_after_an_error_of_the_disk_writing_goes_on_with_new_connections(
    db: Database, breaks: Break
) -> None:
    await breaks(db)
    with pytest.raises(DBAPIError) as failed:
        await add_many(db)
    assert is_transient(failed.value)
    before = await count(db)
    await asyncio.gather(*(add(db) for _ in range(5)))
    assert await count(db) == before + 5


@pytest.mark.parametrize("breaks", [read_only, full])
async def test_whoever_waits_for_the_database_goes_on(db: Database, breaks: Break) -> None:
    await breaks(db)
    runtime = Runtime.create(db)
    async with asyncio.timeout(30):
        for _ in range(20):
            await runtime.db_retry.run(lambda: add(db))
    assert await count(db) == 20


async def test_an_error_in_the_driver_itself_counts_too(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Statements of the path of every message do not pass SQLAlchemy."""
    seen = []
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    async with db.read() as session:
        seen.append(await raw(session))
    with pytest.raises(sqlite3.OperationalError):
        async with db.write() as session:
            raise error
    async with db.read() as session:
        seen.append(await raw(session))
    assert seen[0] is not seen[1]


async def test_other_errors_keep_the_connections(db: Database) -> None:
    async with db.read() as session:
        before = await raw(session)
    with pytest.raises(RuntimeError):
        async with db.write() as session:
            raise RuntimeError("of a handler")
    async with db.read() as session:
        assert await raw(session) is before


async def raw(session: Any) -> object:
    return (await (await session.connection()).get_raw_connection()).driver_connection
