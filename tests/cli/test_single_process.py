"""A SQLite file is for one process of the bot. A second one is refused in one line; commands may be used meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

import bot.app
from bot.settings.loader import Settings
from bot.settings.process_role import ProcessRole
from models.db.file_lock import LockedError, file_lock, is_locked
from models.db.single_process import DatabaseInUseError, single_process
from tests.cli.terminal import configure, santribot
from tests.support.fakes import until
from tests.support.programs import Program, free_port

URL = "sqlite+aiosqlite:///santribot.db"
HOLD = """
import sys, time
from models.db.single_process import single_process
with single_process(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextlib.contextmanager
def another(url: str = URL) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has the database to itself."""
    words = [sys.executable, "-c", HOLD, url]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each run of the bot."""
    found: list[str] = []

    async def run(_settings: Settings, _role: ProcessRole) -> None:
        found.append("ran")

    monkeypatch.setattr(bot.app, "run", run)
    return found


def test_a_second_bot_on_the_file_is_refused_in_one_line(runs: list[str]) -> None:
    configure()
    with another() as process:
        result = santribot("run")
    assert result.exit_code == 1
    line = f"database.url: process {process.pid} runs the bot on santribot.db already; stop it first"
    assert (result.stderr, runs) == (f"santribot: {line}\n", [])


def test_by_whatever_name_it_is_called(runs: list[str], folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "link.db").symlink_to(folder / "santribot.db")
    configure('[page]\nenabled = true\n[database]\nurl = "sqlite+aiosqlite:///elsewhere/link.db"\n')
    with another(f"sqlite+aiosqlite:///{folder}/santribot.db"):
        assert santribot("run").exit_code == 1
    assert runs == []


def test_after_a_kill_the_next_one_runs(runs: list[str]) -> None:
    configure()
    with another() as process:
        process.kill()
    assert Path("santribot.db.lock").exists()
    assert santribot("run").exit_code == 0
    assert runs == ["ran"]


def test_commands_may_be_used_beside_the_bot() -> None:
    configure()
    santribot("db upgrade")
    with another():
        for command in ("db state", "db upgrade", "db fingerprint", "dead list", "backup ."):
            assert santribot(command).exit_code == 0, command


@pytest.mark.parametrize("command", ["db copy --to sqlite+aiosqlite:///copy.db", "restore santribot.tar"])
def test_what_needs_the_bot_to_be_stopped_says_so(command: str) -> None:
    configure()
    santribot("db upgrade")
    santribot("backup santribot.tar")
    if command.startswith("restore"):
        Path("santribot.db").unlink()
    with another():
        result = santribot(command)
    assert result.exit_code == 1
    assert "runs the bot on santribot.db already; stop it first" in result.stderr


def test_on_postgresql_many_may_run() -> None:
    url = "postgresql+asyncpg://somewhere/database"
    with single_process(url), single_process(url):
        pass


def test_a_program_that_it_started_does_not_keep_the_lock() -> None:
    """As the process that decodes photos, where the bot is killed."""
    child = 'import subprocess; subprocess.Popen([sys.executable, "-c", "input()"], close_fds=False)'
    script = HOLD.replace("    print", f"    {child}\n    print")
    with subprocess.Popen(
        [sys.executable, "-c", script, URL], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        first.kill()
        first.wait()
        with single_process(URL):
            pass


def test_nobody_else_can_read_the_lock(folder: Path) -> None:
    with single_process(URL), pytest.raises(DatabaseInUseError), single_process(URL):
        pass
    assert Path("santribot.db.lock").stat().st_mode & 0o777 == 0o600


def test_a_lock_that_says_nothing_locks_too(folder: Path) -> None:
    with file_lock(folder / "a.lock"):
        os.truncate(folder / "a.lock", 0)
        with pytest.raises(LockedError) as refused, file_lock(folder / "a.lock"):
            pass
    assert refused.value.pid is None


async def test_two_real_programs(folder: Path) -> None:
    """One runs on, the other ends at once; when the first was killed, the other may."""
    config = configure("[page]\nenabled = true\nport = 0\n")
    config.write_text(f"[page]\nenabled = true\nport = {free_port()}\n")
    lock = folder / "santribot.db.lock"
    async with _running(Program(folder / "config.toml", name="first")) as first:
        await until(lambda: is_locked(lock))
        second = Program(folder / "config.toml", name="second")
        await second.start()
        assert second.process is not None
        assert await asyncio.wait_for(second.process.wait(), 60) == 1
        [line] = second.log.read_text().splitlines()
        assert "runs the bot on santribot.db already" in line
        await first.kill()
        async with _running(second):
            await until(lambda: is_locked(lock))


@contextlib.asynccontextmanager
async def _running(program: Program) -> AsyncIterator[Program]:
    await program.start()
    try:
        async with asyncio.timeout(60):
            yield program
    finally:
        if program.process and program.process.returncode is None:
            await program.kill()
