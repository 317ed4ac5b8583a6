"""Mutants are what they are said to be, and a sample is the same for the same seed."""

from __future__ import annotations

import pytest
from cosmic_ray.mutating import mutate_code

from tests.mutation.__main__ import report
from tests.mutation.areas import AREAS
from tests.mutation.mutants import sample
from tests.mutation.operators import DropCall, DropCondition
from tests.mutation.trial import Outcome

PARSING = [area for area in AREAS if area.name == "parsing"]


@pytest.mark.parametrize(
    ("operator", "code", "mutated"),
    [
        (DropCall, "def f():\n    save(row)\n", "def f():\n    None\n"),
        (
            DropCall,
            "async def f():\n    await a.save(row)\n    x = g()\n",
            "async def f():\n    None\n    x = g()\n",
        ),
        (DropCondition, "q.where(a == 1, b == 2)\n", "q.where(True, b == 2)\n"),
        (DropCondition, "q.where(mine)\n", "q.where(True)\n"),
    ],
)
def test_something_is_not_done_or_not_asked_for(operator: type, code: str, mutated: str) -> None:
    assert mutate_code(code, operator(), 0) == mutated


@pytest.mark.parametrize(
    ("operator", "code"),
    [
        (DropCall, "x = save(row)\n"),
        (DropCall, "row.saved\n"),
        (DropCondition, "filter(mine)\n"),
        (DropCondition, "q.where()\n"),
    ],
)
def test_what_is_no_statement_and_no_condition_is_left_alone(operator: type, code: str) -> None:
    assert mutate_code(code, operator(), 0) is None


def test_every_area_has_modules_and_tests() -> None:
    for area in AREAS:
        assert area.paths(), area.name
        assert all(area.nearest_tests(path) for path in area.paths())


def test_the_same_seed_finds_the_same_mutants() -> None:
    first = sample(PARSING, 10, 1)
    assert first == sample(PARSING, 10, 1) != sample(PARSING, 10, 2)
    assert all(mutant.diff() for mutant in first)


def test_fewer_killed_than_asked_for_is_a_failure_and_survivors_are_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    killed, survivor = sample(PARSING, 2, 1)
    results = {killed.name: Outcome.KILLED, survivor.name: Outcome.SURVIVED}
    assert report([killed, survivor], results, 92) == 1
    assert report([killed], results, 92) == 0
    printed = capsys.readouterr().out
    assert survivor.name in printed
    assert f"{killed.name}\n" not in printed
    assert "50.0% of 2 killed" in printed
