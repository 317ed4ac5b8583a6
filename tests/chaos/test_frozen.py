"""A process that stands still (SIGSTOP, a machine that sleeps) keeps its connections; others go on without it all the
same, and nothing that it does when it wakes up counts.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import select

from bot.app import prepare
from models.db.database import Database
from models.queue.outbox import OutboxRow, OutboxState
from tests.channels.telegram.standin import Person, Standin
from tests.support import crowds, fatal, outbox_audit
from tests.support.crowds import FIRST_ID
from tests.support.processes import at_work
from tests.support.programs import Program, configured

TAKEN_OVER_SECONDS = 10.0
"""So long others may take to go on; a machine that is busy with other tests gets `GRACE` times that."""
GRACE = 3
PEOPLE, PACE = 400, 40


@pytest.mark.long
async def test_a_sender_that_stands_still_is_replaced(postgresql: Database, tmp_path: Path) -> None:
    await prepare(postgresql)
    await crowds.register(postgresql, 1)
    async with Standin() as standin:
        config = configured(standin, tmp_path, database=postgresql.url)
        async with at_work(config, postgresql, web=1, worker=1, sender=2) as team:
            santri = standin.person(FIRST_ID)
            await is_answered(santri, "/n1")
            await all_recorded(postgresql)
            frozen = team.holder("send telegram", "sender")
            team.programs[frozen].freeze()
            begin = monotonic()
            for number in range(2, 6):
                await santri.says(f"/n{number}")
            await santri.waits_for("/n5.", TAKEN_OVER_SECONDS * GRACE)
            took = monotonic() - begin
            team.programs[frozen].thaw()
            await is_answered(santri, "/n6")
            await team.complete()
            await team.stop()
        print(f"taken over after {took:.1f} s")
        assert told(santri) == [f"/n{number}" for number in range(1, 7)]
        assert "Traceback" not in "".join(team.logs.values())


@pytest.mark.long
async def test_a_worker_that_stands_still_in_the_middle_is_replaced(
    postgresql: Database, tmp_path: Path
) -> None:
    await prepare(postgresql)
    await crowds.register(postgresql, 2)
    await outbox_audit.keep_ledger(postgresql)
    async with Standin() as standin:
        config = configured(standin, tmp_path, database=postgresql.url)
        frozen, beside = standin.person(FIRST_ID), standin.person(FIRST_ID + 1)
        async with with_fatal_words(config) as programs:
            await is_answered(beside, "/n1")
            await frozen.says("/beku")
            await until_frozen(tmp_path / "frozen")
            begin = monotonic()
            await is_answered(frozen, "/n1")
            took = monotonic() - begin
            await is_answered(beside, "/n2")
            for program in programs:
                program.thaw()
            await is_answered(beside, "/n3")
            await is_answered(frozen, "/n2")
            assert [await program.stop() for program in programs] == [0, 0]
    print(f"taken over after {took:.1f} s")
    assert frozen.messages[0].text == "Saya cair."
    assert told(frozen) == ["/n1", "/n2"]
    assert set((await outbox_audit.answers(postgresql)).values()) == {1}


@pytest.mark.long
async def test_a_broadcast_goes_on_without_a_sender_that_stands_still(
    postgresql: Database, tmp_path: Path
) -> None:
    await prepare(postgresql)
    await crowds.register(postgresql, PEOPLE)
    async with Standin() as standin:
        for number in range(PEOPLE):
            standin.person(FIRST_ID + number)
        standin.faults.delay = 0.1
        config = configured(standin, tmp_path, database=postgresql.url)
        config.write_text(
            config.read_text().replace("messages_per_second = 1000", f"messages_per_second = {PACE}", 1)
        )
        async with at_work(config, postgresql, sender=2) as team:
            await crowds.start(postgresql)
            for moment in (PEOPLE // 8, PEOPLE // 2):
                await has_sent(standin, moment)
                frozen = team.holder("send telegram", "sender")
                team.programs[frozen].freeze()
                await has_sent(standin, moment + 60)
                team.programs[frozen].thaw()
                await team.complete()
            await crowds.is_over(postgresql)
            await team.stop()
        got = Counter(chat.id for chat in standin.world.chats.values() for _message in chat.messages)
    assert set(got.values()) == {1}
    async with postgresql.read() as session:
        states = Counter(await session.scalars(select(OutboxRow.state)))
    assert states.total() == PEOPLE
    assert states.keys() <= {OutboxState.SENT, OutboxState.UNKNOWN}
    assert len(got) >= states[OutboxState.SENT]


@pytest.mark.long
async def test_messages_are_fetched_though_who_fetched_them_stands_still(
    postgresql: Database, tmp_path: Path
) -> None:
    await prepare(postgresql)
    await crowds.register(postgresql, 1)
    async with Standin() as standin:
        config = configured(standin, tmp_path, database=postgresql.url)
        async with at_work(config, postgresql, web=2, worker=1, sender=1) as team:
            santri = standin.person(FIRST_ID)
            await is_answered(santri, "/n1")
            frozen = team.holder("listen telegram", "web")
            team.programs[frozen].freeze()
            await is_answered(santri, "/n2")
            team.programs[frozen].thaw()
            await is_answered(santri, "/n3")
            await team.complete()
            await team.stop()
    assert told(santri) == ["/n1", "/n2", "/n3"]


async def is_answered(santri: Person, words: str) -> None:
    await santri.says(words)
    await santri.waits_for(f"{words}.", TAKEN_OVER_SECONDS * GRACE)


def told(santri: Person) -> list[str]:
    """The commands that the bot said it does not know, in the order in which it did."""
    texts = [bubble.text for bubble in santri.messages]
    return [text.partition("perintah ")[2].partition(".")[0] for text in texts if "perintah /n" in text]


@asynccontextmanager
async def with_fatal_words(config: Path) -> AsyncIterator[list[Program]]:
    """Two processes that do everything, and know words that stop them (`tests.support.fatal`)."""
    words = (str(config), "600")
    programs = [Program(config, name=f"bot{number}", main=fatal.main, words=words) for number in range(2)]
    try:
        for program in programs:
            await program.start()
        yield programs
    finally:
        for program in programs:
            if program.process and program.process.returncode is None:
                await program.kill()


async def all_recorded(db: Database) -> None:
    """Wait until the table knows of every answer that it was sent: one that it does not know of may come twice."""
    async with asyncio.timeout(60):
        while True:
            async with db.read() as session:
                if await session.scalar(select(OutboxRow.id).limit(1)) is None:
                    return
            await asyncio.sleep(0.02)


async def until_frozen(file: Path) -> None:
    async with asyncio.timeout(60):
        while not await asyncio.to_thread(file.exists):  # noqa: ASYNC110 - no event is set
            await asyncio.sleep(0.02)


async def has_sent(standin: Standin, messages: int) -> None:
    async with asyncio.timeout(60):
        while standin.world.calls["sendMessage"] < messages:  # noqa: ASYNC110 - no event is set
            await asyncio.sleep(0.01)
