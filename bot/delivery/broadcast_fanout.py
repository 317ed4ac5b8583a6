"""What a broadcast asks of the outbox as a whole, done in slices, between which everybody else gets their turn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncSession

from bot.runtime.db_retry import DatabaseRetry
from models.broadcasts import fanout
from models.db.database import Database, shielded

LOOK_SECONDS = 0.5
"""How often the table is read for broadcasts that began or ended."""

SLICE_SECONDS = 0.1
"""A transaction is to take so long: nobody waits for it much longer than twice that."""

INITIAL, MIN, MAX = 5_000, 100, 100_000
"""How much a slice has."""

Work = Callable[[AsyncSession, int, int, datetime], Awaitable[bool]]


class BroadcastFanout:
    """Takes the recipients of broadcasts that run, and calls off what of others still waits."""

    def __init__(
        self, db: Database, clock: Callable[[], datetime], patience: DatabaseRetry | None = None
    ) -> None:
        self.db, self.clock, self.patience = db, clock, patience or DatabaseRetry()
        self.size = INITIAL

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
        async with self.db.write() as session:
            begin = monotonic()
            await work(session, broadcast_id, self.size, self.clock())
            await session.commit()
            took = monotonic() - begin
        factor = min(2.0, max(0.5, SLICE_SECONDS / max(took, 1e-6)))
        self.size = round(min(MAX, max(MIN, self.size * factor)))
