"""Somebody presses and types whatever comes to mind. Each deed is answered, and nothing ever breaks."""

from __future__ import annotations

import random

import pytest

from tests.journeys.office import Office
from tests.journeys.visitors import Visitor
from tests.support.fakes import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

DEEDS = 120
TEXTS = (
    *(
        "/mulai",
        "/produk",
        "/pilar",
        "/acara",
        "/acarabaru",
        "/siar",
        "/siaran",
        "/statistik",
        "/peran",
        "/peran a",
    ),
    *("/profil", "/bantuan", "/batal", "/bahasa", "/dataku", "/start p-ABCDEF", "/start pilar-santripreneur"),
    *("Lewati", "Kembali", "Batal", "Selesai", "Simpan", "Tetap", "ya", "tidak", "halo", "<b>Kopi</b> & _*["),
    *("15rb", "15rb/pak", "400", "-5", "belum ada", "@akun", "sidogiri", "0812 3456 7890", "x" * 4000),
    *("besok jam 9", "Rabu pekan depan jam 10", "15.00", "Hotel Grand Dafam, Surabaya", "-7.2,112.7"),
)


@pytest.fixture(scope="module")
def office(own_office: Office) -> Office:
    return own_office


@pytest.mark.parametrize("seed", [1, 2])
async def test_whatever_people_do_is_answered(office: Office, seed: int) -> None:
    dice = random.Random(seed)
    people = [
        office.newcomer("Baru & Saja"),
        await office.santri("Ahmad <i>"),
        await office.organiser(f"Siti {seed}"),
        await office.admin(),
    ]
    for _deed in range(DEEDS):
        await anything(dice.choice(people), dice)
    for visitor in people:
        await visitor.says("/mulai", "")
        assert visitor.screen.buttons


async def anything(visitor: Visitor, dice: random.Random) -> None:
    """A button, mostly of the newest message, or something typed or sent; until it is answered."""
    pressable = [message for message in visitor.phone.messages if "inline_keyboard" in message.markup]
    chance = dice.random()
    if pressable and chance < 0.65:
        on = pressable[-1] if dice.random() < 0.8 else dice.choice(pressable)
        await visitor.forges(dice.choice([key["callback_data"] for key in on.keys]), on)
        await until(lambda: not visitor.phone.world.presses)
    elif chance < 0.95:
        await visitor.says(dice.choice(TEXTS), "")
    else:
        await dice.choice((visitor.sends_photo, visitor.shares_contact))("")
