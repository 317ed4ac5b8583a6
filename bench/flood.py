"""Measures the wait of people while a stranger floods the bot, against their wait else, in the same run."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count, cycle
from pathlib import Path

from bench import report
from bench.contestants import Command, Running, running, santribot
from bench.metronome import Metronome
from bench.places import Places
from bench.province import talkers
from bench.report import Figures
from bench.scale import Scale
from tests.channels.telegram.standin import Standin

FLOOD_PER_SECOND = 300
PER_SECOND, SEATS = 10, 20
"""Steps a second of all people beside the flood, who are so many: each writes slower than the bot lets them."""
STRANGER = 9_000_000_000
MEDIAN, P95, SLOWEST, CORE, SENT = "median ms", "p95 ms", "slowest ms", "bot's core %", "flood messages"


async def flood(scale: Scale, places: Places) -> None:
    seconds = 4 * scale.seconds
    report.say(
        f"{PER_SECOND} steps/s of {SEATS} people, {seconds:g} s without and {seconds:g} s with a stranger who sends "
        f"{FLOOD_PER_SECOND} messages/s; the limits of santribot are those that it comes with"
    )
    template = await places.url("sqlite", scale.town)
    async with Standin() as standin, running(_limited(template), standin, places.environment) as bot:
        crowd = Metronome(standin, cycle(talkers(scale.town, scale.crowd)), SEATS, PER_SECOND)
        await crowd.talk(scale.warm_up)
        calm = await _measure(bot, crowd, seconds)
        async with _flooding(standin) as sent:
            beside = await _measure(bot, crowd, seconds)
        beside = {**beside, SENT: next(sent)}
        answered = len(standin.person(id=STRANGER).messages)
    report.table({"nobody floods": [calm], "beside a flood": [beside]})
    report.say(f"the stranger got {answered} answers")
    report.at_most("ms more at p95", beside[P95] - calm[P95], 20)


async def _measure(bot: Running, crowd: Metronome, seconds: float) -> Figures:
    spent = bot.processor_seconds()
    seen = await crowd.talk(seconds)
    return {
        MEDIAN: seen.percentile(0.5),
        P95: seen.percentile(0.95),
        SLOWEST: seen.percentile(1),
        CORE: 100 * (bot.processor_seconds() - spent) / seen.seconds,
        SENT: 0,
    }


@asynccontextmanager
async def _flooding(standin: Standin) -> AsyncIterator[count[int]]:
    """A stranger floods inside the block; the next number of what it yields is that of their messages."""
    sent, stranger = count(), standin.person(id=STRANGER)

    async def work() -> None:
        begin = time.perf_counter()
        while True:
            await stranger.says(f"banjir {(number := next(sent))}")
            await asyncio.sleep(max(0.0, begin + number / FLOOD_PER_SECOND - time.perf_counter()))

    flooding = asyncio.create_task(work())
    try:
        yield sent
    finally:
        flooding.cancel()
        await asyncio.wait([flooding])


def _limited(template: str) -> Command:
    """`santribot run` on a copy of a SQLite database, with the limits for what a chat may bring."""
    source = template.removeprefix("sqlite+aiosqlite:///")

    async def command(standin: Standin, folder: Path) -> list[str]:
        shutil.copyfile(source, folder / "santribot.db")
        url = f"sqlite+aiosqlite:///{folder / 'santribot.db'}"
        return await santribot(url, limited=True)(standin, folder)

    return command
