"""The pace of one persona on the page: who is quicker waits, and nothing is let go."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from time import monotonic

from bot.runtime.token_bucket import TokenBucket

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
        self._texts = defaultdict[str, TokenBucket](lambda: TokenBucket(1 / SECONDS, TEXTS_AT_ONCE))
        self._presses = defaultdict[str, TokenBucket](lambda: TokenBucket(1 / SECONDS, PRESSES_AT_ONCE))
        """Buckets by chat; there are as many as personas."""

    async def wait(self, chat: str, *, press: bool) -> None:
        """Wait until one more act may be taken in this chat."""
        limit, now = (self._presses if press else self._texts)[chat], self._clock()
        seconds = limit.wait(now)
        limit.spend(now)
        if seconds:
            await self._sleep(seconds)
