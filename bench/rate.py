"""How long an answer takes at a pace that a whole province hardly reaches: steps are due at their time, whether the
answers before them are there or not.
"""

from __future__ import annotations

from itertools import cycle

from bench import report
from bench.contestants import Command, running
from bench.dialogue import MEDIAN, OURS, P99, contestants
from bench.environment import Environment
from bench.metronome import Metronome
from bench.places import Places
from bench.province import talkers
from bench.report import Figures
from bench.scale import Scale
from tests.channels.telegram.standin import Standin

PER_SECOND = 30
SLOWEST = "slowest ms"


async def rate(scale: Scale, places: Places) -> None:
    bots = contestants(await places.url("sqlite", scale.town))
    report.say(
        f"{PER_SECOND} steps/s of the same dialogue, {scale.rounds} rounds of {2 * scale.seconds:g} s for each bot"
    )
    rows: dict[str, list[Figures]] = {name: [] for name in bots}
    for _round in range(scale.rounds):
        for name, command in bots.items():
            rows[name].append(await _measure(command, scale, places.environment))
    report.table(rows)
    report.at_most("ms, 99th percentile", report.middle(rows[OURS], P99), 30)


async def _measure(command: Command, scale: Scale, environment: Environment) -> Figures:
    async with Standin() as standin, running(command, standin, environment):
        people = cycle(talkers(scale.town, scale.crowd))
        crowd = Metronome(standin, people, scale.people, PER_SECOND)
        await crowd.talk(scale.warm_up)
        seen = await crowd.talk(2 * scale.seconds)
    return {MEDIAN: seen.percentile(0.5), P99: seen.percentile(0.99), SLOWEST: seen.percentile(1)}
