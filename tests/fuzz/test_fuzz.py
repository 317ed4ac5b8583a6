"""A little of what `python -m tests.fuzz` does at length."""

from __future__ import annotations

from collections import Counter

import pytest

from models.db.database import Database
from tests.fuzz import targets
from tests.fuzz.__main__ import TARGETS, _problem
from tests.fuzz.conversations import talk
from tests.fuzz.inputs import MAX_TEXT, Inputs


@pytest.mark.parametrize("name", TARGETS)
def test_hostile_inputs_are_read_or_kindly_refused(name: str) -> None:
    target, _share = TARGETS[name]
    inputs = Inputs(1)
    assert [problem for _count in range(500) if (problem := _problem(target(inputs)))] == []


def test_an_error_is_told() -> None:
    def wrong() -> None:
        raise KeyError("data")

    assert _problem(wrong) == "KeyError: 'data'"


def test_inputs_are_the_same_for_the_same_seed_and_fit_into_a_message() -> None:
    first, again = Inputs(7), Inputs(7)
    made = [first.text() for _count in range(300)]
    assert made == [again.text() for _count in range(300)]
    assert max(map(len, made)) == MAX_TEXT
    assert all(len(first.press(["products.show:1"]).encode()) <= 64 for _count in range(300))


async def test_whoever_types_and_presses_what_nobody_should_is_answered(
    sqlite: Database, regions: None
) -> None:
    assert await talk(sqlite, Inputs(3), 150) == []


def test_each_reader_gets_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    called = Counter[str]()
    readers = {name: lambda _typed, name=name: called.update([name]) for name in targets.READERS}
    monkeypatch.setattr(targets, "READERS", readers)
    inputs = Inputs(1)
    for _count in range(500):
        targets.read_text(inputs)()
    assert called.keys() == readers.keys()
