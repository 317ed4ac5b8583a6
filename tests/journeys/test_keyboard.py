"""The buttons that stand in place of the keyboard: there while a contact is asked for, and gone with the question."""

from __future__ import annotations

import pytest

from tests.journeys.office import Office
from tests.journeys.visitors import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")

KEYBOARD = ["Bagikan nomor saya", "Lewati", "Kembali", "Batal"]


async def at_the_phone_number(office: Office) -> Visitor:
    """A newcomer who is asked for the phone number, the last question of the first minute."""
    newcomer = office.newcomer()
    await newcomer.says("/mulai", "Assalamu'alaikum")
    await newcomer.taps("Setuju, lanjut", "Siapa nama Kakak?")
    await newcomer.taps("Pakai", "Dari pesantren mana?")
    await newcomer.taps("Lewati", "sebagai apa?")
    await newcomer.taps("Santri", "4/4 Nomor HP")
    assert newcomer.phone.keyboard == KEYBOARD
    return newcomer


async def test_the_own_number_is_shared_by_its_button(office: Office) -> None:
    newcomer = await at_the_phone_number(office)
    await newcomer.taps("Bagikan nomor saya", "0812-3456-7890.", "Sudah benar?")
    assert newcomer.phone.keyboard == []


async def test_the_number_of_somebody_else_is_refused(office: Office) -> None:
    newcomer = await at_the_phone_number(office)
    await newcomer.shares_contact("Itu kontak orang lain.", own=False)
    assert newcomer.phone.keyboard == KEYBOARD
    await newcomer.shares_contact("Sudah benar?")
    assert newcomer.phone.keyboard == []


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("0812 3456 7890", "0812-3456-7890."),
        ("Lewati", "Sudah benar?"),
        ("Kembali", "3/4 Kakak di pesantren sebagai apa?"),
        ("/batal", "dibatalkan"),
        ("/bantuan", "Yang bisa saya bantu"),
        ("/hapusakun", "Yakin?"),
    ],
)
async def test_however_the_question_is_left_nothing_dangles(office: Office, typed: str, answer: str) -> None:
    newcomer = await at_the_phone_number(office)
    shown = len(newcomer.phone.messages)
    await newcomer.says(typed, answer)
    assert newcomer.phone.keyboard == []
    assert len(newcomer.phone.messages) == shown + 1


async def test_it_stays_while_the_question_does(office: Office) -> None:
    newcomer = await at_the_phone_number(office)
    await newcomer.says("nol delapan", "nomor")
    assert newcomer.phone.keyboard == KEYBOARD


async def test_it_comes_back_with_the_question(office: Office) -> None:
    newcomer = await at_the_phone_number(office)
    await newcomer.says("/bantuan", "Yang bisa saya bantu")
    await newcomer.says("halo", "Lanjutkan?")
    assert newcomer.phone.keyboard == []
    await newcomer.taps("Lanjutkan", "4/4 Nomor HP")
    assert newcomer.phone.keyboard == KEYBOARD
