"""The bench prints all that it is asked for, and takes no bot's word: a wrong answer or an early end is a failure."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bench import __main__ as program
from bench import dialogue
from bench.contestants import Command
from bench.counts import queries
from bench.crowd import Crowd, Step, WrongAnswer
from bench.environment import install
from bench.metronome import Metronome
from bench.province import settle, talkers
from bot.app import prepare
from models.db.database import Database
from models.drafts import DraftRow
from models.people import Address, Person
from models.products import Product
from tests.channels.telegram.standin import Standin

SMALL = ["--quick", "--databases", "sqlite", "--people", "3", "--seconds", "0.2"]
STEPS = (Step("says", "/produk", "Produk"), Step("taps", "Baru", "Produk"))


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with Standin() as standin:
        yield standin


@pytest.mark.long
def test_all_figures_of_dialogue_memory_and_counts_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    parts = "dialogue,memory,counts"
    assert program.main([*SMALL, "--newcomers", "5", "--province", "300", "--only", parts]) == 0
    printed = capsys.readouterr().out
    for name in (dialogue.OURS, dialogue.PTB, dialogue.AIOGRAM):
        [row] = [line for line in printed.splitlines() if line.startswith(f"{name} ") and " / " not in line]
        assert len(row.removeprefix(name).split()) == 8
    assert f"{dialogue.OURS} / {dialogue.PTB}: steps/s " in printed
    assert "MB after each part of them" in printed
    assert [name for name in queries() if f"\n{name} " not in printed] == []
    assert [printed.count(f": {what}") for what in ("times", "seconds to the first poll", "MB")] == [2, 1, 1]


@pytest.mark.long
def test_the_bots_are_installed_without_what_only_tests_need(tmp_path: Path) -> None:
    office = install(tmp_path / "office", "--no-compile")
    asked = "import sys, bot, telegram; print(bot.__file__, 'cryptography' in sys.modules, __debug__)"
    run = subprocess.run(
        office.command(["python", "-c", asked]),
        cwd=tmp_path,
        env=office.environ,
        capture_output=True,
        text=True,
        check=True,
    )
    where, *rest = run.stdout.split()
    assert Path(where).is_relative_to(tmp_path)
    assert rest == ["False", "False"]


def test_a_bot_that_ends_by_itself_is_a_failure_and_its_last_words_are_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        dialogue, "contestants", lambda template: {"mute": python("raise SystemExit('tired')")}
    )
    assert program.main([*SMALL, "--only", "dialogue"]) == 1
    assert "has ended with 1:\ntired" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--only", "dialog"], ["--databases", "oracle"]])
def test_what_is_not_there_to_be_measured_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        program.main(arguments)


async def test_everybody_goes_through_the_dialogue_once(standin: Standin) -> None:
    async with answering(standin, "Produk"):
        crowd = Crowd(standin, range(1, 8), 3, STEPS)
        seen = await crowd.talk()
    assert (crowd.done, seen.steps) == (7, 14)
    assert [len(standin.person(id=number).messages) for number in range(1, 8)] == [2] * 7


async def test_an_answer_that_does_not_belong_there_ends_the_measuring(standin: Standin) -> None:
    async with answering(standin, "Maaf"):
        with pytest.raises(WrongAnswer, match="'/produk' was answered by 'Maaf'"):
            await Crowd(standin, [1], 1, STEPS).talk()


async def test_silence_ends_the_measuring(standin: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.crowd.PATIENCE", 0.1)
    with pytest.raises(WrongAnswer, match="no answer"):
        await Crowd(standin, [1], 1, STEPS).talk()


async def test_a_step_that_is_due_is_done_and_measured_however_late_the_answers_are(standin: Standin) -> None:
    async with answering(standin, "Produk", after=0.03):
        seen = await Metronome(standin, range(1, 1000), 2, per_second=100, dialogue=STEPS).talk(0.2)
    assert seen.steps == 20
    assert seen.percentile(1) > seen.percentile(0)


async def test_talkers_of_a_province_have_what_the_dialogue_needs(db: Database) -> None:
    await prepare(db)
    await settle(db, 100)
    chats = [str(number) for number in talkers(100, 40)]
    async with db.read() as session:
        theirs = select(func.count(Address.chat.distinct())).join(Person).where(Address.chat.in_(chats))
        listed = select(Product.id).where(Product.owner_id == Person.id, Product.archived_at.is_(None))
        ready = Person.language == "id", Person.registered_at.is_not(None), listed.exists()
        free = ~select(DraftRow.id).where(DraftRow.address_id == Address.id).exists()
        assert await session.scalar(theirs.where(*ready, free)) == 40


def python(code: str) -> Command:
    """A bot that is only this much Python."""

    async def command(standin: Standin, folder: Path) -> list[str]:
        return [sys.executable, "-c", code]

    return command


@asynccontextmanager
async def answering(standin: Standin, text: str, after: float = 0.0) -> AsyncIterator[None]:
    """A bot that says the same to everything, with a button under it."""
    task = asyncio.create_task(_answer(standin, text, after))
    yield
    task.cancel()


async def _answer(standin: Standin, text: str, after: float) -> None:
    world, keys = standin.world, [[{"text": "Baru", "callback_data": "new"}]]
    while True:
        await asyncio.sleep(after)
        while world.updates.waiting:
            update = world.updates.waiting.popleft()
            who = (update.get("message") or update["callback_query"])["from"]["id"]
            world.add(world.chats[who], mine=False, text=text, markup={"inline_keyboard": keys})
