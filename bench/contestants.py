"""The bots that are measured, each as a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.crowd import FIRST_ID, wait_for_poll
from models.database import Database, utcnow
from models.people import Address, Person
from tests.telegram.standin import Standin

START_SECONDS = 30.0
STOP_SECONDS = 10.0

Command = Callable[[Standin, Path, int], Awaitable[list[str]]]
"""The program that runs a bot against a stand-in, its data in a folder; for a crowd of so many people."""


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
async def running(command: Command, standin: Standin, size: int) -> AsyncIterator[Running]:
    """The bot from its first poll on; it is stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        program = await command(standin, Path(folder), size)
        begin = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            *program, cwd=folder, env=os.environ | {"PYTHONPATH": os.getcwd()}
        )
        try:
            await _first_poll(process, standin)
            yield Running(psutil.Process(process.pid), Path(folder), time.perf_counter() - begin)
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                await asyncio.wait_for(process.wait(), STOP_SECONDS)
            except TimeoutError:
                process.kill()
                await process.wait()


async def _first_poll(process: asyncio.subprocess.Process, standin: Standin) -> None:
    """Raises `RuntimeError` where the bot ends before."""
    polled, ended = (
        asyncio.create_task(wait_for_poll(standin, START_SECONDS)),
        asyncio.create_task(process.wait()),
    )
    await asyncio.wait([polled, ended], return_when=asyncio.FIRST_COMPLETED)
    ended.cancel()
    if not polled.done():
        polled.cancel()
        raise RuntimeError(f"the bot has ended with status {process.returncode}")
    await polled


async def santribot(standin: Standin, folder: Path, size: int) -> list[str]:
    """`santribot run` as an office runs it, but for the limits that Telegram sets."""
    from bot.app import prepare

    config = folder / "config.toml"
    config.write_text(
        f'[telegram]\ntoken = "{standin.token}"\napi_url = "{standin.url}"\n'
        "messages_per_second = 10000\nchat_messages_per_second = 1000\nchat_burst = 100\n"
        f'[database]\nurl = "sqlite+aiosqlite:///{folder / "santribot.db"}"\n'
    )
    config.chmod(0o600)
    db = Database(f"sqlite+aiosqlite:///{folder / 'santribot.db'}")
    await prepare(db)
    await _register(db, size)
    await db.close()
    return [str(Path(sys.executable).with_name("santribot")), "run", "--config", str(config)]


async def _register(db: Database, size: int) -> None:
    """The crowd has been through the first minute, and everybody has one product."""
    from models import products
    from models.products import Category

    async with db.write() as session:
        for number in range(size):
            now = utcnow()
            person = Person(name=f"Santri {number}", belonging="santri", created_at=now, registered_at=now)
            session.add(person)
            await session.flush()
            session.add(Address(person_id=person.id, channel="telegram", chat=str(FIRST_ID + number)))
            await products.register(
                session,
                owner=person,
                now=now,
                name="Sambal Bawang",
                category=Category.MAKANAN,
                price=20_000,
                unit="botol",
                flagship=True,
                permits=[],
                photos=[],
            )


async def conversation_handler(standin: Standin, folder: Path, size: int) -> list[str]:
    """python-telegram-bot's own way, which saves only at the end."""
    return [
        sys.executable,
        "-m",
        "bench.bots.conversation",
        standin.url,
        standin.token,
        str(folder / "shop.db"),
    ]
