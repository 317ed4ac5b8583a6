"""How figures are printed: medians of the rounds, ratios with their range, and whether a target is met."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median

import psutil

Figures = Mapping[str, float]
"""Of one round, by the heading of their column."""
NAME, CELL = 40, 15
"""How wide columns are."""

say = partial(print, flush=True)


@dataclass(frozen=True)
class Ratio:
    """Of the same figure in the same rounds."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.least:.2f} to {self.most:.2f})"


def machine() -> str:
    """A load of more than a little makes the figures those of another machine."""
    memory = psutil.virtual_memory().total / 2**30
    load = f"load {os.getloadavg()[0]:.1f} before"
    return f"{psutil.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}, {load}"


def table(rows: Mapping[str, Sequence[Figures]]) -> None:
    """The median of each figure."""
    columns = list(next(iter(rows.values()))[0])
    _line("", columns)
    for name, rounds in rows.items():
        _line(name, [number(middle(rounds, column)) for column in columns])


def ratios(rows: Mapping[str, Sequence[Figures]], ours: str, columns: Sequence[str]) -> None:
    """How many times what another has is what ours has, with the least and the most of the rounds."""
    for name in rows:
        if name != ours:
            against = [f"{column} {ratio(rows[ours], rows[name], column)}" for column in columns]
            say(f"{ours} / {name}: {', '.join(against)}")


def ratio(ours: Sequence[Figures], theirs: Sequence[Figures], column: str) -> Ratio:
    each = [one[column] / other[column] for one, other in zip(ours, theirs, strict=True)]
    return Ratio(median(each), min(each), max(each))


def middle(rounds: Sequence[Figures], column: str) -> float:
    return median(figures[column] for figures in rounds)


def at_least(what: str, value: float, target: float) -> None:
    _target(what, value, f"at least {number(target)}", value >= target)


def at_most(what: str, value: float, target: float) -> None:
    _target(what, value, f"at most {number(target)}", value <= target)


def number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.2f}"


def _target(what: str, value: float, target: str, met: bool) -> None:
    say(f"  {'met' if met else 'MISSED'}: {what}: {number(value)}, wanted {target}")


def _line(name: str, cells: Sequence[str]) -> None:
    say(f"{name:{NAME}}" + "".join(f"{cell:>{CELL}}" for cell in cells))
