"""Presses of buttons that nobody was shown: whatever they carry, they are answered kindly and are no dead letters."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import pytest

from bot.dialog.buttons import ButtonHandler
from bot.messages.incoming import ButtonPress
from models.people import Person, Role
from models.queue.inbox import InboxRow
from tests.rights.town import ROWS
from tests.support.client import Someone, Town

NUMBERS = ("0", "-1", "999999", str(2**31), str(2**63 - 1), str(-(2**63)), str(2**63), "9" * 40)
NO_NUMBERS = ("", "abc", "1.5", "1_0", " 7", "٣", "7\0")
TEXTS = ("x", "", "\0", "-1", "9" * 20, "\u202e", "id'; --")


def values_of(kind: type) -> tuple[str, ...]:
    """Values that a forger tries for one parameter of a button."""
    if issubclass(kind, Enum):
        return (*(str(member.value) for member in kind), "nothing", "")
    return (*NUMBERS, *NO_NUMBERS) if kind is int else TEXTS


def forgeries(handler: ButtonHandler[...], row: str) -> Iterator[str]:
    """Data of forged presses: each parameter in turn has every bad value, the others a likely one.

    `row` is the id of a row that the person may use.
    """
    likely = [values_of(kind)[0] for kind in handler.types]
    likely[:1] = [row] if row else likely[:1]
    for place, kind in enumerate(handler.types):
        for value in values_of(kind):
            yield ":".join([handler.name, *likely[:place], value, *likely[place + 1 :]])
    yield ":".join([handler.name, *likely, "7"])
    yield ":".join([handler.name, *likely[:-1]])
    yield f"{handler.name}:"


async def press(someone: Someone, *forged: str) -> None:
    presses = [someone.incoming(press=ButtonPress(data=data, ref="m", id="p")) for data in forged]
    await someone.town.receive(*presses)


async def dead_letters(town: Town) -> list[str]:
    return [f"{row.body} {row.failure}" for row in await town.rows(InboxRow) if row.failure]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADMIN])
async def test_no_forged_press_is_a_dead_letter(town: Town, role: Role) -> None:
    who = await town.santri(role=role)
    async with town.db.write() as session:
        person = await session.get_one(Person, 1)
        rows = {kind: str(await make(session, person)) for kind, make in ROWS.items()}
    data: dict[str, None] = {}
    for handler in {id(one): one for one in town.router.buttons.values()}.values():
        if handler.types:
            data |= dict.fromkeys(forgeries(handler, rows[handler.row.name] if handler.row else ""))
    assert len(data) > 1000
    await press(who, *data)
    assert await dead_letters(town) == []
    assert len(await town.rows(Person)) == 1
