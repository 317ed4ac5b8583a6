"""What a step costs with few people in the database, and with very many."""

from __future__ import annotations

from contextlib import AsyncExitStack
from itertools import cycle, product

from bench import report
from bench.contestants import running, santribot
from bench.crowd import Crowd
from bench.dialogue import COST, MEDIAN, STEPS
from bench.environment import Environment
from bench.places import Places, server_seconds
from bench.province import talkers
from bench.report import Figures
from bench.scale import Scale
from tests.channels.telegram.standin import Standin

SERVER, ALL = "server ms/step", "both ms/step"
FLAT = 1.2


class Case:
    """One database. Its stand-in and its crowd go on from round to round, as Telegram does: what has the number of an
    earlier update was handled already.
    """

    def __init__(
        self, kind: str, people: int, url: str, standin: Standin, scale: Scale, environment: Environment
    ) -> None:
        self.kind, self.url, self.standin, self.scale = kind, url, standin, scale
        self.environment = environment
        self.name = f"{kind}, {people:,} people"
        self.crowd = Crowd(standin, cycle(talkers(people, scale.crowd)), scale.people)
        self.rounds: list[Figures] = []

    async def measure(self) -> None:
        async with running(santribot(self.url), self.standin, self.environment) as bot:
            await self.crowd.talk(self.scale.warm_up)
            spent, served = bot.processor_seconds(), server_seconds(self.kind)
            seen = await self.crowd.talk(self.scale.seconds)
            spent, served = bot.processor_seconds() - spent, server_seconds(self.kind) - served
            await self.crowd.go_home()
        self.rounds.append(
            {
                STEPS: seen.steps_per_second,
                MEDIAN: seen.percentile(0.5),
                COST: 1000 * spent / seen.steps,
                SERVER: 1000 * served / seen.steps,
                ALL: 1000 * (spent + served) / seen.steps,
            }
        )


async def growth(scale: Scale, places: Places) -> None:
    report.say(
        f"the same dialogue with {scale.town:,} and with {scale.province:,} people in the database, in turn"
    )
    async with AsyncExitStack() as stack:
        cases: list[Case] = []
        for kind, people in product(scale.databases, (scale.town, scale.province)):
            standin = await stack.enter_async_context(Standin())
            url = await places.url(kind, people)
            cases.append(Case(kind, people, url, standin, scale, places.environment))
        for _round in range(scale.rounds):
            for case in cases:
                await case.measure()
    report.table({case.name: case.rounds for case in cases})
    for few, many in zip(cases[::2], cases[1::2], strict=True):
        _judge(few, many)


def _judge(few: Case, many: Case) -> None:
    cost, steps = (report.ratio(many.rounds, few.rounds, column).median for column in (ALL, STEPS))
    report.at_most(f"times the processor time of a step, {many.kind}", cost, FLAT)
    report.at_least(f"times the steps/s, {many.kind}", steps, 1 / FLAT)
