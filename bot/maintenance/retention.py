"""Deletes what nobody needs any more, once an hour, in slices between which everybody else gets their turn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncSession

from bot.observability.logging import get_logger
from bot.runtime.batch_size import BatchSize
from bot.runtime.runtime import Runtime
from bot.settings.schema import Retention
from models import media_references, retention
from models.db.database import shielded

log = get_logger(__name__)

INTERVAL_SECONDS = 3600.0

INITIAL_ROWS = 1_000
"""Rows of the first slice; later ones have as many as are done in a tenth of a second."""

UNREFERENCED = timedelta(days=1)
"""Age from which photos and files go to which nothing refers; younger ones may be in a message that is handled now."""

Slice = Callable[[AsyncSession, int], Awaitable[bool]]
"""A deletion of at most so many rows; whether there may be more of them."""

Job = Callable[[datetime], Awaitable[object]]
"""A deletion; its argument is the time of day."""


class RetentionJobs:
    """Keeps the tables as the settings say, and does `more` jobs, which slice their work themselves. Several processes
    may have one.
    """

    def __init__(self, runtime: Runtime, keep: Retention, more: Sequence[Job] = ()) -> None:
        self._runtime, self._db, self.keep = runtime, runtime.db, keep
        self.jobs = (
            self.forget_messages,
            self.drop_files,
            self.drop_unreferenced_media,
            self.end_reports,
            self.remove_traces,
            *more,
        )

    async def run(self) -> None:
        """Run until cancelled."""
        while True:
            for job in self.jobs:
                await self._runtime.db_retry.run(partial(job, self._runtime.clock()))
            await asyncio.sleep(INTERVAL_SECONDS)

    async def forget_messages(self, now: datetime) -> None:
        """Delete the ids of messages that were handled long ago."""
        before = now - timedelta(days=self.keep.handled_days)
        async with self._db.read() as session:
            last = await retention.last_handled(session, before)
        if last:
            await self._in_slices(lambda session, size: retention.forget_handled(session, before, last, size))

    async def drop_files(self, now: datetime) -> None:
        """Delete what was made only to be sent once."""
        await self._in_slices(lambda session, size: retention.drop_expired(session, now, size))

    async def drop_unreferenced_media(self, now: datetime) -> None:
        """Delete photos and files of more than a day ago to which nothing refers, as those taken out of a form."""
        before, last = now - UNREFERENCED, 0
        while ids := await self._unreferenced(last, before):
            last = ids[-1]
            await shielded(self._drop(ids, before))
            await asyncio.sleep(0)

    async def _unreferenced(self, after: int, before: datetime) -> Sequence[int]:
        async with self._db.read() as session:
            return await media_references.find_unreferenced(session, after, before, INITIAL_ROWS)

    async def _drop(self, ids: Sequence[int], before: datetime) -> None:
        async with self._db.write() as session:
            if await retention.alone(session):
                await media_references.drop_unreferenced(session, ids, before)

    async def end_reports(self, now: datetime) -> None:
        """Delete how it went for each recipient of an old broadcast; how many they were stays known."""
        if not self.keep.report_days:
            return
        before = now - timedelta(days=self.keep.report_days)
        async with self._db.read() as session:
            old = await retention.reports_to_end(session, before)
        for broadcast_id in old:
            await self._in_slices(partial(_end_report, broadcast_id=broadcast_id, before=before))

    async def remove_traces(self, now: datetime) -> None:
        """Remove what may be left of erased people in the file of a SQLite database."""
        if await shielded(self._db.rewrite(now)):
            log.info("the database was written anew, since something had been erased")

    async def _in_slices(self, work: Slice) -> None:
        size = BatchSize(INITIAL_ROWS)
        more = True
        while more:
            more = await shielded(self._slice(work, size))
            await asyncio.sleep(0)

    async def _slice(self, work: Slice, size: BatchSize) -> bool:
        """Do one slice; False where there is no more, or another process is at it."""
        async with self._db.write() as session:
            if not await retention.alone(session):
                return False
            begin = monotonic()
            more = await work(session, size.rows)
            await session.commit()
            took = monotonic() - begin
        size.adjust(took)
        return more


async def _end_report(session: AsyncSession, size: int, *, broadcast_id: int, before: datetime) -> bool:
    if not await retention.keep_totals(session, broadcast_id, before):
        return False
    return await retention.drop_recipients(session, broadcast_id, size)
