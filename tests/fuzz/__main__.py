"""Hostile inputs by the hundred thousand: no error but the kind one, none that takes long, and memory stays flat.

python -m tests.fuzz --inputs 200000 --seed 2026
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from time import process_time

import psutil

from tests.fuzz import targets
from tests.fuzz.conversations import talk
from tests.fuzz.inputs import Inputs
from tests.support.databases import migrated

Target = Callable[[Inputs], Callable[[], object]]

TARGETS: Mapping[str, tuple[Target, float]] = {
    "texts": (targets.read_text, 0.6),
    "updates": (targets.read_update, 0.2),
    "bodies": (targets.read_body, 0.05),
    "acts": (targets.read_act, 0.05),
}
"""The readers of each kind, and which share of all inputs it gets; conversations get the rest."""

CONVERSATIONS = 0.1

SLOW_SECONDS = 0.05
"""Of the processor, for one input: a thousand times what most take."""

GROWTH_BYTES = 24_000_000
"""So much more memory than after a tenth of the inputs is what caches take and fragments."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="tests.fuzz")
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=2026)
    chosen = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    problems = fuzz(chosen.inputs, chosen.seed)
    for problem in problems[:50]:
        print(problem)
    print(f"{chosen.inputs} inputs, seed {chosen.seed}: {len(problems)} problems")
    return int(bool(problems))


def fuzz(number: int, seed: int) -> list[str]:
    """Return what was wrong with each input that something was wrong with."""
    inputs, problems = Inputs(seed), list[str]()
    for name, (target, share) in TARGETS.items():
        problems += _reads(name, target, inputs, int(number * share))
    return problems + asyncio.run(_conversations(inputs, int(number * CONVERSATIONS)))


def _reads(name: str, target: Target, inputs: Inputs, number: int) -> list[str]:
    problems, early = list[str](), 0
    for count in range(number):
        read = target(inputs)
        if problem := _problem(read):
            problems.append(f"{name} {count}: {problem}")
        if count == number // 10:
            early = psutil.Process().memory_info().rss
    if number and (grown := psutil.Process().memory_info().rss - early) > GROWTH_BYTES:
        problems.append(f"{name}: {grown / 1e6:.0f} MB more memory than after a tenth")
    return problems


def _problem(read: Callable[[], object]) -> str | None:
    try:
        took = _took(read)
        if took > SLOW_SECONDS:
            took = min(took, _took(read), _took(read))
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:200]}"
    return f"took {took:.2f} s" if took > SLOW_SECONDS else None


def _took(read: Callable[[], object]) -> float:
    begin = process_time()
    read()
    return process_time() - begin


async def _conversations(inputs: Inputs, number: int) -> list[str]:
    async with migrated("sqlite", with_regions=True) as db:
        return [f"conversation: {failure}" for failure in await talk(db, inputs, number)]


if __name__ == "__main__":
    sys.exit(main())
