"""What every table relies on: moments in UTC, transactions that roll back, and writers that wait in line."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from models.db.database import Database, shielded
from models.people import Consent, Person
from tests.support import databases

WIB = timezone(timedelta(hours=7))
NOON = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=WIB)


async def test_a_moment_comes_back_as_the_same_moment_in_utc(db: Database) -> None:
    async with db.write() as session:
        session.add(Person(created_at=NOON))
    async with db.read() as session:
        [kept] = await session.scalars(select(Person.created_at))
    assert kept == NOON
    assert kept.tzinfo is UTC


async def test_moments_are_compared_whatever_zone_they_are_said_in(db: Database) -> None:
    async with db.write() as session:
        session.add(Person(created_at=NOON))
    async with db.read() as session:
        earlier = select(func.count()).where(Person.created_at < NOON.astimezone(UTC) + timedelta(seconds=1))
        assert await session.scalar(earlier) == 1
        assert await session.scalar(select(func.max(Person.created_at))) == NOON


async def test_a_moment_without_a_zone_is_refused(db: Database) -> None:
    with pytest.raises(StatementError, match="without a time zone"):
        async with db.write() as session:
            session.add(Person(created_at=NOON.replace(tzinfo=None)))


async def test_what_fails_halfway_leaves_nothing(db: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await add_and_fail(db)
    assert await people(db) == 0


async def test_reading_never_writes(db: Database) -> None:
    async with db.read() as session:
        session.add(Person(name="Ahmad"))
        await session.flush()
    assert await people(db) == 0


async def test_a_row_that_refers_to_nobody_is_refused(db: Database) -> None:
    with pytest.raises(IntegrityError):
        async with db.write() as session:
            session.add(Consent(person_id=999, version="1", channel="page", language="id"))


async def test_readers_go_on_while_somebody_writes(db: Database) -> None:
    async with db.write() as session:
        session.add(Person(name="Ahmad"))
        await session.flush()
        assert await people(db) == 0
    assert await people(db) == 1


async def test_writers_of_one_process_wait_for_each_other(db: Database) -> None:
    async with db.write() as session:
        session.add(Person(id=1, name="0"))
    await asyncio.gather(*(add_one(db) for _ in range(20)))
    async with db.read() as session:
        assert await session.scalar(select(Person.name)) == "20"


async def test_two_processes_write_into_the_same_sqlite_file() -> None:
    async with databases.migrated("sqlite") as db:
        address = str(db.engine.url)
        await asyncio.gather(write_in_another_process(address), write_in_another_process(address))
        assert await people(db) == 100


async def test_a_commit_on_sqlite_is_on_disk_before_it_is_said_to_be(sqlite: Database) -> None:
    async with sqlite.engine.connect() as connection:
        pragmas = [
            await connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous")
        ]
    assert pragmas == ["wal", 2]


async def people(db: Database) -> int:
    async with db.read() as session:
        return await session.scalar(select(func.count()).select_from(Person)) or 0


async def add_and_fail(db: Database) -> None:
    async with db.write() as session:
        session.add(Person(name="Ahmad"))
        await session.flush()
        1 / 0  # noqa: B018 - it fails here


async def add_one(db: Database) -> None:
    async with db.write() as session:
        person = await session.get(Person, 1, with_for_update=True)
        assert person is not None
        person.name = str(int(person.name) + 1)


WRITER = """
import asyncio, sys, models.registry
models.registry.all_tables()
from models.db.database import Database
from models.people import Person

async def main():
    db = Database(sys.argv[1])
    for number in range(50):
        async with db.write() as session:
            session.add(Person(name=str(number)))
    await db.close()

asyncio.run(main())
"""


async def write_in_another_process(address: str) -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", WRITER, address)
    assert await process.wait() == 0


async def test_what_must_not_be_broken_off_is_finished_however_often_it_is_cancelled() -> None:
    begun, may_end, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        await may_end.wait()
        ended.set()

    task = asyncio.create_task(shielded(work()))
    await begun.wait()
    for _time in range(3):
        task.cancel()
        await asyncio.sleep(0)
        assert not task.done()
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended.is_set()
