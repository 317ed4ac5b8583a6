"""How much memory the bot takes when very many different people have talked to it."""

from __future__ import annotations

from sqlalchemy import func, select

from bench import report
from bench.contestants import BotFailed, running, santribot
from bench.crowd import GREETING, Crowd
from bench.places import Places
from bench.scale import Scale
from models.database import Database
from models.people import Person
from tests.telegram.standin import Standin

FIRST_ID = 9_000_000


async def memory(scale: Scale, places: Places) -> None:
    url = await places.url("sqlite", 0)
    report.say(
        f"{scale.newcomers:,} people come, each says /mulai, agrees to be kept and is asked for a name"
    )
    async with Standin() as standin, running(santribot(url), standin) as bot:
        before = bot.memory()
        newcomers = range(FIRST_ID, FIRST_ID + scale.newcomers)
        seen = await Crowd(standin, newcomers, scale.people, GREETING).talk()
        after = bot.memory()
    kept = await _people(url)
    if kept != scale.newcomers:
        raise BotFailed(f"{scale.newcomers} people agreed, {kept} are in the database")
    report.say(
        f"{before:.0f} MB at the start, {after:.0f} MB at the end; {report.number(seen.steps_per_second)} steps/s"
    )
    report.at_most("MB", after, 120)


async def _people(url: str) -> int:
    db = Database(url)
    async with db.read() as session:
        number = await session.scalar(select(func.count()).select_from(Person))
    await db.close()
    return number or 0
