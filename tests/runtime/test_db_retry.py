"""A database that cannot be used is waited for, and spoken of once."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from bot.observability.events import Events
from bot.runtime.db_retry import DatabaseRetry
from models.db.database import UnreachableError, shielded
from tests.support.fakes import until


def full() -> OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return OperationalError("INSERT INTO inbox", None, error)


class Store:
    """Something that fails for as long as it is told to."""

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self.tried = 0

    async def read(self) -> str:
        return "read"

    async def fails(self, times: int) -> None:
        """Wait until somebody tried to write so often."""
        await until(lambda: self.tried >= times)

    async def write(self) -> str:
        self.tried += 1
        if self.failure is not None:
            raise self.failure
        return "written"


@pytest.fixture
def store() -> Store:
    return Store()


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was said, without how long it lasted."""
    return [record.getMessage().partition(" seconds=")[0] for record in caplog.records]


async def test_work_is_done_again_until_it_succeeds(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    retry, store.failure = DatabaseRetry(Events()), full()
    writes = [asyncio.create_task(retry.run(store.write)) for _part in range(3)]
    await store.fails(6)
    store.failure = None
    assert await asyncio.gather(*writes) == ["written"] * 3
    assert lines(caplog) == [
        "the database cannot be used, waiting for it why=database or disk is full",
        "the database can be used again",
    ]


async def test_a_connection_that_died_while_nobody_used_it_is_not_spoken_of(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    retry, store.failure = DatabaseRetry(Events()), UnreachableError("connection is closed")
    writing = asyncio.create_task(retry.run(store.write))
    await store.fails(1)
    store.failure = None
    assert await writing == "written"
    assert lines(caplog) == []


async def test_who_can_read_does_not_say_that_all_is_well(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    retry, store.failure = DatabaseRetry(Events()), full()
    writing = asyncio.create_task(retry.run(store.write))
    await store.fails(2)
    assert await retry.run(store.read) == "read"
    assert retry.down_since is not None
    assert len(lines(caplog)) == 1
    store.failure = None
    await writing
    assert retry.down_since is None


async def test_whoever_is_stopped_meanwhile_is_not_waited_for(store: Store) -> None:
    retry, store.failure = DatabaseRetry(Events()), UnreachableError("nobody answers")
    writing = asyncio.create_task(retry.run(store.write))
    await store.fails(2)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    assert await retry.run(store.read) == "read"
    assert retry.down_since is None


async def test_other_failures_are_not_waited_out(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    store.failure = RuntimeError("broken")
    with pytest.raises(RuntimeError, match="broken"):
        await DatabaseRetry(Events()).run(store.write)
    assert lines(caplog) == []


async def test_a_failure_after_the_stop_is_no_mystery(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """asyncio would write the statement into the log, of a failure that nobody looked at."""
    store.failure = full()
    writing = asyncio.create_task(shielded(store.write()))
    await asyncio.sleep(0)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    assert lines(caplog) == []
