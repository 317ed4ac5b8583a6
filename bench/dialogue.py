"""How many people one process can talk to: santribot, every step on disk, against python-telegram-bot's
`ConversationHandler`, which saves at the end. Both have the same dialogue, in the same run, in turn.

    python -m bench.dialogue [--people 50] [--seconds 15] [--rounds 3]

The stand-in for Telegram and the crowd run in this process, the bot in one of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import platform
from dataclasses import dataclass
from statistics import median

import psutil

from bench.contestants import Command, conversation_handler, running, santribot
from bench.crowd import Crowd
from tests.telegram.standin import Standin

CONTESTANTS: dict[str, Command] = {"santribot": santribot, "ConversationHandler": conversation_handler}
WARM_UP = 2.0


@dataclass(frozen=True)
class Result:
    """Of one bot in one round. Times in milliseconds but for `start_up`, in seconds; memory in MB."""

    steps_per_second: float
    median: float
    slowest: float
    processor: float
    memory: float
    start_up: float


COLUMNS = ("steps/s", "median ms", "p99 ms", "cpu ms/step", "memory MB", "start-up s")


async def measure(command: Command, people: int, seconds: float) -> Result:
    async with Standin() as standin, running(command, standin, people) as bot:
        crowd = Crowd(standin, people)
        before = bot.processor_seconds()
        seen = await crowd.talk(WARM_UP, seconds)
        spent = bot.processor_seconds() - before
        if standin.violations:
            raise RuntimeError(f"the bot asked what Telegram refuses: {standin.violations[0]}")
        share = seconds / (seconds + WARM_UP)
        return Result(
            seen.steps_per_second,
            seen.percentile(0.5),
            seen.percentile(0.99),
            1000 * spent * share / len(seen.latencies),
            bot.memory(),
            bot.start_up,
        )


async def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    print(
        f"{psutil.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GiB, "
        f"Python {platform.python_version()};"
    )
    print(
        f"{given.people} people at once, {given.rounds} rounds of {given.seconds:.0f} s for each bot, "
        "medians of the rounds"
    )
    results: dict[str, list[Result]] = {name: [] for name in CONTESTANTS}
    for _round in range(given.rounds):
        for name, command in CONTESTANTS.items():
            results[name].append(await measure(command, given.people, given.seconds))
    print(f"{'':22}" + "".join(f"{column:>13}" for column in COLUMNS))
    for name, rounds in results.items():
        figures = [median(column) for column in zip(*(vars(r).values() for r in rounds), strict=True)]
        print(f"{name:22}" + "".join(f"{figure:13.2f}" for figure in figures))
    pairs = zip(results["santribot"], results["ConversationHandler"], strict=True)
    ratios = [ours.steps_per_second / theirs.steps_per_second for ours, theirs in pairs]
    print(
        "steps per second, santribot / ConversationHandler: "
        f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    )


if __name__ == "__main__":
    asyncio.run(main())
