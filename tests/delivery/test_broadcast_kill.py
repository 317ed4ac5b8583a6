"""The program is killed five times in the middle of a broadcast. Nobody is left out, and nobody gets it twice."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.app import prepare
from models.db.database import Database
from models.queue.outbox import OutboxRow, OutboxState
from tests.channels.telegram.standin import Standin
from tests.support import crowds
from tests.support.crowds import FIRST_ID, register, start
from tests.support.programs import Program, configured, started

PEOPLE, KILLS, SEED = 1500, 5, 2022
PACE = 300
"""Messages a second."""

CONCURRENCY = 64
"""What a bot of this pace has under way at most: `bot.channels.base.Limits`."""

AHEAD = 30
"""Of these, messages that were claimed and not begun: `bot.delivery.dispatcher.AHEAD_SECONDS`."""


@pytest.mark.long
async def test_five_kills_in_the_middle_of_a_broadcast(tmp_path: Path) -> None:
    db = Database(f"sqlite+aiosqlite:///{tmp_path / 'santribot.db'}")
    await prepare(db)
    await register(db, PEOPLE)
    async with Standin() as standin:
        for number in range(PEOPLE):
            standin.person(id=FIRST_ID + number)
        async with started(with_pace(configured(standin, tmp_path))) as program:
            await start(db)
            moments = sorted(random.Random(SEED).sample(range(1, PEOPLE * 2 // 3), KILLS))
            in_flight = [await killed_at(moment, standin, program, db) for moment in moments]
            await crowds.is_over(db)
            assert await program.stop() == 0
        got = Counter(
            chat.id - FIRST_ID for chat in standin.world.chats.values() for _message in chat.messages
        )
        assert standin.violations == []
    await everybody_is_accounted_for(db, got, in_flight)
    await db.close()


def with_pace(config: Path) -> Path:
    text = config.read_text()
    config.write_text(text.replace("messages_per_second = 1000", f"messages_per_second = {PACE}", 1))
    return config


async def killed_at(moment: int, standin: Standin, program: Program, db: Database) -> int:
    """Kill the program when so many messages have arrived, and start it again. How many were in flight."""
    async with asyncio.timeout(60):
        while standin.world.calls["sendMessage"] < moment:  # noqa: ASYNC110 - no event is set
            await asyncio.sleep(0.001)
    await program.kill()
    async with db.read() as session:
        sending = select(func.count()).where(OutboxRow.state == OutboxState.SENDING)
        in_flight = await session.scalar(sending) or 0
    await program.start()
    return in_flight


async def everybody_is_accounted_for(db: Database, got: Counter[int], in_flight: Sequence[int]) -> None:
    async with db.read() as session:
        rows = await session.execute(select(OutboxRow.person_id, OutboxRow.state))
        states = {(person_id or 0) - 1: state for person_id, state in rows}
    assert states.keys() == set(range(PEOPLE))
    assert set(states.values()) <= {OutboxState.SENT, OutboxState.UNKNOWN}
    assert max(got.values()) == 1
    for person, state in states.items():
        assert got[person] == 1 or state == OutboxState.UNKNOWN
    assert max(in_flight) <= CONCURRENCY
    unknown = [person for person, state in states.items() if state == OutboxState.UNKNOWN]
    assert len(unknown) == sum(in_flight)
    assert sum(not got[person] for person in unknown) <= KILLS * AHEAD
