"""The sender and the fan-out of broadcasts at work, with a messenger that does as a test says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from sqlalchemy import func, select

from bot.channels.base import Limits
from bot.delivery.broadcast_fanout import BroadcastFanout
from bot.delivery.sender import Sender
from bot.messages.outbox_message import OutboxMessage
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Priority
from bot.queue import outbox
from bot.queue.outbox import ClaimedMessage
from bot.runtime.leases import Lease
from bot.runtime.runtime import Runtime
from models.broadcasts import lifecycle
from models.broadcasts.audience import Audience
from models.broadcasts.progress import Progress, read_progress
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Database, utcnow
from models.people import Address, Person
from models.queue.outbox import OutboxRow
from tests.support.fakes import FAST, FakeChannel

REPLY, NOTICE, BROADCAST = Priority
SOON = 8
"""So many messages, claimed or under way, still arrive after an organiser stopped a broadcast at 40 a second."""
ONE_AT_A_TIME = Limits(10_000, 10_000, concurrency=1)


class Office:
    """The way out of one bot, and what its messenger got."""

    def __init__(self, db: Database, limits: Limits = FAST) -> None:
        self.db, self.channel = db, FakeChannel(limits)
        self.runtime = Runtime.create(db)
        self.sender = self._sender()
        self._chats = count(1)

    def _sender(self) -> Sender:
        return Sender(self.runtime, self.channel, Lease())

    @asynccontextmanager
    async def open(self, *, hangs: bool = False) -> AsyncIterator[None]:
        """The program runs; at the end it is stopped properly, also while the messenger `hangs`."""
        self.sender = self._sender()
        fanout = BroadcastFanout(self.runtime)
        parts = (self.sender.run(), fanout.run(self.sender.poll))
        running = [asyncio.create_task(part) for part in parts]
        try:
            yield
        finally:
            for part in running:
                part.cancel()
            if not hangs:
                self.channel.open.set()
            await asyncio.gather(*running, return_exceptions=True)

    async def says(self, *texts: str, priority: Priority = REPLY) -> Sequence[ClaimedMessage]:
        """Written down as the worker does, and not yet handed over."""
        return await self.writes(
            *[OutboxMessage("test", text, priority, utcnow(), OutgoingMessage(html=text)) for text in texts]
        )

    async def writes(self, *parcels: OutboxMessage) -> Sequence[ClaimedMessage]:
        async with self.db.write() as session:
            return await outbox.add(session, parcels, utcnow(), {"test": self.sender.lease})

    async def announces(self, text: str, people: int) -> int:
        """A broadcast to so many new people; its id."""
        async with self.db.write() as session:
            for _person in range(people):
                santri = Person(name="Santri")
                session.add(santri)
                await session.flush()
                session.add(Address(person_id=santri.id, channel="test", chat=str(next(self._chats))))
            ready = await lifecycle.draft(
                session, created_by=None, html=text, audience=Audience(), now=utcnow()
            )
            await lifecycle.start(session, ready, {}, utcnow())
        self.sender.poll()
        return ready.id

    async def changes(self, change: Callable[..., Awaitable[bool]], broadcast_id: int, *more: Any) -> None:
        async with self.db.write() as session:
            assert await change(session, broadcast_id, *more)

    async def stands(self, broadcast_id: int, so: Callable[[Progress], bool]) -> None:
        """Wait until its progress is so; within two seconds, as organisers expect."""
        async with asyncio.timeout(2):
            while not so(await self.progress(broadcast_id)):  # noqa: ASYNC110 - no event is set
                await asyncio.sleep(0.02)

    async def progress(self, broadcast_id: int) -> Progress:
        async with self.db.read() as session:
            return await read_progress(session, broadcast_id)

    async def status(self, broadcast_id: int) -> BroadcastStatus:
        async with self.db.read() as session:
            return (await session.get_one(Broadcast, broadcast_id)).status

    async def is_over(self, broadcast_id: int) -> None:
        async with asyncio.timeout(60):
            while await self.status(broadcast_id) is BroadcastStatus.SENDING:  # noqa: ASYNC110 - as in `until`
                await asyncio.sleep(0.005)

    async def left(self) -> int:
        """How many replies and notices are in the table."""
        async with self.db.read() as session:
            urgent = select(func.count()).where(OutboxRow.priority < int(BROADCAST))
            return await session.scalar(urgent) or 0
