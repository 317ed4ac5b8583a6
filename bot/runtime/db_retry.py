"""Waits for a database that cannot be used just now, in place of giving up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar

from bot.observability.events import Events
from bot.observability.logging import get_logger
from models.db.database import is_contention, is_transient, reason

log = get_logger(__name__)

T = TypeVar("T")

INITIAL_SECONDS, MAX_SECONDS = 0.05, 1.0
"""Seconds of the first pause between two tries, and of the longest; each is twice as long as the one before."""


class DatabaseRetry:
    """Repeats work until the database is there. One serves all parts of a process, so that the log has it once.

    A part that only reads may go on while others cannot write, so it is over when nobody waits any more.
    """

    def __init__(self, events: Events) -> None:
        self._events = events
        self.down_since: float | None = None
        """Since when the database cannot be used, by the monotonic clock; None while it can."""
        self._waiting = 0

    async def run(self, work: Callable[[], Awaitable[T]]) -> T:
        """Return the result of `work`, which is done again until the database is there. Other failures are raised.

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
        pause = INITIAL_SECONDS
        self._waiting += 1
        try:
            while True:
                await asyncio.sleep(pause)
                pause = min(MAX_SECONDS, 2 * pause)
                try:
                    return await work()
                except Exception as error:
                    if not is_transient(error):
                        raise
                    self._away(error)
        finally:
            self._waiting -= 1

    def _away(self, error: Exception) -> None:
        if is_contention(error):  # the database is there, and others can use it
            log.warning("waiting for a row that somebody else keeps locked", why=reason(error))
            return
        self._events.database_failed()
        if self.down_since is None:
            self.down_since = monotonic()
            log.error("the database cannot be used, waiting for it", why=reason(error))

    def _back(self) -> None:
        if self.down_since is not None and not self._waiting:
            away = round(monotonic() - self.down_since, 1)
            log.warning("the database can be used again", seconds=away)
            self.down_since = None
