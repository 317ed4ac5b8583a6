"""Somebody keeps a row locked: whoever needs it waits and gets the right answer afterwards; nobody else waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import select, text, update

from bot.delivery.sender import Sender
from bot.messages.outbox_message import OutboxMessage
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Priority
from bot.queue import outbox
from bot.queue.inbox import Inbox
from bot.queue.worker import Worker
from bot.runtime.leases import Lease
from bot.runtime.runtime import Runtime
from models.db.database import Database, is_contention, is_transient, utcnow
from models.db.errors import DatabaseError
from models.people import Person
from models.queue.inbox import InboxRow
from models.queue.leases import LeaseLostError, LeaseRow
from models.queue.outbox import OutboxRow, OutboxState
from tests.support.client import Someone, TheTable, Town
from tests.support.fakes import FakeChannel, until

PEOPLE = 12


@pytest.fixture
async def impatient(postgresql: Database) -> AsyncIterator[Database]:
    """The same database, for a bot that waits half a second for a lock."""
    db = Database(postgresql.url, lock_seconds=0.5)
    yield db
    await db.close()


@asynccontextmanager
async def locked(db: Database, statement: Any) -> AsyncIterator[None]:
    """Somebody has what `statement` selects, and takes their time."""
    async with db.write() as session:
        assert (await session.scalars(statement.with_for_update())).all()
        yield


@asynccontextmanager
async def working(town: Town, people: list[Someone]) -> AsyncIterator[None]:
    """A worker is at work, once everybody has said something."""
    runtime = Runtime.create(town.db)
    worker = Worker(runtime, TheTable(), town.router, town.settings)
    await Inbox(runtime).save([who.incoming(text="/profil") for who in people])
    task = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def waiting(db: Database) -> set[str]:
    async with db.read() as session:
        return set(await session.scalars(select(InboxRow.chat).where(InboxRow.handled_at.is_(None))))


async def only(db: Database, chats: set[str]) -> None:
    """Wait until only messages of these chats wait."""
    async with asyncio.timeout(20):
        while await waiting(db) != chats:  # noqa: ASYNC110 - no event is set
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("limit", ["lock_timeout", "statement_timeout"])
async def test_only_the_chat_waits_whose_row_is_locked(
    impatient: Database, postgresql: Database, limit: str
) -> None:
    town = Town(impatient)
    people = [await town.santri(str(number)) for number in range(PEOPLE)]
    await rename_on_every_message(postgresql)
    if limit == "statement_timeout":
        async with postgresql.write() as session:
            name = impatient.engine.url.database
            await session.execute(text(f"ALTER DATABASE {name} SET statement_timeout = '400ms'"))
        await impatient.close()
    async with locked(postgresql, select(Person).where(Person.id == 1)), working(town, people):
        await only(postgresql, {"0"})
        assert await apologies(postgresql) == []
        await Inbox(Runtime.create(impatient)).save([who.incoming(text="/profil") for who in people[:2]])
        await only(postgresql, {"0"})
    async with working(town, []):
        await only(postgresql, set())
    assert await apologies(postgresql) == []
    async with postgresql.read() as session:
        causes = list(await session.scalars(select(OutboxRow.cause)))
    assert len(causes) == len(set(causes)) == PEOPLE + 2


async def test_who_waited_is_answered_as_soon_as_the_row_is_free(
    impatient: Database, postgresql: Database
) -> None:
    town = Town(impatient)
    people = [await town.santri(str(number)) for number in range(3)]
    await rename_on_every_message(postgresql)
    held = locked(postgresql, select(Person).where(Person.id == 1))
    await held.__aenter__()
    async with working(town, people):
        await only(postgresql, {"0"})
        await held.__aexit__(None, None, None)
        await only(postgresql, set())
    assert await apologies(postgresql) == []


async def test_a_reply_that_is_locked_holds_up_its_chat_alone_and_keeps_its_order(
    postgresql: Database,
) -> None:
    channel, runtime = FakeChannel(), Runtime.create(postgresql)
    await write(postgresql, "a", "a1", "a2", "a3")
    await write(postgresql, "b", "b1")
    held = locked(postgresql, select(OutboxRow).where(OutboxRow.id == 1))
    await held.__aenter__()
    sending = asyncio.create_task(Sender(runtime, channel, Lease()).run())
    await until(lambda: channel.sent == ["b1"])
    await write(postgresql, "b", "b2")
    await until(lambda: channel.sent == ["b1", "b2"])
    await held.__aexit__(None, None, None)
    await until(lambda: channel.sent[2:] == ["a1", "a2", "a3"])
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)


async def test_a_sent_reply_whose_row_is_locked_is_recorded_later_and_sent_once(postgresql: Database) -> None:
    channel, runtime = FakeChannel(), Runtime.create(postgresql)
    channel.open.clear()
    await write(postgresql, "a", "a1", "a2")
    sending = asyncio.create_task(Sender(runtime, channel, Lease()).run())
    await until(lambda: channel.sent == ["a1"])
    async with locked(postgresql, select(OutboxRow).where(OutboxRow.id == 1)):
        channel.open.set()
        await write(postgresql, "b", "b1")
        await until(lambda: set(channel.sent) == {"a1", "a2", "b1"})
        await left(postgresql, 1)
    await left(postgresql, 0)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    assert sorted(channel.sent) == ["a1", "a2", "b1"]


async def test_nothing_counts_that_is_written_under_a_lease_that_another_took(postgresql: Database) -> None:
    await write(postgresql, "a", "a1", "a2")
    await take(postgresql, 1)
    async with postgresql.write() as session:
        [first, _second] = await outbox.claim_urgent(session, "test", utcnow(), 2, 1)
    await take(postgresql, 2)
    async with postgresql.write() as session:
        await outbox.reclaim(session, "test", 2, utcnow())
        sent = outbox.SendRecord(first, OutboxState.SENT)
        assert not await outbox.record(session, "test", 1, [sent], utcnow())
        await outbox.release(session, "test", 1)
        with pytest.raises(LeaseLostError):
            await outbox.claim_urgent(session, "test", utcnow(), 2, 1)
    assert await left(postgresql, 2)


async def test_who_takes_a_lease_waits_for_a_claim_that_is_not_committed(postgresql: Database) -> None:
    await write(postgresql, "a", "a1")
    await take(postgresql, 1)
    async with postgresql.write() as session:
        assert len(await outbox.claim_urgent(session, "test", utcnow(), 2, 1)) == 1
        taking = asyncio.create_task(take(postgresql, 2))
        await asyncio.wait([taking], timeout=0.2)
        assert not taking.done()
    await taking


@pytest.mark.parametrize("code", ["40001", "40P01", "55P03", "57014"])
async def test_what_gives_way_to_others_passes(postgresql: Database, code: str) -> None:
    with pytest.raises(DatabaseError) as raised:
        async with postgresql.read() as session:
            await session.execute(text(f"DO $$BEGIN RAISE EXCEPTION SQLSTATE '{code}'; END$$"))
    assert is_contention(raised.value)
    assert is_transient(raised.value)


async def rename_on_every_message(db: Database) -> None:
    """Whoever writes is noted with their person, so that each message needs its person's row."""
    note = "UPDATE people SET name = name WHERE id = (SELECT person_id FROM addresses WHERE chat = NEW.chat)"
    body = f"$$BEGIN {note}; RETURN NEW; END$$"
    async with db.write() as session:
        await session.execute(
            text(f"CREATE FUNCTION needs_person() RETURNS trigger LANGUAGE plpgsql AS {body}")
        )
        await session.execute(
            text("CREATE TRIGGER needs BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION needs_person()")
        )


async def apologies(db: Database) -> list[str]:
    async with db.read() as session:
        return list(await session.scalars(select(InboxRow.failure).where(InboxRow.failure.is_not(None))))


async def write(db: Database, chat: str, *texts: str) -> None:
    async with db.write() as session:
        for words in texts:
            entry = OutboxMessage("test", chat, Priority.REPLY, utcnow(), OutgoingMessage(html=words))
            await outbox.add(session, [entry], utcnow())


async def left(db: Database, rows: int) -> bool:
    """Wait until so many messages are in the outbox."""
    async with asyncio.timeout(20):
        while True:
            async with db.read() as session:
                if len((await session.scalars(select(OutboxRow.id))).all()) == rows:
                    return True
            await asyncio.sleep(0.02)


async def take(db: Database, epoch: int) -> None:
    """Somebody takes the lease to send."""
    async with db.write() as session:
        changed = await session.execute(
            update(LeaseRow).where(LeaseRow.name == "send test").values(epoch=epoch).returning(LeaseRow.name)
        )
        if not changed.all():
            session.add(LeaseRow(name="send test", epoch=epoch, holder=1, taken_at=utcnow()))
