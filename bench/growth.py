"""What a step costs with few people in the database, and with very many."""

from __future__ import annotations

from itertools import cycle

from bench import report
from bench.contestants import running, santribot
from bench.crowd import Crowd
from bench.dialogue import COST, MEDIAN, STEPS
from bench.places import Places, server_seconds
from bench.province import talkers
from bench.report import Figures
from bench.scale import Scale
from tests.telegram.standin import Standin

SERVER, ALL = "server ms/step", "both ms/step"
FLAT = 1.2


async def growth(scale: Scale, places: Places) -> None:
    report.say(
        f"the same dialogue with {scale.town:,} and with {scale.province:,} people in the database, in turn"
    )
    cases = [(kind, people) for kind in scale.databases for people in (scale.town, scale.province)]
    urls = {_name(*case): await places.url(*case) for case in cases}
    rows: dict[str, list[Figures]] = {_name(*case): [] for case in cases}
    for _round in range(scale.rounds):
        for kind, people in cases:
            name = _name(kind, people)
            rows[name].append(await _measure(urls[name], kind, people, scale))
    report.table(rows)
    for kind in scale.databases:
        few, many = rows[_name(kind, scale.town)], rows[_name(kind, scale.province)]
        report.at_most(
            f"times the processor time of a step, {kind}", report.ratio(many, few, ALL).median, FLAT
        )
        report.at_least(f"times the steps/s, {kind}", report.ratio(many, few, STEPS).median, 1 / FLAT)


def _name(kind: str, people: int) -> str:
    return f"{kind}, {people:,} people"


async def _measure(url: str, kind: str, people: int, scale: Scale) -> Figures:
    async with Standin() as standin, running(santribot(url), standin) as bot:
        crowd = Crowd(standin, cycle(talkers(people, scale.crowd)), scale.people)
        await crowd.talk(scale.warm_up)
        spent, served = bot.processor_seconds(), server_seconds(kind)
        seen = await crowd.talk(scale.seconds)
        spent, served = bot.processor_seconds() - spent, server_seconds(kind) - served
    return {
        STEPS: seen.steps_per_second,
        MEDIAN: seen.percentile(0.5),
        COST: 1000 * spent / seen.steps,
        SERVER: 1000 * served / seen.steps,
        ALL: 1000 * (spent + served) / seen.steps,
    }
