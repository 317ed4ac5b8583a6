"""The sender: empties the outbox of one channel through its dispatcher and records how each message went."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from contextlib import suppress
from enum import Enum, auto

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.base import Channel
from bot.delivery.broadcast_round_robin import BroadcastRoundRobin
from bot.delivery.dispatcher import Dispatcher
from bot.queue import delayed_presses, outbox
from bot.queue.outbox import ClaimedMessage, SendRecord
from bot.runtime.deadlines import Deadlines
from bot.runtime.leases import Lease
from bot.runtime.runtime import Runtime
from models.broadcasts import delivery, lifecycle
from models.db.database import shielded

POLL_SECONDS = 0.5
"""Seconds between two readings of the table for what has become due."""

RECLAIM_SECONDS = 5.0
"""Seconds between two readings of the table for what an earlier sender left behind."""

MAX_URGENT = 64
"""Number of replies and notices that are claimed from the table at once, at most."""

MAX_LOAD, MAX_OF_CHAT = 4_096, 3
"""Messages that are here at once, about, before the rest waits in the table; and of one chat, before more of it is
claimed.
"""

FLUSH_SECONDS = 0.02
"""Ends are gathered for so long, to be recorded together; those of broadcasts until more of it is claimed."""

LOCKED_SECONDS = 0.2
"""Seconds until what somebody keeps locked is tried again at the end."""

DRAIN_SECONDS, RECORD_SECONDS = 4.0, 3.0
"""At the end, what is being sent has so long to arrive, and how it went so long to be recorded."""


class Work(Enum):
    """The things that a sender does with the database, each at its own time."""

    POLL = auto()
    RECLAIM = auto()
    CLAIM = auto()
    """Claim replies and notices that others wrote."""
    FLUSH = auto()
    """Record how sendings ended, and claim what goes next of broadcasts."""


class Sender:
    """Sends while its lease is held. `accept` hands it what was just committed; all else it reads from the table.

    One loop does one transaction after the other, so that what is claimed later never overtakes what was claimed
    before. A message of a broadcast is claimed shortly before it goes, a handful at a time, in the transaction that
    records how the ones before it went: what a crash leaves unknown is at most what was under way and that handful.
    """

    def __init__(self, runtime: Runtime, channel: Channel, lease: Lease) -> None:
        self._runtime, self._db, self._clock = runtime, runtime.db, runtime.clock
        self.channel, self.name, self.lease = channel, channel.name, lease.number
        self._dispatcher = Dispatcher(
            channel, runtime.events, self._on_end, self._schedule_flush, may_send=lease.is_valid
        )
        self._round_robin = BroadcastRoundRobin()
        self._results: list[SendRecord] = []
        """Ended, and not yet recorded."""
        self._deadlines = Deadlines[Work]()
        self._behind = False
        """True while replies or notices wait in the table that were not claimed, since there were too many here."""

    def takes_directly(self) -> bool:
        """Return whether what is written may be handed over by `accept`. Once it may not, all is claimed from the table
        until nothing waits there, so that each chat's messages keep their order.

        To be asked in the transaction in which it is written.
        """
        self._behind |= self._dispatcher.load >= MAX_LOAD
        return not self._behind

    def accept(self, messages: Sequence[ClaimedMessage]) -> None:
        """Send these, which were claimed under this sender's lease."""
        self._dispatcher.add(messages)

    def poll(self) -> None:
        """Read the table now: something was written that `accept` was not told of."""
        self._deadlines.set(Work.POLL)

    async def run(self) -> None:
        """Send until cancelled, or until the database goes away: what was claimed meanwhile is then claimed by the next
        sender. At the end, what is being sent is finished and recorded.
        """
        await self._runtime.db_retry.run(self.reclaim)
        tasks = [asyncio.create_task(part) for part in (self._dispatcher.run(), self._work())]
        try:
            with self._runtime.notifier.listening("outbox", self._schedule_claim):
                await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._end()

    async def reclaim(self) -> None:
        """Put right what earlier senders left behind."""
        async with self._db.write() as session:
            await outbox.reclaim(session, self.name, self.lease, self._clock())

    async def record(self) -> None:
        """Record, when nothing is sent any more, how everything went, and that the rest waits again."""
        results = self._results
        async with self._db.write() as session:
            left = await outbox.record(session, self.name, self.lease, results, self._clock())
            await outbox.release(session, self.name, self.lease, left)
        self._report([result for result in results if result.id not in left])
        self._results = [result for result in results if result.id in left]

    async def _end(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                await self._dispatcher.drain()
        await self._dispatcher.stop()
        with suppress(TimeoutError):
            async with asyncio.timeout(RECORD_SECONDS):
                await self._record_all()

    async def _record_all(self) -> None:
        """Record until nothing is left that somebody keeps locked."""
        await self._runtime.db_retry.run(lambda: shielded(self.record()))
        while self._results:
            await asyncio.sleep(LOCKED_SECONDS)
            await self._runtime.db_retry.run(lambda: shielded(self.record()))

    # The loop

    async def _work(self) -> None:
        self._deadlines.set(Work.POLL)
        self._deadlines.set(Work.RECLAIM, RECLAIM_SECONDS)
        while True:
            await shielded(self._do(await self._deadlines.wait()))

    async def _do(self, due: Collection[Work]) -> None:
        if Work.RECLAIM in due:
            self._deadlines.set(Work.RECLAIM, RECLAIM_SECONDS)
            await self._reclaim_abandoned()
        urgent = Work.CLAIM in due or self._behind
        if Work.POLL in due:
            self._deadlines.set(Work.POLL, POLL_SECONDS)
            urgent |= await self._poll()
        if urgent or self._results or self._wants_broadcasts():
            await self._exchange(urgent=urgent)

    async def _reclaim_abandoned(self) -> None:
        """An earlier sender may have claimed its last messages after this one took over."""
        async with self._db.read() as session:
            left = await outbox.any_abandoned(session, self.name, self.lease)
        if left:
            await self.reclaim()

    async def _poll(self) -> bool:
        """See which broadcasts run, and what has become due; whether replies or notices wait."""
        async with self._db.read() as session:
            running = await delivery.running(session)
            urgent = await outbox.any_urgent(session, self.name)
        self._round_robin.set_running(running)
        self._dispatcher.release(lambda broadcast: broadcast not in running)
        if pressed := await delayed_presses.move_due(self._db, self.name, self._clock()):
            self._runtime.events.arrived(pressed)
            self._runtime.notifier.notify("inbox")
        return urgent

    async def _exchange(self, *, urgent: bool) -> None:
        """Record what ended and claim what goes next, in one transaction. What somebody keeps locked is recorded later.
        Raises `LeaseLostError`.
        """
        results = self._results[:]
        async with self._db.write() as session:
            left = await outbox.record(session, self.name, self.lease, results, self._clock())
            recorded = [result for result in results if result.id not in left]
            claimed = await self._claim_broadcasts(session, recorded)
            if urgent:
                claimed += await self._claim_urgent(session)
        self._results[: len(results)] = [result for result in results if result.id in left]
        self._dispatcher.recorded(len(recorded))
        self._report(recorded)
        self.accept(claimed)

    async def _claim_urgent(self, session: AsyncSession) -> list[ClaimedMessage]:
        """Claim replies and notices, with what an earlier sender left of them: each chat's keep their order."""
        if self._dispatcher.load > MAX_LOAD - MAX_URGENT:
            self._behind = True
            return []
        await outbox.reclaim_urgent(session, self.name, self.lease)
        crowded = self._dispatcher.crowded_chats(MAX_OF_CHAT)
        claimed = await outbox.claim_urgent(
            session, self.name, self._clock(), MAX_URGENT, self.lease, crowded
        )
        if len(claimed) == MAX_URGENT:
            self._schedule_claim()
        elif crowded or claimed:
            self._behind |= bool(crowded)
        else:
            self._behind = False
        return claimed

    async def _claim_broadcasts(
        self, session: AsyncSession, recorded: Sequence[SendRecord]
    ) -> list[ClaimedMessage]:
        claimed = list[ClaimedMessage]()
        self._round_robin.recorded(recorded)
        for broadcast, share in self._round_robin.shares(self._dispatcher.capacity(len(recorded))):
            found = await outbox.claim_broadcast(
                session, self.name, broadcast, self._clock(), share, self.lease
            )
            self._round_robin.claimed(found)
            claimed += found
            if len(found) < share:
                await lifecycle.finish(session, broadcast, self._clock())
        return claimed

    # What makes work due

    def _on_end(self, record: SendRecord) -> None:
        self._results.append(record)
        if record.message.broadcast_id is None or self._dispatcher.below_watermark:
            self._schedule_flush()

    def _schedule_flush(self) -> None:
        if Work.FLUSH not in self._deadlines:
            self._deadlines.set(Work.FLUSH, 0.0 if self._wants_broadcasts() else FLUSH_SECONDS)

    def _schedule_claim(self) -> None:
        self._deadlines.set(Work.CLAIM)

    def _wants_broadcasts(self) -> bool:
        return (
            self._dispatcher.below_watermark
            and self._round_robin.may_have_more
            and self._dispatcher.capacity(len(self._results)) > 0
        )

    def _report(self, results: Sequence[SendRecord]) -> None:
        if results:
            self._runtime.events.recorded([result.message for result in results])
            self._runtime.events.batch_committed("recorded", len(results))
