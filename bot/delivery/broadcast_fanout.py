"""What a broadcast asks of the outbox as a whole, done in slices, between which everybody else gets their turn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.runtime.adaptive_slice import AdaptiveSlice
from bot.runtime.db_retry import DatabaseRetry
from models.broadcasts import fanout
from models.db.database import Database, shielded

LOOK_SECONDS = 0.5
"""How often the table is read for broadcasts that began or ended."""

INITIAL = 5_000
"""People or messages of the first slice."""

Work = Callable[[AsyncSession, int, int, datetime], Awaitable[bool]]


class BroadcastFanout:
    """Takes the recipients of broadcasts that run, and calls off what of others still waits."""

    def __init__(
        self, db: Database, clock: Callable[[], datetime], patience: DatabaseRetry | None = None
    ) -> None:
        self.db, self.clock, self.patience = db, clock, patience or DatabaseRetry()
        self.slice = AdaptiveSlice(INITIAL)

    async def run(self, taken: Callable[[], None]) -> None:
        """Until cancelled; `taken` is told of every round."""
        while True:
            while await self.patience.run(lambda: shielded(self.step())):
                taken()
                await asyncio.sleep(0)
            await asyncio.sleep(LOOK_SECONDS)

    async def step(self) -> bool:
        """A slice of every broadcast that needs one; False where none does."""
        async with self.db.read() as session:
            growing = await fanout.unfinished(session)
            ending = await fanout.to_cancel(session)
        for broadcast_id in ending:
            await self._slice(fanout.cancel_slice, broadcast_id)
        for broadcast_id in growing:
            await self._slice(fanout.take_slice, broadcast_id)
        return bool(growing or ending)

    async def _slice(self, work: Work, broadcast_id: int) -> None:
        await self.slice.run(self.db, lambda session, size: work(session, broadcast_id, size, self.clock()))
