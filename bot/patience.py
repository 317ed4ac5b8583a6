"""Waiting for a database that is out of reach, in place of giving up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar

from bot import logs
from bot.watch import Watch
from models.database import out_of_reach

log = logs.logger(__name__)

T = TypeVar("T")

FIRST_SECONDS, LONGEST_SECONDS = 0.05, 1.0


class Patience:
    """One for all parts of a process: what stops and when it goes on is said once, and not by every part."""

    def __init__(self, watch: Watch | None = None) -> None:
        self.watch = watch or Watch()
        self.away_since: float | None = None
        """Since when the database has been out of reach, by the monotonic clock."""

    async def with_database(self, work: Callable[[], Awaitable[T]]) -> T:
        """The result of `work`, which is done again until the database is there. Other failures are raised."""
        pause = FIRST_SECONDS
        while True:
            try:
                result = await work()
            except Exception as error:
                if not out_of_reach(error):
                    raise
                self._away(error)
            else:
                self._back()
                return result
            await asyncio.sleep(pause)
            pause = min(LONGEST_SECONDS, 2 * pause)

    def _away(self, error: Exception) -> None:
        self.watch.database_failed()
        if self.away_since is None:
            self.away_since = monotonic()
            log.error("the database is out of reach, waiting for it", exc_info=error)

    def _back(self) -> None:
        if self.away_since is not None:
            log.warning("the database is there again", seconds=round(monotonic() - self.away_since, 1))
            self.away_since = None
