"""Letting go of what nobody needs any more, once an hour, in slices between which everybody else gets their turn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.runtime.adaptive_slice import AdaptiveSlice, SliceWork
from bot.runtime.db_retry import DatabaseRetry
from bot.settings.schema import Retention
from models import retention
from models.db.database import Database, shielded

EVERY_SECONDS = 3600.0

INITIAL = 1_000
"""Rows of the first slice of each job."""

Job = Callable[[datetime], Awaitable[object]]
"""Is told what time it is."""


class RetentionJobs:
    """Looks after the tables as the settings say, and does `chores`, which look after themselves. Several may run."""

    def __init__(
        self,
        db: Database,
        keep: Retention,
        clock: Callable[[], datetime],
        patience: DatabaseRetry,
        chores: Sequence[Job] = (),
    ) -> None:
        self.db, self.keep, self.clock, self.patience = db, keep, clock, patience
        self.chores = (self.forget_messages, self.drop_files, self.end_reports, *chores)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            for chore in self.chores:
                await self.patience.run(partial(chore, self.clock()))
            await asyncio.sleep(EVERY_SECONDS)

    async def forget_messages(self, now: datetime) -> None:
        """The ids of messages that were handled long ago."""
        before = now - timedelta(days=self.keep.handled_days)
        async with self.db.read() as session:
            last = await retention.last_handled(session, before)
        if last:
            await self._in_slices(lambda session, size: retention.forget_handled(session, before, last, size))

    async def drop_files(self, now: datetime) -> None:
        """What was made only to be sent once."""
        await self._in_slices(lambda session, size: retention.drop_expired(session, now, size))

    async def end_reports(self, now: datetime) -> None:
        """How it went for each recipient of an old broadcast; how many they were stays known."""
        if not self.keep.report_days:
            return
        before = now - timedelta(days=self.keep.report_days)
        async with self.db.read() as session:
            old = await retention.reports_to_end(session, before)
        for broadcast_id in old:
            await self._in_slices(partial(_end_report, broadcast_id=broadcast_id, before=before))

    async def _in_slices(self, work: SliceWork) -> None:
        """Until there is no more, or another process is at it."""
        slices = AdaptiveSlice(INITIAL)
        more = True
        while more:
            more = await shielded(slices.run(self.db, partial(_alone, work)))
            await asyncio.sleep(0)


async def _alone(work: SliceWork, session: AsyncSession, size: int) -> bool:
    """A slice of `work`, unless another process is at it."""
    return await retention.alone(session) and await work(session, size)


async def _end_report(session: AsyncSession, size: int, *, broadcast_id: int, before: datetime) -> bool:
    if not await retention.keep_totals(session, broadcast_id, before):
        return False
    return await retention.drop_recipients(session, broadcast_id, size)
