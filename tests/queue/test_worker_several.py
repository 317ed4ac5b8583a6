"""Several workers on one PostgreSQL: each message once, those of a chat in their order, and none waits for another."""

from __future__ import annotations

import asyncio
from collections import defaultdict

import pytest
from sqlalchemy import select, update

from bot.queue import inbox
from bot.queue.inbox import InboxMessage
from models.db.database import Database
from models.queue import chat_locks
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow
from tests.support.client import MORNING, Town

CHATS, EACH = 12, 6


@pytest.fixture
def town(postgresql: Database, market: Town) -> Town:
    return Town(postgresql, modules=market.modules)


async def test_four_workers_keep_the_order_of_every_chat_and_handle_nothing_twice(town: Town) -> None:
    people = [await town.santri(str(number)) for number in range(CHATS)]
    program, _worker = town.program()
    for number in range(EACH):
        await program.save([person.incoming(text=f"/zz{number}") for person in people])

    async def work() -> None:
        _inbox, worker = town.program()
        while await worker.step(most=5) or await waiting(town.db):
            pass

    await asyncio.gather(*(work() for _worker in range(4)))
    said = defaultdict[str, list[str]](list)
    for row in sorted(await town.rows(OutboxRow), key=lambda row: row.id):
        said[row.chat].append(row.body.partition("/zz")[2][0])
    assert said == {str(number): [str(turn) for turn in range(EACH)] for number in range(CHATS)}


async def test_a_chat_that_one_works_on_is_left_alone_and_others_are_not(town: Town) -> None:
    ahmad, siti = await town.santri("1"), await town.santri("2")
    program, _worker = town.program()
    await program.save([ahmad.incoming(text="satu"), siti.incoming(text="satu"), ahmad.incoming(text="dua")])
    async with town.db.write() as first:
        assert [message.chat for message in await inbox.claim(first, 1)] == ["1"]
        await program.save([ahmad.incoming(text="tiga")])
        async with town.db.write() as second:
            assert [message.chat for message in await inbox.claim(second, 10)] == ["2"]
    async with town.db.write() as third:
        assert [message.chat for message in await inbox.claim(third, 10)] == ["1", "2", "1", "1"]


async def test_a_message_that_another_worker_handled_meanwhile_gets_no_apology(town: Town) -> None:
    ahmad = await town.santri("1")
    program, worker = town.program()
    await program.save([ahmad.incoming(text="/menu")])
    async with town.db.write() as session:
        [message] = await inbox.claim(session, 1)
    while await worker.step():
        pass
    await worker._apologise(message, RuntimeError("too late"))
    await town.deliver()
    assert [bubble.text for bubble in ahmad.screen] == ["Layar pertama."]


async def test_a_row_that_cannot_be_read_is_put_aside_with_an_apology(market: Town) -> None:
    ahmad, siti = await market.santri("1"), await market.santri("2")
    program, _worker = market.program()
    await program.save([ahmad.incoming(text="/menu"), siti.incoming(text="/menu")])
    async with market.db.write() as session:
        await session.execute(
            update(InboxRow).where(InboxRow.chat == "1").values(body='{"of": "another version"}')
        )
    await market.receive(ahmad.incoming(text="/menu"))
    assert [bubble.text.partition(",")[0] for bubble in ahmad.screen] == ["Maaf", "Layar pertama."]
    assert siti.last.text == "Layar pertama."
    [failed] = [row for row in await market.rows(InboxRow) if row.failure]
    assert failed.failure.startswith("ValidationError at ")


async def test_to_claim_one_chat_is_to_wait_for_it(postgresql: Database) -> None:
    async with postgresql.write() as first:
        await chat_locks.claim_one(first, "test", "1")

        async def second() -> None:
            async with postgresql.write() as session:
                await chat_locks.claim_one(session, "test", "1")

        waits = asyncio.create_task(second())
        await asyncio.wait([waits], timeout=0.2)
        assert not waits.done()
    await waits


async def waiting(db: Database) -> bool:
    async with db.read() as session:
        return (
            await session.scalar(select(InboxRow.id).where(InboxRow.handled_at.is_(None)).limit(1))
            is not None
        )


def test_a_waiting_message_reads_as_it_was_written() -> None:
    body = '{"channel": "test", "update": "9", "chat": "1", "text": "halo"}'
    message = InboxMessage(1, "test", "1", "9", MORNING, body)
    assert (message.read().text, message.trace_id) == ("halo", "test:9")
