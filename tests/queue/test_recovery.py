"""A message that ends its process, or holds it up, is tried three times and then put aside; others are answered."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, select, update

from bot.app import prepare
from bot.queue import inbox
from bot.queue.recovery import MAX_ATTEMPTS, Recovery
from bot.runtime.runtime import Runtime
from models.db.database import Database, utcnow
from models.db.dialect import is_sqlite
from models.db.pg_listener import PgListener
from models.queue import dead_letters
from models.queue.inbox import InboxRow
from models.queue.runs import Run, remove_dead
from tests.channels.telegram.standin import Standin
from tests.support import fatal, shop
from tests.support.client import Town
from tests.support.programs import Program, configured

NEVER_SECONDS = 600.0
"""For a watchdog that is not to end anything."""

BLOCKED_SECONDS = 4.0
"""The watchdog's patience; a program that starts on a busy machine stands still for a second or two."""

PEOPLE = 5

STARTING = -signal.SIGTERM
"""The exit code of a program that was stopped before it had begun to listen to signals."""
APOLOGY = "Maaf, Kak, ada gangguan di pihak kami"


class Supervised:
    """Programs that somebody starts again whenever they end."""

    def __init__(self, config: Path, number: int, watchdog_seconds: float) -> None:
        words = (str(config), str(watchdog_seconds))
        self.programs = [Program(config, name=f"bot{n}", main=fatal.main, words=words) for n in range(number)]
        self.ends: list[int] = []
        """The exit codes, or signals below zero."""

    async def keep(self, program: Program) -> None:
        while True:
            await program.start()
            assert program.process is not None
            self.ends.append(await program.process.wait())

    @property
    def logs(self) -> str:
        return "".join(program.log.read_text() for program in self.programs)


@asynccontextmanager
async def supervised(config: Path, number: int, watchdog_seconds: float) -> AsyncIterator[Supervised]:
    found = Supervised(config, number, watchdog_seconds)
    keeping = [asyncio.create_task(found.keep(program)) for program in found.programs]
    try:
        yield found
        for task in keeping:
            task.cancel()
        assert {await program.stop() for program in found.programs} <= {0, STARTING}
    finally:
        for task in keeping:
            task.cancel()
        for program in found.programs:
            if program.process and program.process.returncode is None:
                await program.kill()


@pytest.mark.parametrize(
    ("word", "end", "processes"), [("/mati", -signal.SIGKILL, 2), ("/macet", 1, 1)], ids=["killed", "blocked"]
)
async def test_a_message_that_ends_its_process_is_put_aside(
    db: Database, tmp_path: Path, word: str, end: int, processes: int
) -> None:
    await prepare(db)
    number = 1 if is_sqlite(db) else processes
    async with Standin() as standin:
        everybody = [standin.person(first_name=f"Santri {n}") for n in range(PEOPLE)]
        danger = standin.person(first_name="Fatal")
        config = configured(standin, tmp_path, database=db.url)
        watchdog_seconds = BLOCKED_SECONDS if word == "/macet" else NEVER_SECONDS
        async with supervised(config, number, watchdog_seconds) as bot:
            await everybody[0].says("/hidup")
            await everybody[0].waits_for("Saya hidup.", timeout=60)
            await danger.says(word)
            for one in everybody[1:]:
                await one.says("/hidup")
            for one in everybody[1:]:
                await one.waits_for("Saya hidup.", timeout=60)
            await danger.waits_for(APOLOGY, timeout=120)
            await danger.says("/hidup")
            await danger.waits_for("Saya hidup.", timeout=60)
            await all_at_work(db, number)
            assert set(bot.ends) == {end}
            assert MAX_ATTEMPTS <= len(bot.ends) <= MAX_ATTEMPTS + number - 1
        assert ("in hangs" in bot.logs) is (word == "/macet")
        assert "aaa" not in bot.logs
    [letter] = await letters(db)
    assert letter.cause.startswith("ProcessEndedError at ")
    assert await runs(db) == []
    listed = await asyncio.to_thread(list_dead, config)
    assert letter.id in listed
    assert word not in listed


async def test_what_waits_is_handled_alone_and_in_order_after_a_process_ended_in_the_middle(
    db: Database,
) -> None:
    town = Town(db, modules=[shop])
    ahmad, siti = await town.santri("1", "Ahmad"), await town.santri("2", "Siti")
    inbox_, worker = town.program()
    await inbox_.save([who.incoming(text=f"/zz{n}") for n in range(3) for who in (ahmad, siti)])
    await left_behind(db)
    async with at_work(db):
        assert [row.attempts for row in await arrivals(db)] == [1] * 6
        await inbox_.save([ahmad.incoming(text="/zz3")])
        while await worker.step():
            assert await unfinished(db) <= 1
    await town.deliver()
    for person, number in ((ahmad, 4), (siti, 3)):
        told = [bubble.text.partition("/zz")[2][0] for bubble in person.screen]
        assert told == [str(n) for n in range(number)]
    assert [row.attempts for row in await arrivals(db)] == [2] * 6 + [None]


