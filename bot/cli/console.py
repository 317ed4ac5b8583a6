"""What all commands share: where the settings are, how an error looks, and how a command ends."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

T = TypeVar("T")

USAGE = 2
"""The exit code for a wrong command line or wrong settings; 1 is for what went wrong later."""

ConfigPath = Annotated[Path, typer.Option("--config", metavar="PATH", help="The file with the settings.")]
CONFIG = Path("config.toml")


def fail(message: str, code: int = 1) -> NoReturn:
    """End with one line on stderr."""
    typer.echo(f"santribot: {message}", err=True)
    raise typer.Exit(code)


def settings_from(config: Path) -> Settings:
    """The settings of this run; wrong ones end the program, a file that others can read is warned of."""
    from bot.settings import load, readable_by_others
    from bot.settings_errors import SettingsError

    try:
        settings = load(config, os.environ)
    except SettingsError as error:
        more = len(error.problems) - 1
        fail(f"{error}{f' ({more} more: see `santribot check`)' if more else ''}", USAGE)
    if readable_by_others(config):
        typer.echo(f"santribot: warning: {open_file(config)}", err=True)
    return settings


def open_file(config: Path) -> str:
    return f"others on this machine can read {config}, and the token in it: chmod 600 {config}"


def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run until it ends, or until Ctrl-C or SIGTERM, which cancel it and are no failure."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner, suppress(asyncio.CancelledError):
        runner.run(_cancelled_by_signals(work))


def to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """What `work` returns. Ctrl-C and SIGTERM cancel it, so that it tidies up, and are a failure."""
    try:
        with asyncio.Runner() as runner:
            return runner.run(_cancelled_by_signals(work))
    except asyncio.CancelledError:
        fail("stopped before the end")


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop, where the system has it: a tenth less processor time for each message."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _cancelled_by_signals(work: Coroutine[Any, Any, T]) -> T:
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    return await task
