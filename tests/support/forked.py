"""Programs that begin as copies of a process that has loaded all modules: what a program does at its start takes longer
otherwise than what most tests want from it.

Each is a process of its own, with memory of its own, that can be stopped and killed as any other.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

Main = Callable[..., object]

PRELOADED = ("pytest", "tests.support.preloaded")
"""What the first process loads; the name of the program that runs the tests is loaded by every copy, if it is not."""


class ForkedProcess:
    """A process as `asyncio.subprocess` has them, as far as tests use those."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        self._ended: asyncio.Event | None = None

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """The exit status, or below zero the signal that ended it; None while it runs."""
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        """Raises ProcessLookupError where it has ended."""
        if self.returncode is not None:
            raise ProcessLookupError(f"process {self.pid} has ended")
        os.kill(self.pid, number)

    def kill(self) -> None:
        """Raises ProcessLookupError where it has ended."""
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Wait until it has ended, and return its `returncode`."""
        if self._ended is None:
            self._ended = asyncio.Event()
            asyncio.get_running_loop().add_reader(self._process.sentinel, self._notice_end)
        await self._ended.wait()
        self._process.join()
        assert self.returncode is not None
        return self.returncode

    def _notice_end(self) -> None:
        assert self._ended is not None
        asyncio.get_running_loop().remove_reader(self._process.sentinel)
        self._ended.set()


async def fork(
    main: Main, words: Sequence[str], folder: Path, environ: Mapping[str, str], log: Path
) -> ForkedProcess:
    """Begin `main(*words)` in a process of its own, in `folder`; what it prints on both streams is added to `log`.

    `main` is a function of a module, so that it is found by its name.
    """
    process = _context().Process(target=_run, args=(main, tuple(words), folder, dict(environ), log))
    await asyncio.to_thread(process.start)
    return ForkedProcess(process)


@cache
def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    return context


def _run(main: Main, words: Sequence[str], folder: Path, environ: Mapping[str, str], log: Path) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(written, stream.fileno())
    main(*words)
