"""Taking over from processes that stand still.

A process that is stopped (SIGSTOP, a machine that sleeps or is gone) keeps its connections to PostgreSQL, and with them
its leases, and the chats and rows of its open transactions. Each process sees everybody's heartbeats with its own.
Whoever finds that one stands still ends that one's connections: its transactions are undone, and others go on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial

from bot.observability.logging import get_logger
from bot.queue import inbox
from bot.runtime.runtime import Runtime
from models.db.database import shielded
from models.queue import runs

log = get_logger(__name__)

MAX_STILL = 3
"""A heartbeat that is the same at so many looks after another stands still. They are counted, not timed: while nobody
reaches the database, nobody's heart can beat. With `BEAT_SECONDS` between two, it is at least six seconds and at most
some eight, and more than `VALID_SECONDS`."""


class Fencing:
    """Finds processes that stand still, and ends what they hold. Every process on PostgreSQL has one."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime, self._db = runtime, runtime.db
        self._seen: dict[int, tuple[int, int]] = {}
        """The processes, each with its last count, and at how many looks it has been the same since."""
        self._found = asyncio.Event()

    def look(self, counts: Mapping[int, int]) -> None:
        """Take note of everybody's heartbeats."""
        before, self._seen = self._seen, {}
        for number, beats in counts.items():
            last, still = before.get(number, (beats, -1))
            self._seen[number] = beats, still + 1 if beats == last else 0
        if self.still():
            self._found.set()

    def still(self) -> dict[int, int]:
        """Return the processes that stand still, with their counts."""
        return {number: beats for number, (beats, still) in self._seen.items() if still >= MAX_STILL}

    async def run(self) -> None:
        """Run until cancelled."""
        while True:
            await self._found.wait()
            self._found.clear()
            for number, beats in self.still().items():
                await self._runtime.db_retry.run(partial(self._take_over_shielded, number, beats))

    async def _take_over_shielded(self, number: int, beats: int) -> None:
        await shielded(self.take_over(number, beats))

    async def take_over(self, number: int, beats: int) -> None:
        """End the connections of a process that still stands at so many `beats`. What it was handling may be why it
        does, and is handled with care.
        """
        async with self._db.write() as session:
            dead = await runs.fence(session, number, beats)
            suspects = await inbox.suspect(session) if dead is not None and dead.worker else 0
        if dead is not None:
            log.warning("a process stood still or is gone, others take over its work", suspects=suspects)
