"""The sender: empties the outbox through the channels' lanes and records how each message went."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import inbox, outbox
from bot.channel import Channel
from bot.incoming import BY_ITSELF, Incoming, Press
from bot.lane import Lane
from bot.outbox import Finished, Item
from bot.slices import Slices
from bot.turns import Turns
from models import broadcasts
from models.database import Database, unbroken
from models.outbox import Departure, State

LOOK_SECONDS = 0.5
"""How often the table is read for what has become due."""

MOST_URGENT = 64
"""So many replies and notices are claimed from the table at once."""

PRESSES = 32
"""So many presses are taken from the table at once."""

TURN_SECONDS = 0.02
"""Outcomes are gathered for so long, to be written together; those of broadcasts until more of it is claimed."""


class Sender:
    """`take` hands it what was just committed; all else it reads from the table.

    A message of a broadcast is claimed shortly before it goes, a handful at a time, in the transaction that records
    how the ones before it went: what a crash leaves unknown is at most what was under way and that handful.
    """

    def __init__(
        self,
        db: Database,
        channels: Mapping[str, Channel],
        arrived: asyncio.Event,
        clock: Callable[[], datetime],
    ) -> None:
        self.db, self.clock, self._arrived = db, clock, arrived
        self._turn_due = asyncio.Event()
        self.lanes = {
            name: Lane(channel, self._finished, wants=self._turn_due.set)
            for name, channel in channels.items()
        }
        self._turns = {name: Turns() for name in channels}
        self._slices = Slices(db, clock)
        self._results: list[Finished] = []
        self.look = asyncio.Event()
        """Set it where something was written that `take` was not told of."""

    def take(self, items: Sequence[Item]) -> None:
        for name, lane in self.lanes.items():
            lane.add(item for item in items if item.channel == name)

    async def run(self) -> None:
        """Until cancelled. At the end, what is being sent is finished and recorded."""
        parts = (
            *(lane.run() for lane in self.lanes.values()),
            self._look(),
            self._take_turns(),
            self._slices.run(self.look.set),
        )
        tasks = [asyncio.create_task(part) for part in parts]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.gather(*(lane.drain() for lane in self.lanes.values()))
            async with self.db.write() as session:
                await outbox.finish(session, self._results, self.clock())
                await outbox.release(session, self.lanes)

    async def recover(self) -> None:
        """Put right what an earlier run left behind; before anything new is written."""
        async with self.db.write() as session:
            await outbox.recover(session, self.clock())

    def _finished(self, result: Finished) -> None:
        self._results.append(result)
        if result.item.broadcast_id is None or self.lanes[result.item.channel].hungry:
            self._turn_due.set()

    async def _look(self) -> None:
        """See what has become due and which broadcasts run, every now and then and whenever told to."""
        while True:
            self.look.clear()
            await unbroken(self._see())
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self.look.wait()

    async def _see(self) -> None:
        async with self.db.read() as session:
            running = await broadcasts.running(session)
            due = [name for name in self.lanes if await outbox.any_due(session, name, self.clock())]
        for name, lane in self.lanes.items():
            self._turns[name].look(running)
            lane.give_back(lambda broadcast: broadcast not in running)
        if running or self._results:
            self._turn_due.set()
        await self._take_due(due)
        await self._press_due()

    async def _take_due(self, names: Sequence[str]) -> None:
        for name in names:
            lane = self.lanes[name]
            async with self.db.write() as session:
                items = await outbox.claim_urgent(session, name, self.clock(), MOST_URGENT)
            lane.add(items)

    async def _take_turns(self) -> None:
        """Record what ended and claim what goes next, together, as often as there is something."""
        while True:
            await self._turn_due.wait()
            if not any(self._wants(name) for name in self.lanes):
                await asyncio.sleep(TURN_SECONDS)
            self._turn_due.clear()
            if self._results or any(self._wants(name) for name in self.lanes):
                await unbroken(self._turn())

    def _wants(self, name: str) -> bool:
        lane = self.lanes[name]
        return lane.hungry and self._turns[name].wanting and lane.room(len(self._results)) > 0

    async def _turn(self) -> None:
        results, self._results = self._results, []
        of = {name: [result for result in results if result.item.channel == name] for name in self.lanes}
        async with self.db.write() as session:
            await outbox.finish(session, results, self.clock())
            claimed = [item for name in self.lanes for item in await self._claimed(session, name, of[name])]
        for name, lane in self.lanes.items():
            lane.recorded(len(of[name]))
        self.take(claimed)

    async def _claimed(self, session: AsyncSession, name: str, recorded: Sequence[Finished]) -> list[Item]:
        turns, found = self._turns[name], list[Item]()
        turns.recorded(recorded)
        for broadcast, share in turns.shares(self.lanes[name].room(len(recorded))):
            items = await outbox.claim_of(session, name, broadcast, self.clock(), share)
            turns.claimed(items)
            found += items
            if len(items) < share:
                await broadcasts.finish(session, broadcast, self.clock())
        return found

    async def _press_due(self) -> None:
        """Presses whose time has come go into the inbox, as if the person had pressed."""
        now = self.clock()
        ripe = (
            Departure.press.is_not(None),
            Departure.state == State.WAITING,
            Departure.send_after <= now,
        )
        async with self.db.read() as session:
            if await session.scalar(select(Departure.id).where(*ripe).limit(1)) is None:
                return
        async with self.db.write() as session:
            rows = (
                await session.scalars(select(Departure).where(*ripe).order_by(Departure.id).limit(PRESSES))
            ).all()
            await inbox.put(session, [_pressed(row) for row in rows], now)
            await session.execute(delete(Departure).where(Departure.id.in_([row.id for row in rows])))
        self._arrived.set()


def _pressed(row: Departure) -> Incoming:
    return Incoming(
        channel=row.channel,
        update=f"{BY_ITSELF}{row.id}",
        chat=row.chat,
        press=Press(data=row.press or "", ref=row.press_ref or ""),
    )
