"""The fan-out of broadcasts into the outbox, in slices, between which everybody else gets their turn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncSession

from bot.runtime.batch_size import BatchSize
from bot.runtime.runtime import Runtime
from models.broadcasts import fanout
from models.db.database import shielded

POLL_SECONDS = 0.5
"""Seconds between two readings of the table for broadcasts that began or ended."""

INITIAL_ROWS = 5_000
"""Rows of the first slice."""

Work = Callable[[AsyncSession, int, int, datetime], Awaitable[bool]]


class BroadcastFanout:
    """Takes the recipients of broadcasts that run, and calls off what of others still waits."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime, self._db = runtime, runtime.db
        self._size = BatchSize(INITIAL_ROWS)

    async def run(self, on_step: Callable[[], None]) -> None:
        """Run until cancelled; `on_step` is called after every step that found something to do."""
        while True:
            while await self._runtime.db_retry.run(lambda: shielded(self.step())):
                on_step()
                await asyncio.sleep(0)
            on_step()
            await asyncio.sleep(POLL_SECONDS)

    async def step(self) -> bool:
        """Do a slice of every broadcast that needs one; False where none needs another one at once."""
        async with self._db.read() as session:
            growing = await fanout.unfinished(session)
            ending = await fanout.to_cancel(session)
        more = False
        for broadcast_id in ending:
            more |= await self._slice(fanout.cancel_slice, broadcast_id)
        for broadcast_id in growing:
            more |= await self._slice(fanout.take_slice, broadcast_id)
        return more

    async def _slice(self, work: Work, broadcast_id: int) -> bool:
        async with self._db.write() as session:
            begin = monotonic()
            more = await work(session, broadcast_id, self._size.rows, self._runtime.clock())
            await session.commit()
            took = monotonic() - begin
        self._size.adjust(took)
        return more
