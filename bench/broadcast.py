"""How broadcasts go out: their pace against the limit, floods, what replies feel of them, and what a broadcast to a
million people asks of the database.

    python -m bench.broadcast [--recipients 3000] [--people 1000000] [--only limit,fast,replies,million]

The stand-in for Telegram runs in this process and the bot in one of its own. The stand-in refuses what comes past the
limit in any second, wherever that second begins.
"""

from __future__ import annotations

import argparse
import asyncio
import platform
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from statistics import mean

import psutil

from bench.contestants import running
from bench.million import million
from bench.office import FILE, office
from bot.app import keep_for_good
from models.db.database import Database
from tests.channels.telegram.standin import Standin
from tests.support.crowds import FIRST_ID, start

FREE, PAID = 30, 1000
REPLIES_PER_SECOND = 3
LOOK_SECONDS, PATIENCE = 0.01, 30.0
WITHOUT = 40.0
"""Seconds in which replies are measured before the broadcast."""


async def limit(recipients: int) -> None:
    """At what Telegram lets through free of charge."""
    await _pace(FREE, recipients)


async def fast(recipients: int) -> None:
    """At what Telegram lets through for Stars."""
    await _pace(PAID, max(recipients, 10_000))


async def _pace(per_second: int, recipients: int) -> None:
    async with (
        Standin() as standin,
        running(office(recipients, per_second, paid=per_second == PAID), standin) as bot,
    ):
        db = Database(f"sqlite+aiosqlite:///{bot.folder / FILE}")
        standin.faults.per_second = per_second
        before, spent = bot.memory(), bot.processor_seconds()
        keep_for_good()
        rate = recipients / await _broadcast(standin, db, recipients)
        print(
            f"{per_second}/s, {recipients} recipients: {rate:.1f}/s = {100 * rate / per_second:.1f}% of the limit; "
            f"{standin.faults.floods} floods; memory {before:.0f} -> {bot.memory():.0f} MB; "
            f"processor {1000 * (bot.processor_seconds() - spent) / recipients:.2f} ms a message"
        )
        await db.close()


async def _broadcast(standin: Standin, db: Database, recipients: int) -> float:
    """Seconds from the first message to the last. The stand-in is asked now and then only: it has enough to do."""
    await start(db)
    begin, arrived, heard = 0.0, 0, time.perf_counter()
    while arrived < recipients:
        await asyncio.sleep(LOOK_SECONDS)
        now, before = time.perf_counter(), arrived
        arrived = standin.world.calls["sendMessage"] - standin.faults.floods
        begin = begin or (now if arrived else 0.0)
        heard = now if arrived > before else heard
        if now - heard > PATIENCE:
            raise RuntimeError(f"nothing arrives any more, after {arrived} messages")
    return time.perf_counter() - begin


async def replies(recipients: int) -> None:
    """Three people a second say something, first alone, then during a broadcast at the limit."""
    async with Standin() as standin, running(office(recipients, FREE), standin) as bot:
        db = Database(f"sqlite+aiosqlite:///{bot.folder / FILE}")
        standin.faults.per_second = FREE
        keep_for_good()
        await _converse(standin, seconds=5)
        alone = await _converse(standin, WITHOUT)
        await start(db)
        await standin.world.watch(standin.world.seq, 10)
        busy = await _converse(standin, min(60.0, recipients / FREE))
        await db.close()
        print(
            f"replies at {REPLIES_PER_SECOND}/s: 95th percentile {_p95(alone):.0f} ms alone ({len(alone)} replies), "
            f"{_p95(busy):.0f} ms during a broadcast at {FREE}/s ({len(busy)}): {_p95(busy) - _p95(alone):+.0f} ms; "
            f"mean {mean(alone):.0f} and {mean(busy):.0f} ms; {standin.faults.floods} floods"
        )


async def _converse(standin: Standin, seconds: float) -> list[float]:
    """How long each reply took, in milliseconds."""
    tasks, begin = [], time.perf_counter()
    for number in range(round(seconds * REPLIES_PER_SECOND)):
        await asyncio.sleep(max(0.0, begin + number / REPLIES_PER_SECOND - time.perf_counter()))
        tasks.append(asyncio.create_task(_ask(standin, number)))
    return list(await asyncio.gather(*tasks))


async def _ask(standin: Standin, number: int) -> float:
    santri = standin.person(id=FIRST_ID - 1 - number % 100)
    begin = time.perf_counter()
    await santri.says("/bantuan")
    await santri.waits_for("", timeout=30)
    return 1000 * (time.perf_counter() - begin)


def _p95(times: Sequence[float]) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


PARTS: dict[str, Callable[[int], Awaitable[None]]] = {"limit": limit, "fast": fast, "replies": replies}


async def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--recipients", type=int, default=3000)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--only", default=",".join([*PARTS, "million"]))
    given = parser.parse_args()
    print(
        f"{psutil.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GiB, "
        f"Python {platform.python_version()}"
    )
    for name, part in PARTS.items():
        if name in given.only.split(","):
            await part(given.recipients)
    if "million" in given.only.split(","):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            await million(Path(folder), given.people)


if __name__ == "__main__":
    asyncio.run(main())
