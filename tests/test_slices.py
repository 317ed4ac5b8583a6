"""Recipients are taken a slice at a time, and others get their turn in between."""

from __future__ import annotations

import asyncio
from datetime import datetime
from time import monotonic

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery import broadcast_fanout
from bot.delivery.broadcast_fanout import BroadcastFanout
from bot.runtime import adaptive_slice
from models.broadcasts.progress import Progress, read_progress
from models.broadcasts.tables import Broadcast
from models.db.database import Database, utcnow
from tests.crowds import register, start


async def test_somebody_who_writes_meanwhile_waits_for_one_slice_only(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcast_fanout, "INITIAL", 100)
    monkeypatch.setattr(adaptive_slice, "MAX_SLICE", 100)
    await register(sqlite, 2000)
    number = await start(sqlite)
    taking = asyncio.create_task(_all_of(BroadcastFanout(sqlite, utcnow)))
    seen: list[int] = []
    while not taking.done():
        async with sqlite.write() as session:
            seen.append((await session.get_one(Broadcast, number)).recipients)
    await taking
    assert len(set(seen)) > 5
    async with sqlite.read() as session:
        assert await read_progress(session, number) == Progress(waiting=2000)


async def _all_of(work: BroadcastFanout) -> None:
    while await work.step():  # noqa: ASYNC110 - it is the work itself
        await asyncio.sleep(0)


@pytest.mark.parametrize(("seconds", "size"), [(0.0, 2000), (0.3, 500)])
async def test_a_slice_has_as_much_as_is_done_in_its_time(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch, seconds: float, size: int
) -> None:
    async def work(session: AsyncSession, broadcast_id: int, number: int, now: datetime) -> bool:
        assert number == 1000
        until = monotonic() + seconds
        while monotonic() < until:  # noqa: ASYNC110 - time is to pass
            await asyncio.sleep(0)
        return False

    monkeypatch.setattr(broadcast_fanout, "INITIAL", 1000)
    taking = BroadcastFanout(sqlite, utcnow)
    await taking._slice(work, 1)
    assert taking.slice.size == size
