"""The pace of one persona on the page: who is quicker waits, and nothing is let go."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from time import monotonic

TEXTS_AT_ONCE, PRESSES_AT_ONCE = 18, 38
"""Acts that are taken at once, a little less than the bot reads of one chat (`[rate_limit]`)."""

SECONDS = 1.0
"""Seconds between acts after that."""


class Pace:
    """Token buckets for the acts of each persona, over all pages that are open: one for presses, one for all else."""

    def __init__(
        self,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._due = defaultdict[tuple[str, bool], float](float)
        """The time at which the next act would be due if all came evenly; of personas alone, who are few."""

    async def wait(self, chat: str, *, press: bool) -> None:
        """Wait until one more act may be taken in this chat."""
        now, slack = self._clock(), SECONDS * (PRESSES_AT_ONCE if press else TEXTS_AT_ONCE)
        due = self._due[chat, press] = max(self._due[chat, press], now) + SECONDS
        if due > now + slack:
            await self._sleep(due - now - slack)
