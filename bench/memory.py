"""How much memory the bot takes when very many different people have talked to it."""

from __future__ import annotations

from sqlalchemy import func, select

from bench import report
from bench.contestants import BotFailed, running, santribot
from bench.crowd import GREETING, Crowd
from bench.places import Places
from bench.scale import Scale
from models.db.database import Database
from models.people import Person
from tests.channels.telegram.standin import Standin

FIRST_ID = 9_000_000
PARTS = 5
"""What grows without end grows in each part of them; what fills up does not."""


async def memory(scale: Scale, places: Places) -> None:
    url, some = await places.url("sqlite", 0), -(-scale.newcomers // PARTS)
    report.say(
        f"{scale.newcomers:,} people come, each says /mulai, agrees to be kept and is asked for a name"
    )
    after = []
    async with Standin() as standin, running(santribot(url), standin, places.environment) as bot:
        before = bot.memory()
        for begin in range(0, scale.newcomers, some):
            newcomers = range(FIRST_ID + begin, FIRST_ID + min(begin + some, scale.newcomers))
            await Crowd(standin, newcomers, scale.people, GREETING).talk()
            after.append(bot.memory())
    kept = await _people(url)
    if kept != scale.newcomers:
        raise BotFailed(f"{scale.newcomers} people agreed, {kept} are in the database")
    grown = ", ".join(f"{figure:.0f}" for figure in after)
    report.say(f"{before:.0f} MB at the start, {grown} MB after each part of them")
    report.at_most("MB", after[-1], 120)


async def _people(url: str) -> int:
    db = Database(url)
    async with db.read() as session:
        number = await session.scalar(select(func.count()).select_from(Person))
    await db.close()
    return number or 0
