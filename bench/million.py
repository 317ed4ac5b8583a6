"""A broadcast to a million people on SQLite: counting them, taking them, and what others feel of it."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import psutil
from sqlalchemy import text

from bench.office import FILE
from bot.app import prepare
from bot.delivery.broadcast_fanout import BroadcastFanout
from bot.runtime.runtime import Runtime
from models.broadcasts import audience as broadcast_audience
from models.broadcasts.audience import Audience
from models.broadcasts.progress import read_progress
from models.db.database import Database
from models.people import Role
from models.topics import Topic
from tests.support.crowds import register, start

LOOK_SECONDS = 0.005


async def million(folder: Path, people: int) -> None:
    db = Database(f"sqlite+aiosqlite:///{folder / FILE}")
    await prepare(db)
    await register(db, people)
    await _preview(db)
    await _queue(db, people)
    await db.close()


async def _preview(db: Database) -> None:
    for name, audience in (("everybody", Audience()), ("members", Audience(roles=(Role.MEMBER,)))):
        begin = time.perf_counter()
        async with db.read() as session:
            number = await broadcast_audience.count(session, audience, Topic.ANNOUNCEMENT)
        print(f"preview of {name}: {number} people counted in {time.perf_counter() - begin:.2f} s")


async def _queue(db: Database, people: int) -> None:
    number, fanout = await start(db), BroadcastFanout(Runtime.create(db))
    waits: list[float] = []
    others = asyncio.create_task(_others(db, waits))
    before, most, begin = _memory(), 0.0, time.perf_counter()
    while await fanout.step():
        most = max(most, _memory())
        await asyncio.sleep(0)
    took = time.perf_counter() - begin
    others.cancel()
    async with db.read() as session:
        taken = await read_progress(session, number)
    if taken.waiting != people:
        raise RuntimeError(f"{taken.waiting} of {people} were taken")
    print(
        f"queueing for {people} people: {took:.1f} s; longest wait of others for the lock {max(waits):.3f} s, "
        f"of {len(waits)}; memory {before:.0f} MB before, {most:.0f} MB at most, {_memory():.0f} MB after"
    )


async def _others(db: Database, waits: list[float]) -> None:
    """What a worker does at the least: it takes the lock, again and again."""
    while True:
        begin = time.perf_counter()
        async with db.write() as session:
            await session.execute(text("SELECT 1"))
            waits.append(time.perf_counter() - begin)
        await asyncio.sleep(LOOK_SECONDS)


def _memory() -> float:
    """Resident, in MB."""
    return float(psutil.Process().memory_info().rss) / 1e6
