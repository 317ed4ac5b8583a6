"""How many steps a second, how long an answer takes, and what it costs.

santribot, with every step on disk before its answer, against two bots that keep answers in memory and save at the end.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from itertools import cycle
from pathlib import Path

import psutil

from bench import report
from bench.contestants import BotFailed, Command, Running, another, running, santribot
from bench.crowd import DIALOGUE, Crowd
from bench.environment import Environment
from bench.places import Places
from bench.province import talkers
from bench.report import Figures
from bench.scale import Scale
from tests.channels.telegram.standin import Standin

OURS, PTB, AIOGRAM = "santribot", "ConversationHandler", "aiogram FSM"
STEPS, MEDIAN, P99, COST, MEMORY, START = (
    "steps/s",
    "median ms",
    "p99 ms",
    "cpu ms/step",
    "memory MB",
    "start-up s",
)
CROWD, SHARE = "crowd ms/step", "crowd's core %"
BUSY = 90.0
"""A crowd that takes so much of a core may be what limits the bot."""


def contestants(template: str) -> Mapping[str, Command]:
    """`template`: a SQLite database with a town in it, of which each round has a copy."""
    return {
        OURS: _fresh(template),
        PTB: another("bench.bots.conversation"),
        AIOGRAM: another("bench.bots.fsm"),
    }


async def dialogue(scale: Scale, places: Places) -> None:
    bots = contestants(await places.url("sqlite", scale.town))
    report.say(
        f"{len(DIALOGUE)} steps (a command, a button, ten questions, the confirmation), {scale.people} people at "
        f"once, {scale.rounds} rounds of {scale.seconds:g} s for each bot, in turn; medians, and in brackets the "
        "least and the most of the rounds"
    )
    rows: dict[str, list[Figures]] = {name: [] for name in bots}
    for _round in range(scale.rounds):
        for name, command in bots.items():
            rows[name].append(await _measure(command, scale, places.environment))
    report.table(rows)
    report.ratios(rows, OURS, [STEPS, MEDIAN, P99, COST, MEMORY, START])
    if max(figures[SHARE] for figures in rows[OURS]) > BUSY:
        report.say(
            "the crowd and the stand-in had hardly a moment's rest: they may be what limits these figures"
        )
    report.at_least(f"times {PTB}'s steps/s", report.ratio(rows[OURS], rows[PTB], STEPS).median, 4)
    report.at_least(f"times {AIOGRAM}'s steps/s", report.ratio(rows[OURS], rows[AIOGRAM], STEPS).median, 3)
    report.at_most("seconds to the first poll", report.middle(rows[OURS], START), 1.5)


async def _measure(command: Command, scale: Scale, environment: Environment) -> Figures:
    async with Standin() as standin, running(command, standin, environment) as bot:
        crowd = Crowd(standin, cycle(talkers(scale.town, scale.crowd)), scale.people)
        before = _saved(bot)
        await crowd.talk(scale.warm_up)
        spent, own = bot.processor_seconds(), _own_seconds()
        seen = await crowd.talk(scale.seconds)
        spent, own = bot.processor_seconds() - spent, _own_seconds() - own
        memory = bot.memory()
        if _saved(bot) - before < crowd.done:
            raise BotFailed(f"{crowd.done} products were confirmed, {_saved(bot) - before} saved")
        if standin.violations:
            raise BotFailed(f"the bot asked what Telegram refuses: {standin.violations[0]}")
    return {
        STEPS: seen.steps_per_second,
        MEDIAN: seen.percentile(0.5),
        P99: seen.percentile(0.99),
        COST: 1000 * spent / seen.steps,
        MEMORY: memory,
        START: bot.start_up,
        CROWD: 1000 * own / seen.steps,
        SHARE: 100 * own / seen.seconds,
    }


def _own_seconds() -> float:
    """The processor time of this process: the crowd and the stand-in."""
    times = psutil.Process().cpu_times()
    return float(times.user + times.system)


def _saved(bot: Running) -> int:
    """The products in its database."""
    [file] = bot.folder.glob("*.db")
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db:
        return int(db.execute("SELECT count(*) FROM products").fetchone()[0])


def _fresh(template: str) -> Command:
    source = template.removeprefix("sqlite+aiosqlite:///")

    async def command(standin: Standin, folder: Path) -> list[str]:
        shutil.copyfile(source, folder / "santribot.db")
        return await santribot(f"sqlite+aiosqlite:///{folder / 'santribot.db'}")(standin, folder)

    return command
