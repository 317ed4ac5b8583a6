"""Waiting for a database that cannot be used just now, in place of giving up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar

from bot.observability import logging
from bot.observability.events import Events
from models.db.database import is_transient, reason

log = logging.get_logger(__name__)

T = TypeVar("T")

FIRST_SECONDS, LONGEST_SECONDS = 0.05, 1.0


class DatabaseRetry:
    """One for all parts of a process: what stops and when it goes on is said once, and not by every part.

    A part that only reads may go on while others cannot write, so it is over when nobody waits any more.
    """

    def __init__(self, watch: Events | None = None) -> None:
        self.watch = watch or Events()
        self.down_since: float | None = None
        """Since when the database cannot be used, by the monotonic clock."""
        self._waiting = 0

    async def run(self, work: Callable[[], Awaitable[T]]) -> T:
        """The result of `work`, which is done again until the database is there. Other failures are raised.

        That it is away is said where it fails a second time: a connection may have died while nobody used it.
        """
        try:
            result = await work()
        except Exception as error:
            if not is_transient(error):
                raise
            result = await self._again(work)
        self._back()
        return result

    async def _again(self, work: Callable[[], Awaitable[T]]) -> T:
        pause = FIRST_SECONDS
        self._waiting += 1
        try:
            while True:
                await asyncio.sleep(pause)
                pause = min(LONGEST_SECONDS, 2 * pause)
                try:
                    return await work()
                except Exception as error:
                    if not is_transient(error):
                        raise
                    self._away(error)
        finally:
            self._waiting -= 1

    def _away(self, error: Exception) -> None:
        self.watch.database_failed()
        if self.down_since is None:
            self.down_since = monotonic()
            log.error("the database cannot be used, waiting for it", why=reason(error))

    def _back(self) -> None:
        if self.down_since is not None and not self._waiting:
            away = round(monotonic() - self.down_since, 1)
            log.warning("the database can be used again", seconds=away)
            self.down_since = None
