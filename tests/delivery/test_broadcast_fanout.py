"""Recipients are taken a slice at a time, and others get their turn in between."""

from __future__ import annotations

import asyncio

import pytest

from bot.delivery import broadcast_fanout
from bot.delivery.broadcast_fanout import BroadcastFanout
from bot.runtime import batch_size
from bot.runtime.batch_size import MAX_ROWS, MIN_ROWS, BatchSize
from bot.runtime.runtime import Runtime
from models.broadcasts.progress import Progress, read_progress
from models.broadcasts.tables import Broadcast
from models.db.database import Database
from tests.support.crowds import register, start


async def test_somebody_who_writes_meanwhile_waits_for_one_slice_only(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcast_fanout, "INITIAL_ROWS", 100)
    monkeypatch.setattr(batch_size, "MAX_ROWS", 100)
    await register(sqlite, 2000)
    number = await start(sqlite)
    taking = asyncio.create_task(_all_of(BroadcastFanout(Runtime.create(sqlite))))
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


@pytest.mark.parametrize(
    ("seconds", "rows"), [(0.0, 2000), (0.05, 2000), (0.08, 1250), (0.2, 500), (9.0, 500)]
)
def test_a_transaction_has_as_many_rows_as_are_done_in_its_time(seconds: float, rows: int) -> None:
    size = BatchSize(1000)
    size.adjust(seconds)
    assert size.rows == rows


def test_a_transaction_is_never_tiny_and_never_huge() -> None:
    size = BatchSize(1000)
    for _transaction in range(20):
        size.adjust(9.0)
    assert size.rows == MIN_ROWS
    for _transaction in range(20):
        size.adjust(0.0)
    assert size.rows == MAX_ROWS
