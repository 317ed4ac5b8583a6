"""How fast it is, measured in one run on one machine: `python -m bench`.

dialogue  steps a second, latency, processor time, memory and start-up, against two other bots
rate      latency at 30 steps a second
flood     latency beside a stranger who sends 300 messages a second
memory    after 100,000 people have talked
growth    the cost of a step with 1,000 and with 1,000,000 people, on SQLite and PostgreSQL
counts    /statistik and a broadcast's count with 1,000,000 people, on both

Each bot is a process of its own; the stand-in for Telegram and the crowd are in this one. It ends with 1 where a bot
fails.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from bench import report
from bench.contestants import BotFailed
from bench.counts import counts
from bench.crowd import WrongAnswer
from bench.dialogue import dialogue
from bench.environment import install
from bench.flood import flood
from bench.growth import growth
from bench.memory import memory
from bench.places import KINDS, Places
from bench.rate import rate
from bench.scale import QUICK, Scale

PARTS: Mapping[str, Callable[[Scale, Places], Awaitable[None]]] = {
    "dialogue": dialogue,
    "rate": rate,
    "flood": flood,
    "memory": memory,
    "growth": growth,
    "counts": counts,
}


def main(arguments: Sequence[str] | None = None) -> int:
    given = parser().parse_args(arguments)
    chosen = {name: value for name, value in vars(given).items() if value is not None}
    parts, quick = chosen.pop("only"), chosen.pop("quick")
    report.say(report.machine())
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(run(parts, replace(QUICK if quick else Scale(), **chosen)))
    except (BotFailed, WrongAnswer, AssertionError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


async def run(parts: Sequence[str], scale: Scale) -> None:
    async with Places() as places:
        if scale.installed:
            places.environment = install(places.folder / "office")
        for name in parts:
            report.say(f"\n== {name}")
            await PARTS[name](scale, places)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The quickest there is, so that the crowd gives way to the bots."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--only", type=_some_of(list(PARTS)), default=list(PARTS), help="parts, with commas")
    made.add_argument("--databases", type=_some_of(KINDS), help=f"of {', '.join(KINDS)}")
    made.add_argument("--quick", action="store_true", help="a smoke run: its figures mean nothing")
    for name, kind, about in (
        ("people", int, "who talk at once"),
        ("seconds", float, "of a round"),
        ("rounds", int, "of each bot"),
        ("newcomers", int, "who talk before memory is measured"),
        ("province", int, "people in the large database"),
    ):
        made.add_argument(f"--{name}", type=kind, help=about)
    return made


def _some_of(known: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    def parse(text: str) -> tuple[str, ...]:
        names = tuple(text.split(","))
        if unknown := set(names) - set(known):
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: not one of {', '.join(known)}")
        return names

    return parse


if __name__ == "__main__":
    sys.exit(main())
