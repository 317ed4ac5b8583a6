"""`santribot run` as a process of its own, against the stand-in for Telegram.

It begins as a copy of a process that has loaded it; tests/demo and tests/cli start the command itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.cli import app
from tests.channels.telegram.standin import Standin
from tests.support.forked import ForkedProcess, Main, fork

STOP_SECONDS = 30.0
"""A program that hangs would not end in this time either; on a busy machine the others might not in ten seconds."""


class Program:
    """The program that a settings file describes: started, killed, started again.

    Where several share the settings, each has its `role`, a `name` for its log, and a `port` where it serves. `main`
    is another program, which gets `words`.
    """

    def __init__(
        self,
        config: Path,
        role: str = "all",
        name: str = "",
        port: int = 0,
        main: Main | None = None,
        words: Sequence[str] = (),
    ) -> None:
        self.config, self.role, self.port = config, role, port
        self.main = main or santribot
        self.words = words or ("run", "--config", str(config), "--role", role)
        self.process: ForkedProcess | None = None
        self.log = config.with_name(f"{name or config.stem}.log")

    async def start(self) -> None:
        served = {"SANTRIBOT_WEB__PORT": str(self.port)} if self.port else {}
        environ = os.environ | served
        self.process = await fork(self.main, self.words, self.config.parent, environ, self.log)

    async def kill(self) -> None:
        """As a power cut does it."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    def freeze(self) -> None:
        """Nothing of it runs any more, and none of its connections ends."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    async def stop(self) -> int:
        """As an operator does it; the exit status."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), STOP_SECONDS)


NO_RATE_LIMIT = (
    "[rate_limit]",
    "messages_per_minute = 0",
    "stranger_messages_per_minute = 0",
    "presses_per_minute = 0",
)


def santribot(*words: str) -> None:
    """The command with these words after it; it ends the process."""
    app(words, prog_name="santribot")


def configured(
    standin: Standin,
    folder: Path,
    *more: str,
    telegram: Sequence[str] = (),
    database: str = "",
    limited: bool = False,
) -> Path:
    """A settings file for the stand-in, with limits that tests need not wait for, and without hours of rest.

    `more` are further sections, `telegram` further lines of that one. `database` is an URL; without one it is a file in
    the folder. People may talk as fast as a test does, unless they are `limited` as everybody is.
    """
    config, file = folder / "config.toml", f"sqlite+aiosqlite:///{folder / 'santribot.db'}"
    config.write_text(
        "\n".join(
            [
                "[telegram]",
                f'token = "{standin.token}"',
                f'api_url = "{standin.url}"',
                "messages_per_second = 1000",
                "chat_messages_per_second = 100",
                "chat_burst = 20",
                "poll_seconds = 2",
                *telegram,
                "[database]",
                f'url = "{database or file}"',
                "[broadcasts]",
                'quiet_from = "00.00"',
                'quiet_to = "00.00"',
                *([] if limited else NO_RATE_LIMIT),
                *more,
            ]
        )
    )
    config.chmod(0o600)
    return config


@asynccontextmanager
async def started(config: Path) -> AsyncIterator[Program]:
    """The program at work; ended at the end, however the test ends."""
    program = Program(config)
    await program.start()
    try:
        yield program
    finally:
        if program.process and program.process.returncode is None:
            await program.kill()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
