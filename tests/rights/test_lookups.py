"""What a question lets people choose from is what they may see, whatever a forged press picks."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.messages.incoming import ButtonPress
from models import pesantren
from models.drafts import DraftRow
from models.people import Person, Role
from models.pesantren import Pesantren
from models.queue.inbox import InboxRow
from tests.rights.test_forged_presses import NO_NUMBERS, NUMBERS
from tests.support.client import Someone, Town

SECRET = "Pesantren Rahasia Budi"


async def picks(someone: Someone, value: str) -> str:
    """The person forges a press of a choice of the open question; what they read then."""
    [draft] = [row for row in await someone.town.rows(DraftRow) if not row.paused]
    data = f"~{draft.id:x}:{draft.at}:v:{value}"
    await someone.town.receive(someone.incoming(press=ButtonPress(data=data, ref="m", id="p")))
    return "\n".join(bubble.text for bubble in someone.screen)


async def proposal_of_budi(town: Town) -> int:
    await town.santri("2", "Budi")
    async with town.db.write() as session:
        return (await pesantren.propose(session, SECRET, "3509", 2, town.now)).id


async def failures(town: Town) -> list[str | None]:
    return [row.failure for row in await town.rows(InboxRow) if row.failure]


async def test_another_pesantrens_proposal_is_neither_seen_nor_joined(town: Town) -> None:
    ahmad = await town.santri()
    secret = await proposal_of_budi(town)
    await ahmad.says("/profil")
    await ahmad.fills("Ubah …", "Pesantren")
    assert SECRET not in await picks(ahmad, str(secret))
    assert "sudah tidak ada" in ahmad.last.text
    await ahmad.says(SECRET)
    assert SECRET not in "".join(label for label in ahmad.last.labels)
    [row] = await town.rows(Person, name="Ahmad Fauzi")
    assert row.pesantren_id is None


async def test_an_older_draft_that_holds_anothers_proposal_joins_nothing(town: Town) -> None:
    ahmad = await town.santri()
    secret = await proposal_of_budi(town)
    await ahmad.says("/profil")
    await ahmad.taps("Ubah …")
    async with town.db.write() as session:
        [row] = await session.scalars(select(DraftRow))
        row.answers, row.at = {**row.answers, "pesantren": secret}, "="
    await ahmad.says("ya")
    assert "tidak ada di daftar" in ahmad.last.text
    assert SECRET not in ahmad.last.text
    [person] = await town.rows(Person, name="Ahmad Fauzi")
    assert person.pesantren_id is None


async def test_a_proposal_is_its_proposers_own_to_choose(town: Town) -> None:
    ahmad = await town.santri()
    async with town.db.write() as session:
        own = (await pesantren.propose(session, "Pesantren Ahmad", "3509", 1, town.now)).id
    await ahmad.says("/profil")
    await ahmad.fills(
        "Ubah …", "Pesantren", "Pesantren Ahmad", f"Pesantren Ahmad · {await region(town, own)}"
    )
    await ahmad.taps("Simpan")
    [person] = await town.rows(Person, name="Ahmad Fauzi")
    assert person.pesantren_id == own


async def region(town: Town, number: int) -> str:
    async with town.db.read() as session:
        row = await session.get_one(Pesantren, number)
        [(_one, found)] = await pesantren.with_regions(session, [row.id])
        return found.label


@pytest.mark.parametrize("value", [*NUMBERS, *NO_NUMBERS, "None", "3509x"])
async def test_a_forged_choice_is_refused_and_no_dead_letter(town: Town, value: str) -> None:
    ahmad = await town.santri()
    await ahmad.says("/profil")
    await ahmad.fills("Ubah …", "Pesantren")
    await picks(ahmad, value)
    await ahmad.says("ya")
    siti = await town.santri("3", "Siti", Role.ORGANISER)
    await siti.says("/siar")
    await siti.fills("Halo semua", "Pesantren …", "Cari pesantren …")
    async with town.db.write() as session:
        for draft in await session.scalars(select(DraftRow)):
            draft.paused = draft.form != "broadcast_pesantren"
    await picks(siti, value)
    assert await failures(town) == []
