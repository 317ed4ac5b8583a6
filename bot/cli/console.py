"""Parts that all commands share: reading the settings, showing an error, and ending."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from bot.settings.loader import Settings

T = TypeVar("T")

USAGE = 2
"""The exit code for a wrong command line or wrong settings; 1 is for what went wrong later."""

STOP_SECONDS = 8.0
"""Seconds in which what is under way has to end after a signal."""

ConfigPath = Annotated[Path, typer.Option("--config", metavar="PATH", help="The file with the settings.")]
CONFIG = Path("config.toml")


def fail(message: str, code: int = 1) -> NoReturn:
    """End with one line on stderr."""
    typer.echo(f"santribot: {message}", err=True)
    raise typer.Exit(code)


def settings_from(config: Path) -> Settings:
    """The settings of this run; wrong ones end the program, a file that others can read is warned of."""
    from bot.channels.registry import load_settings
    from bot.settings.errors import SettingsError
    from bot.settings.loader import readable_by_others

    try:
        settings = load_settings(config, os.environ)
    except SettingsError as error:
        more = len(error.problems) - 1
        fail(f"{error}{f' ({more} more: see `santribot check`)' if more else ''}", USAGE)
    if readable_by_others(config):
        typer.echo(f"santribot: warning: {open_file(config)}", err=True)
    return settings


def open_file(config: Path) -> str:
    return f"others on this machine can read {config}, and the token in it: chmod 600 {config}"


def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run until it ends, or until Ctrl-C or SIGTERM, which cancel it and are no failure.

    What hangs then for `STOP_SECONDS` is left as a power cut leaves it, which loses nothing: whoever stopped the
    program does not wait.
    """
    limit = threading.Timer(STOP_SECONDS, _leave)
    limit.daemon = True
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner, suppress(asyncio.CancelledError):
            runner.run(_cancelled_by_signals(work, limit))
    finally:
        limit.cancel()


def _leave() -> NoReturn:
    from bot.observability.logging import get_logger

    get_logger(__name__).warning(
        "not all has ended in time: what is left of it is done after the next start", seconds=STOP_SECONDS
    )
    os._exit(0)


def run_to_end(work: Coroutine[Any, Any, T]) -> T:
    """Do the work, and return its result. Ctrl-C and SIGTERM cancel it, so that it tidies up, and are a failure."""
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


async def _cancelled_by_signals(work: Coroutine[Any, Any, T], limit: threading.Timer | None = None) -> T:
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if limit is not None and limit.ident is None:
            limit.start()
        task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    return await task
