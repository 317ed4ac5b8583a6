"""Work in the database, done a slice at a time, so that everybody else gets their turn in between."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncSession

from models.db.database import Database

SLICE_SECONDS = 0.1
"""A transaction is to take so long: nobody waits for it much longer than twice that."""

MIN_SLICE, MAX_SLICE = 100, 100_000
"""Rows of a slice."""

SliceWork = Callable[[AsyncSession, int], Awaitable[bool]]
"""Does at most so much of some work; whether there may be more of it."""


class AdaptiveSlice:
    """`size` is how many rows the next slice has: more if the last one was quick, fewer if it was slow."""

    def __init__(self, size: int) -> None:
        self.size = size

    async def run(self, db: Database, work: SliceWork) -> bool:
        """Do a slice in a transaction of its own; whether there may be more."""
        async with db.write() as session:
            begin = monotonic()
            more = await work(session, self.size)
            await session.commit()
            took = monotonic() - begin
        factor = min(2.0, max(0.5, SLICE_SECONDS / max(took, 1e-6)))
        self.size = round(min(MAX_SLICE, max(MIN_SLICE, self.size * factor)))
        return more
