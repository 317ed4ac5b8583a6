"""Whoever presses a button of version 0.1.0, or types what they typed then, is answered as they were then."""

from __future__ import annotations

from typing import Any

import pytest

from models.queue.inbox import InboxRow
from tests.upgrades import old
from tests.upgrades.conftest import copied
from tests.upgrades.old import JSON_BUTTONS, JSON_NAMES, JSON_TYPED, SORRY, STALE, alike, answer, name_of
from tests.upgrades.town import OldTown

BUTTONS = old.entries(JSON_BUTTONS)
TYPED = old.entries(JSON_TYPED)
NAMES = old.names(JSON_NAMES)
FEW = ("home.home", "products.show", "broadcasts.preview", "events.rsvp", "subscriptions.switch", "~x")
SHOWN_AGAIN = (
    "broadcast_decision.approve:5:99d369e8",
    "broadcast_schedule.ask:14:8f211457",
    "broadcasts.send:14:8f211457",
)
"""Buttons whose checksum does not count any more: what stood above them is shown again, with a line that says so."""

Entry = dict[str, Any]


def test_there_is_a_button_of_every_kind() -> None:
    of_forms = {name_of(entry) for entry in BUTTONS if entry["data"].startswith("~")}
    assert {name_of(entry) for entry in BUTTONS} - of_forms == set(NAMES["buttons"])
    assert of_forms >= {"~v", "~s", "~x", "~k", "~d", "~b", "~ok", "~e", "~f", "~r", "~n", "~c"}


@pytest.mark.parametrize("name", sorted({name_of(entry) for entry in BUTTONS}))
async def test_a_button(name: str) -> None:
    for entry in BUTTONS:
        if name_of(entry) == name:
            await is_answered("sqlite", entry)


@pytest.mark.parametrize("name", FEW)
async def test_a_button_after_the_move_to_postgresql(name: str) -> None:
    entry = next(entry for entry in BUTTONS if name_of(entry) == name and "says" in entry["expects"])
    await is_answered("postgresql", entry)


@pytest.mark.parametrize("text", sorted({entry["text"] for entry in TYPED}))
async def test_what_is_typed(text: str) -> None:
    for entry in TYPED:
        if entry["text"] == text:
            await is_answered("sqlite", entry)


async def is_answered(kind: str, entry: Entry) -> None:
    async with copied("settled", kind) as town:
        before = await failures(town)
        found = await answer(town, entry)
        assert await failures(town) == before, entry
    if entry.get("data") in SHOWN_AGAIN:
        assert found.keys() == {"says", "toast"}, (entry, found)
        assert SORRY not in str(found)
        assert STALE not in str(found)
        return
    assert found.keys() == entry["expects"].keys(), (entry, found)
    for how, said in found.items():
        assert SORRY not in said, entry
        assert alike(entry["expects"][how], said), (entry, found)
        assert (STALE in said) == (STALE in entry["expects"][how]), (entry, found)


async def failures(town: OldTown) -> int:
    """How many messages could not be handled."""
    return sum(row.failure is not None for row in await town.rows(InboxRow))
