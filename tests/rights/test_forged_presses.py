"""Presses of buttons that nobody was shown: whatever they carry, they are answered kindly and are no dead letters."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import pytest

from bot.dialog.buttons import ButtonHandler
from bot.messages.incoming import ButtonPress
from models.people import Role
from models.queue.inbox import InboxRow
from tests.support.client import Someone, Town

NUMBERS = ("0", "-1", "7", "999999", str(2**31), str(2**63 - 1), str(-(2**63)), str(2**63), "9" * 40)
NO_NUMBERS = ("", "abc", "1.5", "1_0", " 7", "٣", "７", "7\0", "\ud7ff")
TEXTS = ("x", "", "\0", "None", "-1", "9" * 20, "\u202e", "id'; --")


def values_of(kind: type) -> tuple[str, ...]:
    """Values that a forger tries for one parameter of a button."""
    if issubclass(kind, Enum):
        return (*(str(member.value) for member in kind), "nothing", "")
    return (*NUMBERS, *NO_NUMBERS) if kind is int else TEXTS


def forgeries(handler: ButtonHandler[...]) -> Iterator[str]:
    """Data of forged presses: each parameter in turn has every bad value, the others a likely one."""
    likely = [values_of(kind)[0 if kind is not int else 2] for kind in handler.types]
    for place, kind in enumerate(handler.types):
        for value in values_of(kind):
            yield ":".join([handler.name, *likely[:place], value, *likely[place + 1 :]])
            yield ":".join([handler.name, *likely[:place], value])
    yield ":".join([handler.name, *likely, "7"])
    yield f"{handler.name}:"


async def press(someone: Someone, *forged: str) -> None:
    presses = [someone.incoming(press=ButtonPress(data=data, ref="m", id="p")) for data in forged]
    await someone.town.receive(*presses)


async def dead_letters(town: Town) -> list[str]:
    return [f"{row.body} {row.failure}" for row in await town.rows(InboxRow) if row.failure]


@pytest.mark.parametrize("role", list(Role))
async def test_no_forged_press_is_a_dead_letter(town: Town, role: Role) -> None:
    who = await town.santri(role=role)
    for handler in {id(one): one for one in town.router.buttons.values()}.values():
        if handler.types:
            await press(who, *dict.fromkeys(forgeries(handler)))
    assert await dead_letters(town) == []
