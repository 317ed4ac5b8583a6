"""Whatever goes wrong while a broadcast is sent, every recipient ends in exactly one way."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.base import Limits
from bot.delivery import broadcast_fanout, channel_limits, send_records, sender
from bot.delivery.broadcast_fanout import BroadcastFanout
from bot.delivery.sender import Sender
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Gone, Later, Refused, SendResult, Sent, Unknown
from bot.runtime.leases import Lease
from bot.runtime.runtime import Runtime
from models.broadcasts import lifecycle
from models.broadcasts.audience import Audience
from models.broadcasts.progress import Progress, read_progress
from models.broadcasts.tables import ENDED, Broadcast
from models.db.database import Database, utcnow
from models.people import Address, Person
from models.queue.outbox import OutboxRow
from tests.support.databases import KINDS, migrated
from tests.support.fakes import FakeChannel

CONCURRENCY = 6
LIMITS = Limits(2_000, 10_000, concurrency=CONCURRENCY)

OUTCOMES: dict[str, SendResult] = {
    "sent": Sent(),
    "gone": Gone(),
    "refused": Refused("bad"),
    "unknown": Unknown("lost"),
    "too fast": Later(0.02, flood=True),
    "out of order": Later(0.01),
    "this chat later": Later(0.01, whole_channel=False),
}


QUICK: tuple[tuple[ModuleType, str, float], ...] = (
    (sender, "POLL_SECONDS", 0.02),
    (sender, "RECLAIM_SECONDS", 0.1),
    (broadcast_fanout, "POLL_SECONDS", 0.02),
    (channel_limits, "MIN_RELEASE_SECONDS", 0.02),
    (channel_limits, "MAX_PAUSE_SECONDS", 0.1),
)
"""Pauses that a whole day of sending has time for, so short that each happens often in a story."""


@dataclass(frozen=True)
class Story:
    """What happens, a step after every few messages, to a broadcast to so many people."""

    people: int
    chances: dict[str, int]
    seed: int
    steps: tuple[str, ...]


STORIES = st.builds(
    Story,
    people=st.integers(1, 40),
    chances=st.fixed_dictionaries(
        {"sent": st.integers(1, 8)} | dict.fromkeys(list(OUTCOMES)[1:], st.integers(0, 3))
    ),
    seed=st.integers(0, 1000),
    steps=st.lists(st.sampled_from(["kill", "stop", "pause", "go on", "cancel"]), max_size=5).map(tuple),
)


class Weather(FakeChannel):
    """A messenger whose answers come by chance. After its death nothing that is said to it arrives."""

    def __init__(self, story: Story, chance: random.Random, arrived: Counter[str]) -> None:
        super().__init__(LIMITS)
        self.story, self.chance, self.arrived = story, chance, arrived
        self.dead = False

    async def send(self, chat: str, message: OutgoingMessage) -> SendResult:
        if self.dead:
            raise asyncio.CancelledError
        kinds = list(self.story.chances)
        [kind] = self.chance.choices(kinds, [self.story.chances[name] for name in kinds])
        reached = kind == "sent" or (kind == "unknown" and self.chance.random() < 0.5)
        self.arrived[chat] += reached
        await asyncio.sleep(self.chance.random() / 100)
        return OUTCOMES[kind]


class Mortal(Database):
    """The same tables, of which a killed program writes no more."""

    dead = False

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        if self.dead:
            raise asyncio.CancelledError
        async with super().write() as session:
            yield session


class Life:
    """The program from a start to its end."""

    def __init__(self, url: str, story: Story, chance: random.Random, arrived: Counter[str]) -> None:
        self.db, self.channel = Mortal(url), Weather(story, chance, arrived)
        self.runtime = Runtime.create(self.db)
        self.sender = Sender(self.runtime, self.channel, Lease())

    async def begin(self) -> None:
        parts = (self.sender.run(), BroadcastFanout(self.runtime).run(self.sender.poll))
        self.running = [asyncio.create_task(part) for part in parts]

    async def end(self, *, killed: bool) -> None:
        self.db.dead = self.channel.dead = killed
        for part in self.running:
            part.cancel()
        await asyncio.gather(*self.running, return_exceptions=True)
        await self.db.close()


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(story=STORIES)
def test_every_recipient_ends_in_one_way(kind: str, story: Story) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module, name, seconds in QUICK:
            patch.setattr(module, name, seconds)
        patch.setattr(send_records, "ceil", float)  # a pause that the table keeps is no whole second either
        asyncio.run(happens(kind, story))


async def happens(kind: str, story: Story) -> None:
    chance, arrived, unknown = random.Random(story.seed), Counter[str](), 0
    async with migrated(kind) as db:
        number = await announced(db, story.people)
        url = db.engine.url.render_as_string(hide_password=False)
        life = Life(url, story, chance, arrived)
        await life.begin()
        for step in story.steps:
            await asyncio.sleep(chance.random() / 10)
            if step in ("kill", "stop"):
                await life.end(killed=step == "kill")
                unknown += CONCURRENCY * (step == "kill")
                life = Life(url, story, chance, arrived)
                await life.begin()
            else:
                await changed(db, step, number)
        await changed(db, "go on", number)
        progress = await over(db, number)
        await life.end(killed=False)
        await everybody_is_counted(db, number, progress, arrived)
        assert progress.unknown <= unknown + sum(story.chances["unknown"] > 0 for _ in range(story.people))


async def announced(db: Database, people: int) -> int:
    async with db.write() as session:
        for place in range(people):
            santri = Person(name="Santri")
            session.add(santri)
            await session.flush()
            session.add(Address(person_id=santri.id, channel="test", chat=str(place)))
        draft = await lifecycle.draft(
            session, created_by=None, html="Halo", audience=Audience(), now=utcnow()
        )
        await lifecycle.start(session, draft, {}, utcnow())
    return draft.id


async def changed(db: Database, step: str, number: int) -> None:
    async with db.write() as session:
        if step == "pause":
            await lifecycle.pause(session, number)
        elif step == "go on":
            await lifecycle.resume(session, number)
        elif step == "cancel":
            await lifecycle.cancel(session, number, utcnow())


async def over(db: Database, number: int) -> Progress:
    async with asyncio.timeout(60):
        while True:
            async with db.read() as session:
                progress = await read_progress(session, number)
                status = (await session.get_one(Broadcast, number)).status
            if status in ENDED and progress.waiting == progress.sending == 0:
                return progress
            await asyncio.sleep(0.02)


async def everybody_is_counted(db: Database, number: int, progress: Progress, arrived: Counter[str]) -> None:
    async with db.read() as session:
        recipients = (await session.get_one(Broadcast, number)).recipients
        rows = list(await session.scalars(select(OutboxRow).where(OutboxRow.broadcast_id == number)))
    states = {row.chat: row.state for row in rows}
    assert len(states) == len(rows) == recipients == progress.total == progress.finished
    assert max(arrived.values(), default=0) <= 1
    for chat, state in states.items():
        assert arrived[chat] == 1 if state == "sent" else arrived[chat] == 0 or state == "unknown"
