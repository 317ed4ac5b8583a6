"""The sender: empties the outbox of one channel through its lane and records how each message went."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox, presses
from bot.bells import Bells, heard
from bot.channel import Channel
from bot.lane import Lane
from bot.leases import Lease
from bot.outbox import Finished, Item
from bot.patience import Patience
from bot.turns import Turns
from bot.watch import Watch
from models import broadcasts
from models.database import Database, unbroken

LOOK_SECONDS = 0.5
"""How often the table is read for what has become due."""

LEFT_SECONDS = 5.0
"""How often it is read for what an earlier sender left behind."""

MOST_URGENT = 64
"""So many replies and notices are claimed from the table at once."""

TURN_SECONDS = 0.02
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
        bells: Bells,
        clock: Callable[[], datetime],
        patience: Patience | None = None,
        watch: Watch | None = None,
    ) -> None:
        self.db, self.clock, self.bells = db, clock, bells
        self.channel, self.name, self.lease = channel, channel.name, lease.number
        self.patience, self.watch = patience or Patience(), watch or Watch()
        self._turn_due = asyncio.Event()
        self.lane = Lane(channel, self._finished, wants=self._turn_due.set, watch=self.watch)
        self._turns = Turns()
        self._results: list[Finished] = []
        self.look = asyncio.Event()
        """Set it where something was written that `take` was not told of."""

    def take(self, items: Sequence[Item]) -> None:
        self.lane.add(items)

    async def run(self) -> None:
        """Until cancelled, or until the database goes away: what was claimed meanwhile is then claimed by the next
        sender. At the end, what is being sent is finished and recorded.
        """
        await self.patience.with_database(self.take_over)
        parts = (self.lane.run(), self._look(), self._fetch(), self._take_turns(), self._look_behind())
        tasks = [asyncio.create_task(part) for part in parts]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._end()

    async def take_over(self) -> None:
        """Put right what earlier senders left behind."""
        async with self.db.write() as session:
            await outbox.take_over(session, self.name, self.lease, self.clock())

    async def _end(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                await self.lane.drain()
        with suppress(TimeoutError):
            async with asyncio.timeout(RECORD_SECONDS):
                await self.patience.with_database(lambda: unbroken(self.record()))

    async def record(self) -> None:
        """When nothing is sent any more: how everything went, and that the rest waits again."""
        async with self.db.write() as session:
            await outbox.finish(session, self._results, self.clock())
            await outbox.release(session, self.name, self.lease)
        self._tell(self._results)
        self._results = []

    def _finished(self, result: Finished) -> None:
        self._results.append(result)
        if result.item.broadcast_id is None or self.lane.hungry:
            self._turn_due.set()

    async def _look(self) -> None:
        """See what has become due and which broadcasts run, every now and then and whenever told to."""
        while True:
            self.look.clear()
            await unbroken(self._see())
            await heard(self.look.wait(), LOOK_SECONDS)

    async def _see(self) -> None:
        async with self.db.read() as session:
            running = await broadcasts.running(session)
            urgent = await outbox.any_urgent(session, self.name)
        self._turns.look(running)
        self.lane.give_back(lambda broadcast: broadcast not in running)
        if running or self._results:
            self._turn_due.set()
        if urgent:
            await self._take_urgent()
        if pressed := await presses.take(self.db, self.name, self.clock()):
            self.watch.arrived(pressed)
            self.bells.ring("inbox")

    async def _fetch(self) -> None:
        """Take replies whenever another process has written some."""
        while True:
            await self.bells.outbox.wait()
            self.bells.outbox.clear()
            await unbroken(self._take_urgent())

    async def _take_urgent(self) -> None:
        async with self.db.write() as session:
            items = await outbox.claim_urgent(session, self.name, self.clock(), MOST_URGENT, self.lease)
        self.lane.add(items)
        if len(items) == MOST_URGENT:
            self.bells.outbox.set()

    async def _look_behind(self) -> None:
        """An earlier sender may have claimed its last messages after this one took over."""
        while True:
            await asyncio.sleep(LEFT_SECONDS)
            async with self.db.read() as session:
                left = await outbox.any_left(session, self.name, self.lease)
            if left:
                await unbroken(self.take_over())

    async def _take_turns(self) -> None:
        """Record what ended and claim what goes next, together, as often as there is something."""
        while True:
            await self._turn_due.wait()
            if not self._wants():
                await asyncio.sleep(TURN_SECONDS)
            self._turn_due.clear()
            if self._results or self._wants():
                await unbroken(self._turn())

    def _wants(self) -> bool:
        return self.lane.hungry and self._turns.wanting and self.lane.room(len(self._results)) > 0

    async def _turn(self) -> None:
        results = self._results[:]
        async with self.db.write() as session:
            await outbox.finish(session, results, self.clock())
            claimed = await self._claimed(session, results)
        del self._results[: len(results)]
        self.lane.recorded(len(results))
        self._tell(results)
        self.take(claimed)

    def _tell(self, results: Sequence[Finished]) -> None:
        if results:
            self.watch.recorded([result.item for result in results])
            self.watch.together("recorded", len(results))

    async def _claimed(self, session: AsyncSession, recorded: Sequence[Finished]) -> list[Item]:
        found = list[Item]()
        self._turns.recorded(recorded)
        for broadcast, share in self._turns.shares(self.lane.room(len(recorded))):
            items = await outbox.claim_of(session, self.name, broadcast, self.clock(), share, self.lease)
            self._turns.claimed(items)
            found += items
            if len(items) < share:
                await broadcasts.finish(session, broadcast, self.clock())
        return found
