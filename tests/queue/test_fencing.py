"""Who stands still is found by looks, not by time, and ended; who begins sending knows whether they still may."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select, text

from bot.delivery.sender import Sender
from bot.messages.outbox_message import OutboxMessage
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Priority
from bot.queue import outbox
from bot.queue.fencing import MAX_STILL, Fencing
from bot.runtime.leases import Lease
from bot.runtime.runtime import Runtime
from models.db import pg_listener
from models.db.database import Database, is_transient, utcnow
from models.db.errors import DatabaseError
from models.db.pg_listener import PgListener
from models.queue.runs import HEARTBEAT, Run
from tests.support.fakes import FakeChannel, until


async def test_a_heartbeat_that_is_the_same_at_so_many_looks_stands_still(postgresql: Database) -> None:
    fencing = Fencing(Runtime.create(postgresql))
    for beat in range(MAX_STILL):
        fencing.look({1: 5, 2: beat})
        assert fencing.still() == {}
    fencing.look({1: 5, 2: MAX_STILL})
    assert fencing.still() == {1: 5}
    fencing.look({1: 6, 2: MAX_STILL + 1})
    assert fencing.still() == {}


def test_others_wait_longer_than_a_heartbeat_is_valid() -> None:
    assert MAX_STILL * pg_listener.BEAT_SECONDS > pg_listener.VALID_SECONDS


async def test_who_is_taken_for_dead_loses_its_leases_and_transactions_and_begins_anew(
    postgresql: Database,
) -> None:
    own = Database(postgresql.url)
    listener = PgListener(own, lambda _table: None, HEARTBEAT)
    keeping = asyncio.create_task(listener.run())
    async with listener.lock("send test") as held:
        working, frozen = asyncio.Event(), asyncio.Event()
        transaction = asyncio.create_task(transact(own, working, frozen))
        await working.wait()
        [run] = await runs(postgresql)
        await Fencing(Runtime.create(postgresql)).take_over(run.id, (run.beats or 0) + 1)  # it lives
        assert not held.lost.is_set()
        while not held.lost.is_set():
            [run] = await runs(postgresql) or [run]
            await Fencing(Runtime.create(postgresql)).take_over(run.id, run.beats or 0)
        assert not held.is_valid()
        async with postgresql.read() as other:
            await other.execute(text("SELECT pg_advisory_xact_lock(7, 7)"))
        frozen.set()
        with pytest.raises(DatabaseError) as raised:
            await transaction
        assert is_transient(raised.value)
    async with asyncio.timeout(30), listener.lock("send test") as again:
        assert again.is_valid()
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    assert await runs(postgresql) == []
    await own.close()


async def test_nothing_is_sent_while_somebody_else_may_be_sending(db: Database) -> None:
    channel, runtime, valid = FakeChannel(), Runtime.create(db), asyncio.Event()
    async with db.write() as session:
        entry = OutboxMessage("test", "1", Priority.REPLY, utcnow(), OutgoingMessage(html="halo"))
        await outbox.add(session, [entry], utcnow())
    sender = Sender(runtime, channel, Lease(is_valid=valid.is_set))
    sending = asyncio.create_task(sender.run())
    await until(lambda: sender._dispatcher.load == 1)
    assert channel.sent == []
    valid.set()
    await until(lambda: channel.sent == ["halo"])
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)


async def transact(db: Database, working: asyncio.Event, frozen: asyncio.Event) -> None:
    """A transaction of a process that stands still in the middle."""
    async with db.write() as session:
        await session.execute(text("SELECT pg_advisory_xact_lock(7, 7)"))
        working.set()
        await frozen.wait()
        await session.execute(text("SELECT 1"))


async def runs(db: Database) -> list[Run]:
    async with db.read() as session:
        return list(await session.scalars(select(Run)))
