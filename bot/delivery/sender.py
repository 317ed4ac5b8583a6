"""The sender: empties the outbox of one channel through its lane and records how each message went."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.base import Channel
from bot.delivery.broadcast_round_robin import BroadcastRoundRobin
from bot.delivery.dispatcher import Dispatcher
from bot.observability.events import Events
from bot.queue import delayed_presses, outbox
from bot.queue.outbox import ClaimedMessage, SendRecord
from bot.runtime.db_retry import DatabaseRetry
from bot.runtime.leases import Lease
from bot.runtime.notifier import Notifier, wait_for
from models.broadcasts import delivery, lifecycle
from models.db.database import Database, shielded

POLL_SECONDS = 0.5
"""How often the table is read for what has become due."""

RECLAIM_SECONDS = 5.0
"""How often it is read for what an earlier sender left behind."""

MAX_URGENT = 64
"""So many replies and notices are claimed from the table at once."""

FLUSH_SECONDS = 0.02
"""Outcomes are gathered for so long, to be written together; those of broadcasts until more of it is claimed."""

DRAIN_SECONDS, RECORD_SECONDS = 4.0, 3.0
"""At the end, what is being sent has so long to arrive, and how it went so long to be recorded."""


class Sender:
    """Sends while its lease is held. `take` hands it what was just committed; all else it reads from the table.

    A message of a broadcast is claimed shortly before it goes, a handful at a time, in the transaction that records
    how the ones before it went: what a crash leaves unknown is at most what was under way and that handful.
    """

    def __init__(
        self,
        db: Database,
        channel: Channel,
        lease: Lease,
        bells: Notifier,
        clock: Callable[[], datetime],
        patience: DatabaseRetry | None = None,
        watch: Events | None = None,
    ) -> None:
        self.db, self.clock, self.bells = db, clock, bells
        self.channel, self.name, self.lease = channel, channel.name, lease.number
        self.patience, self.watch = patience or DatabaseRetry(), watch or Events()
        self._turn_due = asyncio.Event()
        self.lane = Dispatcher(channel, self._finished, wants=self._turn_due.set, watch=self.watch)
        self._turns = BroadcastRoundRobin()
        self._results: list[SendRecord] = []
        self.look = asyncio.Event()
        """Set it where something was written that `take` was not told of."""

    def take(self, items: Sequence[ClaimedMessage]) -> None:
        self.lane.add(items)

    async def run(self) -> None:
        """Until cancelled, or until the database goes away: what was claimed meanwhile is then claimed by the next
        sender. At the end, what is being sent is finished and recorded.
        """
        await self.patience.run(self.reclaim)
        parts = (self.lane.run(), self._look(), self._fetch(), self._take_turns(), self._look_behind())
        tasks = [asyncio.create_task(part) for part in parts]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._end()

    async def reclaim(self) -> None:
        """Put right what earlier senders left behind."""
        async with self.db.write() as session:
            await outbox.reclaim(session, self.name, self.lease, self.clock())

    async def _end(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                await self.lane.drain()
        with suppress(TimeoutError):
            async with asyncio.timeout(RECORD_SECONDS):
                await self.patience.run(lambda: shielded(self.record()))

    async def record(self) -> None:
        """When nothing is sent any more: how everything went, and that the rest waits again."""
        async with self.db.write() as session:
            await outbox.record(session, self._results, self.clock())
            await outbox.release(session, self.name, self.lease)
        self._tell(self._results)
        self._results = []

    def _finished(self, result: SendRecord) -> None:
        self._results.append(result)
        if result.item.broadcast_id is None or self.lane.below_watermark:
            self._turn_due.set()

    async def _look(self) -> None:
        """See what has become due and which broadcasts run, every now and then and whenever told to."""
        while True:
            self.look.clear()
            await shielded(self._see())
            await wait_for(self.look.wait(), POLL_SECONDS)

    async def _see(self) -> None:
        async with self.db.read() as session:
            running = await delivery.running(session)
            urgent = await outbox.any_urgent(session, self.name)
        self._turns.look(running)
        self.lane.release(lambda broadcast: broadcast not in running)
        if running or self._results:
            self._turn_due.set()
        if urgent:
            await self._take_urgent()
        if pressed := await delayed_presses.move_due(self.db, self.name, self.clock()):
            self.watch.arrived(pressed)
            self.bells.notify("inbox")

    async def _fetch(self) -> None:
        """Take replies whenever another process has written some."""
        while True:
            await self.bells.outbox.wait()
            self.bells.outbox.clear()
            await shielded(self._take_urgent())

    async def _take_urgent(self) -> None:
        async with self.db.write() as session:
            items = await outbox.claim_urgent(session, self.name, self.clock(), MAX_URGENT, self.lease)
        self.lane.add(items)
        if len(items) == MAX_URGENT:
            self.bells.outbox.set()

    async def _look_behind(self) -> None:
        """An earlier sender may have claimed its last messages after this one took over."""
        while True:
            await asyncio.sleep(RECLAIM_SECONDS)
            async with self.db.read() as session:
                left = await outbox.any_abandoned(session, self.name, self.lease)
            if left:
                await shielded(self.reclaim())

    async def _take_turns(self) -> None:
        """Record what ended and claim what goes next, together, as often as there is something."""
        while True:
            await self._turn_due.wait()
            if not self._wants():
                await asyncio.sleep(FLUSH_SECONDS)
            self._turn_due.clear()
            if self._results or self._wants():
                await shielded(self._turn())

    def _wants(self) -> bool:
        return (
            self.lane.below_watermark and self._turns.wanting and self.lane.capacity(len(self._results)) > 0
        )

    async def _turn(self) -> None:
        results = self._results[:]
        async with self.db.write() as session:
            await outbox.record(session, results, self.clock())
            claimed = await self._claimed(session, results)
        del self._results[: len(results)]
        self.lane.recorded(len(results))
        self._tell(results)
        self.take(claimed)

    def _tell(self, results: Sequence[SendRecord]) -> None:
        if results:
            self.watch.recorded([result.item for result in results])
            self.watch.together("recorded", len(results))

    async def _claimed(self, session: AsyncSession, recorded: Sequence[SendRecord]) -> list[ClaimedMessage]:
        found = list[ClaimedMessage]()
        self._turns.recorded(recorded)
        for broadcast, share in self._turns.shares(self.lane.capacity(len(recorded))):
            items = await outbox.claim_broadcast(
                session, self.name, broadcast, self.clock(), share, self.lease
            )
            self._turns.claimed(items)
            found += items
            if len(items) < share:
                await lifecycle.finish(session, broadcast, self.clock())
        return found
