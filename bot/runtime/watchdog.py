"""A watchdog: it ends a process whose event loop stands still, so that whoever looks after the process starts it again.

A loop that stands still cannot end itself, nor can another thread of Python where one holds the interpreter, as a
regular expression does. The timer of `faulthandler` is a thread of the system's: it writes where each thread is to
stderr, files and lines and functions and nothing that people wrote, and ends the process with exit code 1.
"""

from __future__ import annotations

import asyncio
import faulthandler
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

BLOCKED_SECONDS = 30.0
"""A loop that has not come round for so long will not."""

STDERR = 2
"""Number of the file, since `sys.stderr` may be something else."""

ROUNDS = 6
"""The timer is set anew so often in that time."""


@asynccontextmanager
async def guarded(seconds: float = BLOCKED_SECONDS) -> AsyncIterator[None]:
    """Inside, a loop that stands still for so long ends the process."""
    rounds = asyncio.create_task(_keep_away(seconds))
    try:
        yield
    finally:
        rounds.cancel()
        faulthandler.cancel_dump_traceback_later()


async def _keep_away(seconds: float) -> None:
    while True:
        faulthandler.dump_traceback_later(seconds, exit=True, file=STDERR)
        await asyncio.sleep(seconds / ROUNDS)
