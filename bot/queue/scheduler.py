"""The scheduler: finds rows that are due and runs the handlers' functions for them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.dialog.base_context import Context
from bot.dialog.router import Router
from bot.dialog.scheduled import ScheduledJob
from bot.observability.logging import get_logger
from bot.queue import outbox
from bot.queue.worker import DeliverySink
from bot.runtime.runtime import Runtime
from bot.settings.loader import Settings
from models.db.database import is_contention, is_transient, reason, shielded

log = get_logger(__name__)

POLL_SECONDS = 1.0
"""Time between two looks at the tables."""

RETRY_SECONDS, LOCKED_SECONDS = 60.0, 5.0
"""Pauses of a row whose function failed, and of one for which somebody keeps something locked."""


class Scheduler:
    """Runs the jobs that are due, one row a transaction. Several processes may have one: each row is handled once."""

    def __init__(self, runtime: Runtime, sink: DeliverySink, router: Router, settings: Settings) -> None:
        self._runtime, self._db, self._clock = runtime, runtime.db, runtime.clock
        self.sink, self.router, self.settings = sink, router, settings
        self._failed: dict[tuple[str, int], float] = {}
        """Rows that are left alone for a while, with the time of the event loop at which their pause ends."""

    async def run(self) -> None:
        """Run until cancelled."""
        while True:
            await self._runtime.db_retry.run(self.step)
            await asyncio.sleep(POLL_SECONDS)

    async def step(self) -> int:
        """Run all jobs that are due now and return the number of rows. Raises errors that `is_transient` accepts."""
        acted, now = 0, asyncio.get_running_loop().time()
        self._failed = {row: until for row, until in self._failed.items() if until > now}
        for job, number in await self._due():
            if (job.name, number) in self._failed:
                continue
            try:
                await shielded(self._act(job, number))
            except Exception as error:
                if is_contention(error):
                    self._note_locked(job, number, error)
                elif is_transient(error):
                    raise
                else:
                    self._note_failure(job, number, error)
            acted += 1
        return acted

    async def _due(self) -> Sequence[tuple[ScheduledJob, int]]:
        now = self._clock()
        async with self._db.read() as session:
            return [(job, number) for job in self.router.jobs for number in await job.due(session, now)]

    async def _act(self, job: ScheduledJob, number: int) -> None:
        now = self._clock()
        async with self._db.write() as session:
            context = Context(db=session, router=self.router, settings=self.settings, now=now)
            await job.run(context, number)
            await session.flush()
            claimed = await outbox.add(session, context.outbox, now, self.sink.leases_at_hand)
        self.sink.accept(claimed)

    def _note_locked(self, job: ScheduledJob, number: int, error: Exception) -> None:
        """Leave the row alone for a moment, since somebody keeps locked what it needs; other rows go on."""
        self._failed[job.name, number] = asyncio.get_running_loop().time() + LOCKED_SECONDS
        log.warning("a scheduled job waits for a row that is locked", job=job.name, why=reason(error))

    def _note_failure(self, job: ScheduledJob, number: int, error: Exception) -> None:
        """Log the failure and pause the row; other rows go on."""
        self._failed[job.name, number] = asyncio.get_running_loop().time() + RETRY_SECONDS
        log.error("a scheduled job failed", job=job.name, row=number, exc_info=error)
