"""Mutants of the project's modules, and a sample of them by a seed."""

from __future__ import annotations

import random
from ast import parse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from itertools import islice
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

from tests.mutation.areas import Area
from tests.mutation.operators import FROM_COSMIC_RAY, DropCall, DropCondition
from tests.support.paths import ROOT

OPERATORS: dict[str, Any] = {name: get_operator(name) for name in FROM_COSMIC_RAY} | {
    "DropCall": DropCall,
    "DropCondition": DropCondition,
}


@dataclass(frozen=True)
class Mutant:
    """`occurrence`: which of the places where the operator could do something, from 0; `line` from 1."""

    area: str
    module: str
    operator: str
    occurrence: int
    line: int

    @property
    def name(self) -> str:
        """What its result is kept under, as long as the module stays as it is."""
        return f"{self.module}:{self.line} {self.operator.removeprefix('core/')} {self.occurrence}"

    def code(self) -> str:
        """The module with the mutation."""
        original = (ROOT / self.module).read_text(encoding="utf-8")
        return str(mutate_code(original, OPERATORS[self.operator](), self.occurrence))

    def is_python(self) -> bool:
        """Whether the mutation left something that can be loaded: not all operators know where brackets belong."""
        try:
            parse(self.code())
        except SyntaxError:
            return False
        return True

    def diff(self) -> str:
        """The lines that differ, without the head of a diff."""
        original = (ROOT / self.module).read_text(encoding="utf-8")
        lines = unified_diff(original.splitlines(), self.code().splitlines(), lineterm="", n=0)
        return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def sample(areas: Sequence[Area], size: int, seed: int) -> list[Mutant]:
    """At most `size` mutants of all areas, of each in the share that its modules have."""
    found = [mutant for area in areas for mutant in mutants(area)]
    random.Random(seed).shuffle(found)
    return list(islice((mutant for mutant in found if mutant.is_python()), size))


def mutants(area: Area) -> Iterator[Mutant]:
    """Yield every mutant of an area, but those of constants: no test is to know how long or how many by heart."""
    for module in area.paths():
        tree = get_ast((ROOT / module).read_text(encoding="utf-8"))
        for name, operator in OPERATORS.items():
            places = (
                (node, start)
                for node in ast_nodes(tree)
                for start, _end in operator().mutation_positions(node)
            )
            for occurrence, (node, start) in enumerate(places):
                if _is_in_function(node):
                    yield Mutant(area.name, str(module), name, occurrence, start[0])


def _is_in_function(node: Any) -> bool:
    while node is not None:
        if node.type == "suite" and node.parent.type in ("funcdef", "async_funcdef"):
            return True
        node = node.parent
    return False
