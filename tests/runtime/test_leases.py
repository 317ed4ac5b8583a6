"""What only one process does at a time, and what wakes the others, on a real PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import pytest
from sqlalchemy import text

from bot.messages.incoming import IncomingMessage
from bot.queue.inbox import Inbox
from bot.runtime.leases import Lease, Leases, LocalLeases, PostgresLeases, while_held
from bot.runtime.notifier import wait_for
from bot.runtime.runtime import Runtime
from models.db import pg_listener
from models.db.database import Database
from models.db.pg_listener import PgListener
from tests.support.databases import away


class Process:
    """What one of several processes has of its own."""

    def __init__(self, shared: Database) -> None:
        db = Database(shared.url)
        self.runtime = Runtime.create(db)
        self.listener = PgListener(db, self.runtime.notifier.notify)
        self.leases: Leases = PostgresLeases(self.listener, self.runtime.events)
        self.held: list[Lease] = []
        """The leases that it came to hold, and has not lost."""

    async def sends(self) -> None:
        """Do for ever what only one may do."""
        await while_held(self.leases, "send", self._while_held)

    async def _while_held(self, lease: Lease) -> None:
        self.held.append(lease)
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            self.held.remove(lease)


@asynccontextmanager
async def running(process: Process) -> AsyncIterator[list[asyncio.Task[None]]]:
    tasks = [asyncio.create_task(process.listener.run()), asyncio.create_task(process.sends())]
    try:
        yield tasks
    finally:
        for task in reversed(tasks):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await process.runtime.db.close()


@contextmanager
def woken(process: Process, table: str) -> Iterator[asyncio.Event]:
    """An event that is set when those who wait for the table are woken."""
    event = asyncio.Event()
    with process.runtime.notifier.listening(table, event.set):
        yield event


async def holds(process: Process) -> Lease:
    await eventually(lambda: bool(process.held))
    return process.held[0]


async def eventually(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - no event is set
            await asyncio.sleep(0.005)


@pytest.fixture
def one(postgresql: Database) -> Process:
    return Process(postgresql)


@pytest.fixture
def other(postgresql: Database) -> Process:
    return Process(postgresql)


async def test_one_holds_a_lease_and_the_next_gets_it_when_that_one_ends(
    one: Process, other: Process
) -> None:
    async with running(other):
        async with running(one):
            await eventually(lambda: bool(one.held or other.held))
            [first] = one.held or other.held
            await asyncio.sleep(1)
            assert len(one.held) + len(other.held) == 1
            assert not first.lost.is_set()
        second = await holds(other)
    assert one.held == other.held == []
    assert second.number != 0


async def test_a_lease_is_lost_with_the_connection_and_held_again_under_another_number(
    one: Process, postgresql: Database
) -> None:
    async with running(one):
        before = await holds(one)
        async with postgresql.write() as session:
            everybody_else = (
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            )
            await session.execute(text(f"{everybody_else} AND datname = current_database()"))
        async with asyncio.timeout(60):
            await before.lost.wait()
        await eventually(lambda: before not in one.held)
        after = await holds(one)
    assert after.number != before.number


async def test_a_database_that_lets_nobody_in_is_waited_for(one: Process, postgresql: Database) -> None:
    async with running(one) as tasks:
        before = await holds(one)
        async with away(postgresql):
            async with asyncio.timeout(60):
                await before.lost.wait()
            await asyncio.sleep(2 * pg_listener.AGAIN_SECONDS)
            assert one.held == []
            assert not any(task.done() for task in tasks)
        assert (await holds(one)).number != before.number


async def test_several_leases_are_held_side_by_side(one: Process) -> None:
    async with running(one):
        await holds(one)
        async with asyncio.timeout(60), one.leases.hold("listen") as lease:
            assert not lease.lost.is_set()


async def test_what_arrives_in_one_process_wakes_another(
    one: Process, other: Process, postgresql: Database
) -> None:
    async with running(other):
        await holds(other)
        with woken(other, "inbox") as arrived:
            await Inbox(one.runtime).save(
                [IncomingMessage(channel="test", update="1", chat="1", text="halo")]
            )
            assert await wait_for(arrived.wait(), 60)


async def test_after_a_silence_everybody_looks_again(one: Process) -> None:
    with woken(one, "inbox") as arrived, woken(one, "outbox") as written:
        async with running(one):
            assert await wait_for(arrived.wait(), 60)
            assert await wait_for(written.wait(), 60)


async def test_who_is_alone_holds_every_lease() -> None:
    async with LocalLeases().hold("send") as one, LocalLeases().hold("send") as other:
        assert one.number != other.number
        assert not (one.lost.is_set() or other.lost.is_set())


async def test_work_that_fails_is_not_begun_again() -> None:
    async def fails(_lease: Lease) -> None:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        await while_held(LocalLeases(), "send", fails)
