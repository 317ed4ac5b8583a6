"""The sender: empties the outbox through the channels' lanes and records how each message went."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from bot import inbox, outbox
from bot.channel import Channel
from bot.incoming import BY_ITSELF, Incoming, Press
from bot.lane import Lane
from bot.outbox import Finished, Item
from models.database import Database, unbroken
from models.outbox import Departure, State

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
"""How often the table is read for what has become due."""

AHEAD_SECONDS = 1.0
"""Messages are claimed ahead of their sending for so long, so that what is cancelled stops soon."""

LEAST_AHEAD = 8

PRESSES = 32
"""So many presses are taken from the table at once."""

RECORD_SECONDS = 0.02
"""Outcomes are gathered for so long, to be written together."""


class Sender:
    """`take` hands it what was just committed; all else it reads from the table."""

    def __init__(
        self,
        db: Database,
        channels: Mapping[str, Channel],
        arrived: asyncio.Event,
        clock: Callable[[], datetime],
    ) -> None:
        self.db, self.clock, self._arrived = db, clock, arrived
        self.lanes = {name: Lane(channel, self._finished) for name, channel in channels.items()}
        self._results: list[Finished] = []
        self._recordable = asyncio.Event()
        self.look = asyncio.Event()
        """Set it where something was written that `take` was not told of."""

    def take(self, items: Sequence[Item]) -> None:
        for name, lane in self.lanes.items():
            lane.add(item for item in items if item.channel == name)

    async def run(self) -> None:
        """Until cancelled. At the end, what is being sent is finished and recorded."""
        lanes = [asyncio.create_task(lane.run()) for lane in self.lanes.values()]
        others = [asyncio.create_task(self._look()), asyncio.create_task(self._record())]
        try:
            await asyncio.gather(*lanes, *others)
        finally:
            for task in (*lanes, *others):
                task.cancel()
            await asyncio.gather(*lanes, *others, return_exceptions=True)
            await asyncio.gather(*(lane.drain() for lane in self.lanes.values()))
            await self._write_results()
            async with self.db.write() as session:
                await outbox.release(session, self.lanes)

    async def recover(self) -> None:
        """Put right what an earlier run left behind; before anything new is written."""
        async with self.db.write() as session:
            await outbox.recover(session, self.clock())

    def _finished(self, result: Finished) -> None:
        self._results.append(result)
        self._recordable.set()
        lane = self.lanes[result.item.channel]
        if result.item.broadcast_id is not None and lane.load < _ahead(lane) / 2:
            self.look.set()

    async def _record(self) -> None:
        while True:
            await self._recordable.wait()
            await asyncio.sleep(RECORD_SECONDS)
            self._recordable.clear()
            await unbroken(self._write_results())

    async def _write_results(self) -> None:
        results, self._results = self._results, []
        if results:
            async with self.db.write() as session:
                await outbox.finish(session, results, self.clock())
            for name, lane in self.lanes.items():
                lane.recorded(sum(result.item.channel == name for result in results))

    async def _look(self) -> None:
        """Fetch what has become due, every now and then and whenever told to."""
        while True:
            self.look.clear()
            await unbroken(self._take_due())
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self.look.wait()

    async def _take_due(self) -> None:
        for name, lane in self.lanes.items():
            await self._refill(name, lane)
        await self._press_due()

    async def _refill(self, name: str, lane: Lane) -> None:
        """Claim what is due, as much as is soon sent."""
        room = _ahead(lane) - lane.load
        if room <= 0:
            return
        async with self.db.read() as session:
            if not await outbox.any_due(session, name, self.clock()):
                return
        async with self.db.write() as session:
            items = await outbox.claim(session, name, self.clock(), room)
        lane.add(items)

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


def _ahead(lane: Lane) -> int:
    return max(LEAST_AHEAD, round(lane.channel.limits.messages_per_second * AHEAD_SECONDS))


def _pressed(row: Departure) -> Incoming:
    return Incoming(
        channel=row.channel,
        update=f"{BY_ITSELF}{row.id}",
        chat=row.chat,
        press=Press(data=row.press or "", ref=row.press_ref or ""),
    )
