"""The bots that are measured, each as a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.environment import HERE, ROOT, Environment
from tests.channels.telegram.standin import Standin

START_SECONDS = 30.0
STOP_SECONDS = 10.0
LOOK_SECONDS = 0.005
LAST_WORDS = 2000

Command = Callable[[Standin, Path], Awaitable[list[str]]]
"""The command that runs a bot against a stand-in, its data in a folder."""


class BotFailed(Exception):
    """The bot ended by itself, or never asked for updates."""


@dataclass
class Running:
    """A bot at work."""

    process: psutil.Process
    folder: Path
    """Where its data are."""
    start_up: float
    """Seconds from the start of the process to its first poll."""

    def memory(self) -> float:
        """Resident, in MB."""
        return float(self.process.memory_info().rss) / 1e6

    def processor_seconds(self) -> float:
        times = self.process.cpu_times()
        return float(times.user + times.system)


@asynccontextmanager
async def running(
    command: Command, standin: Standin, environment: Environment = HERE
) -> AsyncIterator[Running]:
    """The bot from its first poll on; it is stopped at the end. Raises `BotFailed`."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        program = environment.command(await command(standin, folder))
        log, polls = folder / "log", standin.world.updates.polls
        with log.open("wb") as out:
            begin = time.perf_counter()
            process = await asyncio.create_subprocess_exec(
                *program, cwd=folder, env=environment.environ, stdout=out, stderr=out
            )
        try:
            await _first_poll(process, standin, polls, log)
            yield Running(psutil.Process(process.pid), folder, time.perf_counter() - begin)
            if process.returncode is not None:
                raise BotFailed(_last_words(process, log))
        finally:
            await _stop(process)


async def _first_poll(process: asyncio.subprocess.Process, standin: Standin, polls: int, log: Path) -> None:
    deadline = time.perf_counter() + START_SECONDS
    while standin.world.updates.polls == polls:
        await asyncio.sleep(LOOK_SECONDS)
        if process.returncode is not None or time.perf_counter() > deadline:
            raise BotFailed(_last_words(process, log))


def _last_words(process: asyncio.subprocess.Process, log: Path) -> str:
    fate = "asks for no updates" if process.returncode is None else f"has ended with {process.returncode}"
    return f"the bot {fate}:\n{log.read_text(errors='replace')[-LAST_WORDS:]}"


async def _stop(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()


NO_RATE_LIMIT = (
    "[rate_limit]\nmessages_per_minute = 0\nstranger_messages_per_minute = 0\npresses_per_minute = 0\n"
)
"""Each of a crowd talks faster than anybody can."""


def santribot(url: str, *, limited: bool = False) -> Command:
    """`santribot run` on a database that is there, as an office runs it but for the limits that Telegram sets, and
    unless it is `limited`, for its own of what a chat may bring.
    """

    async def command(standin: Standin, folder: Path) -> list[str]:
        config = folder / "config.toml"
        config.write_text(
            f'[telegram]\ntoken = "{standin.token}"\napi_url = "{standin.url}"\n'
            "messages_per_second = 10000\nchat_messages_per_second = 1000\nchat_burst = 100\n"
            f"{'' if limited else NO_RATE_LIMIT}"
            f'[database]\nurl = "{url}"\n'
        )
        config.chmod(0o600)
        return ["santribot", "run", "--config", str(config)]

    return command


def another(module: str) -> Command:
    """One of `bench.bots`, on a SQLite file of its own."""

    script = f"import runpy, sys; sys.path.append({str(ROOT)!r}); runpy.run_module({module!r}, run_name='__main__')"

    async def command(standin: Standin, folder: Path) -> list[str]:
        return ["python", "-c", script, standin.url, standin.token, str(folder / "shop.db")]

    return command