async def test_a_message_that_failed_too_often_is_tried_again_when_somebody_asks_for_it(
    db: Database,
) -> None:
    town = Town(db, modules=[shop])
    ahmad = await town.santri()
    inbox_, worker = town.program()
    await inbox_.save([ahmad.incoming(text="/menu")])
    async with db.write() as session:
        await session.execute(update(InboxRow).values(attempts=MAX_ATTEMPTS))
    while await worker.step():
        pass
    await town.deliver()
    assert ahmad.last.text.startswith(APOLOGY)
    async with db.write() as session:
        assert await dead_letters.retry(session) == {letter.id for letter in await letters(db)}
    await town.receive()
    assert ahmad.last.text == "Layar pertama."
    assert await letters(db) == []


async def test_a_handler_that_fails_alone_gets_its_apology_at_once(db: Database) -> None:
    town = Town(db, modules=[shop])
    ahmad = await town.santri()
    inbox_, worker = town.program()
    await inbox_.save([ahmad.incoming(text="/rusak")])
    async with db.write() as session:
        assert await inbox.suspect(session) == 1
    while await worker.step():
        pass
    [letter] = await letters(db)
    assert letter.cause.startswith("RuntimeError at ")


async def test_who_ends_as_it_should_leaves_nothing(db: Database) -> None:
    async with at_work(db):
        assert len(await runs(db)) == 1
    assert await runs(db) == []


async def test_who_fails_leaves_its_row(db: Database) -> None:
    async def fails() -> None:
        raise ValueError

    listener = None if is_sqlite(db) else PgListener(db, lambda _table: None)
    keeping = asyncio.create_task(listener.run()) if listener else None
    with pytest.raises(ExceptionGroup):
        await Recovery(Runtime.create(db), listener).run(fails)
    if keeping:
        keeping.cancel()
    assert len(await runs(db)) == 1


async def test_others_that_are_at_work_are_not_taken_for_dead(postgresql: Database) -> None:
    async with at_work(postgresql):
        await left_behind(postgresql)
        async with at_work(postgresql):
            assert 1 not in {run.id for run in await runs(postgresql)}
            assert len(await runs(postgresql)) == 2


async def test_the_usual_way_counts_nothing(postgresql: Database) -> None:
    town = Town(postgresql, modules=[shop])
    ahmad = await town.santri()
    statements: list[str] = []
    event.listen(
        postgresql.engine.sync_engine, "before_cursor_execute", lambda *said: statements.append(said[2])
    )
    await town.receive(ahmad.incoming(text="/menu"))
    assert ahmad.last.text == "Layar pertama."
    assert statements
    assert not any("attempts=" in said.replace(" ", "") for said in statements if "UPDATE inbox" in said)


async def all_at_work(db: Database, number: int) -> None:
    """Wait until each has started again: a signal before that would end it by itself."""
    async with asyncio.timeout(60):
        while await living(db) != number:  # noqa: ASYNC110 - no event is set
            await asyncio.sleep(0.1)


async def living(db: Database) -> int:
    found = len(await runs(db))
    async with db.read() as session:
        return found if is_sqlite(db) else found - await remove_dead(session)


@asynccontextmanager
async def at_work(db: Database) -> AsyncIterator[None]:
    """A process that handles messages has begun, and ends as it should."""
    begun = asyncio.Event()

    async def work() -> None:
        begun.set()
        await asyncio.Event().wait()

    own = Database(db.url)  # each process has its number
    listener = None if is_sqlite(db) else PgListener(own, lambda _table: None)
    keeping = asyncio.create_task(listener.run()) if listener else None
    working = asyncio.create_task(Recovery(Runtime.create(own), listener).run(work))
    await begun.wait()
    try:
        yield
    finally:
        for task in (working, keeping):
            if task is not None:
                task.cancel()
                await asyncio.wait([task])
        await own.close()


async def left_behind(db: Database) -> None:
    """The row of a process that is no more."""
    async with db.write() as session:
        session.add(Run(id=1, started_at=utcnow()))


async def unfinished(db: Database) -> int:
    """So many messages are being tried at the moment: their attempt is counted, and they wait."""
    return sum(row.attempts == 2 and row.handled_at is None for row in await arrivals(db))


def list_dead(config: Path) -> str:
    """What an operator is shown."""
    program = str(Path(sys.executable).with_name("santribot"))
    words = [program, "dead", "list", "--config", str(config)]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


async def letters(db: Database) -> Sequence[dead_letters.DeadLetter]:
    async with db.read() as session:
        return await dead_letters.listed(session)


async def arrivals(db: Database) -> list[InboxRow]:
    async with db.read() as session:
        return list(await session.scalars(select(InboxRow).order_by(InboxRow.id)))


async def runs(db: Database) -> list[Run]:
    async with db.read() as session:
        return list(await session.scalars(select(Run)))
