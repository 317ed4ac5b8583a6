"""Mutation tests: how much of what could go wrong in the code the tests notice.

    pip install --group mutation
    python -m tests.mutation --size 400 --seed 2026 --results mutants.jsonl

Results are kept in a file, line by line: who begins it again goes on where it ended. It takes about an hour on two
cores; survivors are printed with what was changed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.mutation.areas import AREAS
from tests.mutation.mutants import Mutant, sample
from tests.mutation.trial import Bench, Outcome
from tests.recipes.tree import copy

Results = dict[str, Outcome]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="tests.mutation")
    parser.add_argument("--size", type=int, default=400)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--areas", default="", help="names, with commas between; all without it")
    parser.add_argument("--results", type=Path, default=Path("mutants.jsonl"))
    parser.add_argument("--least", type=float, default=92.0, help="percent that must be killed")
    chosen = parser.parse_args(arguments)
    areas = [area for area in AREAS if not chosen.areas or area.name in chosen.areas.split(",")]
    wanted = sample(areas, chosen.size, chosen.seed)
    results = read(chosen.results)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        run([mutant for mutant in wanted if mutant.name not in results], chosen.results, Path(folder))
    return report(wanted, read(chosen.results), chosen.least)


def run(mutants: Sequence[Mutant], results: Path, folder: Path) -> None:
    """Try them on all cores, each in a copy of the tree that it has for itself meanwhile."""
    benches: SimpleQueue[Bench] = SimpleQueue()
    cores = os.cpu_count() or 1
    for number in range(cores):
        benches.put(Bench(copy(folder / str(number)).root))
    areas = {area.name: area for area in AREAS}

    def one(mutant: Mutant) -> None:
        bench = benches.get()
        try:
            outcome = bench.trial(mutant, areas[mutant.area])
        finally:
            benches.put(bench)
        with results.open("a", encoding="utf-8") as file:
            file.write(json.dumps([mutant.name, outcome]) + "\n")
        print(f"{outcome:10}{mutant.name}", file=sys.stderr, flush=True)

    with ThreadPoolExecutor(cores) as pool:
        list(pool.map(one, mutants))


def read(path: Path) -> Results:
    """The results so far."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {name: Outcome(outcome) for name, outcome in map(json.loads, lines)}


def report(mutants: Sequence[Mutant], results: Results, least: float) -> int:
    """Print each area's share and every survivor; 1 where fewer than `least` percent were killed."""
    tried, killed = Counter[str](), Counter[str]()
    for mutant in mutants:
        tried[mutant.area] += 1
        killed[mutant.area] += results[mutant.name] is Outcome.KILLED
        if results[mutant.name] is Outcome.SURVIVED:
            print(f"\n{mutant.name}\n{mutant.diff()}")
    print()
    for area, number in sorted(tried.items()):
        print(f"{area:12}{killed[area]:5} of {number:5} killed")
    percent = 100 * killed.total() / tried.total()
    print(f"{percent:.1f}% of {tried.total()} killed")
    return int(percent < least)


if __name__ == "__main__":
    sys.exit(main())
