"""Presses of a form's buttons that nobody was shown: a choice that was never offered is refused or finds nothing, and
is no dead letter, neither when it is picked nor when the form is saved.
"""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from bot.messages.incoming import ButtonPress
from models import drafts
from models.drafts import Draft, DraftRow
from models.people import Address, Person, Role
from tests.rights.answers import ANSWERS, TARGETS
from tests.rights.test_forged_presses import NO_NUMBERS, NUMBERS, TEXTS, dead_letters
from tests.rights.town import ROWS
from tests.support.client import CHANNEL, Town

VALUES = list(dict.fromkeys([*NUMBERS, *NO_NUMBERS, *TEXTS, "None", "3509", "ya"]))
ACTIONS = ("f", "v", "k", "d", "s", "b", "w", "e", "n", "zz", "")


@pytest.fixture
async def chats(town: Town) -> dict[int, str]:
    """One admin in as many chats as there are values: address → chat."""
    await town.santri(role=Role.ADMIN)
    async with town.db.write() as session:
        for number in range(len(VALUES)):
            address = Address(person_id=1, channel=CHANNEL, chat=f"chat {number}", created_at=town.now)
            session.add(address)
        await session.flush()
    return {row.id: row.chat for row in await town.rows(Address) if row.chat.startswith("chat")}


async def presses(town: Town, chats: dict[int, str], *data: str) -> None:
    """Each chat presses one of `data`."""
    pairs = zip(chats.values(), data, strict=True)
    await town.receive(
        *(
            town.someone(chat).incoming(press=ButtonPress(data=pressed, ref="m", id="p"))
            for chat, pressed in pairs
        )
    )


async def opens(town: Town, chats: dict[int, str], form: str, target: str, at: str) -> None:
    """In each chat the form is open at one question, with everything answered."""
    async with town.db.write() as session:
        await session.execute(delete(DraftRow))
        opened = [
            Draft(address, form, target, town.now, id=address, answers=ANSWERS[form], at=at, one_field=True)
            for address in chats
        ]
        await drafts.save(session, opened)


@pytest.mark.parametrize("form", sorted(ANSWERS))
async def test_no_forged_choice_is_a_dead_letter(town: Town, chats: dict[int, str], form: str) -> None:
    declared = town.router.forms[form]
    for field in declared.model_fields:
        target = ""
        if declared.changes:
            async with town.db.write() as session:
                row = await ROWS[declared.changes.name](session, await session.get_one(Person, 1))
            target = TARGETS.get(form, "{row}").format(row=row)
        await opens(town, chats, form, target, field)
        await presses(
            town, chats, *(f"~{n:x}:{field}:v:{value}" for n, value in zip(chats, VALUES, strict=True))
        )
        await presses(town, chats, *(f"~{n:x}:=:ok:" for n in chats))
        assert await dead_letters(town) == [], field


async def test_no_forged_action_is_a_dead_letter(town: Town, chats: dict[int, str]) -> None:
    for action in ACTIONS:
        await opens(town, chats, "product", "", "category")
        argument = zip(chats, VALUES, strict=True)
        await presses(town, chats, *(f"~{n:x}:category:{action}:{value}" for n, value in argument))
    await presses(town, chats, *(f"~{value}" for value in VALUES))
    assert await dead_letters(town) == []
