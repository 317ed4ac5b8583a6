"""Many at once, many from one, and the same thing twice: everything is answered once, in order, and apart."""

from __future__ import annotations

import pytest

from tests.journeys.office import Office, together
from tests.journeys.products import registers
from tests.journeys.visitors import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")

MESSAGES = 50


async def test_fifty_messages_of_one_person_in_a_second_are_answered_in_order(office: Office) -> None:
    santri = await office.santri()
    for number in range(MESSAGES):
        await santri.phone.says(f"/nomor{number}")
    await santri.says("/mulai", "Assalamu'alaikum")
    answers = [message.text for message in santri.phone.messages if "Saya tidak mengenal" in message.text]
    assert [answer.split()[4].rstrip(".") for answer in answers] == [f"/nomor{n}" for n in range(MESSAGES)]


async def test_a_form_that_is_filled_in_without_waiting_for_its_questions(office: Office) -> None:
    santri = await office.santri()
    for answer in ("/produk", "Kopi Lereng", "minuman", "20rb/pak", "400", "Robusta dari lereng."):
        await santri.phone.says(answer)
    await santri.phone.sends_photo()
    for answer in ("Selesai", "belum ada", "Lewati", "ya"):
        await santri.phone.says(answer)
    await santri.sees("Produk Kakak sudah terdaftar.", "Rp20.000 / pak · 400 pak/bulan")


async def test_two_people_who_talk_at_the_same_time_are_kept_apart(office: Office) -> None:
    ahmad, siti = await office.santri("Ahmad Satu"), await office.santri("Siti Dua")
    await ahmad.says("/produk", "1/9")
    await siti.says("/produk", "1/9")
    await ahmad.says("Keripik Ahmad", "2/9")
    await siti.says("Sambal Siti", "2/9")
    await ahmad.taps("Makanan", "3/9")
    await siti.says("/batal", "Sambal Siti")
    await ahmad.says("halo", 'Saya belum paham "halo".')
    await siti.says("/produk", "1/9 Apa nama produknya?")


async def test_many_people_at_once_are_kept_apart(office: Office) -> None:
    crowd = await office.crowd(15)

    async def sells(santri: Visitor, name: str) -> None:
        await registers(santri, name)
        await santri.says("/produk", "Produk Kakak (1).")
        await santri.taps(name, f"{name} · unggulan")

    await together(*(sells(santri, f"Produk {number}") for number, santri in enumerate(crowd)))


async def test_the_same_update_twice_is_handled_once(office: Office) -> None:
    santri, updates = await office.santri(), office.standin.world.updates
    await santri.says("/produk", "1/9")
    await santri.says("Keripik Tempe", "2/9")
    named = updates.newest
    await santri.taps("Makanan", "3/9")
    pressed, shown = updates.newest, len(santri.phone.messages)
    for update in (named, pressed, named):
        updates.repeat(update)
    await santri.says("15rb", "Rp15.000. 4/9")
    assert len(santri.phone.messages) == shown + 1


async def test_an_update_that_comes_again_much_later(office: Office) -> None:
    santri, updates = await office.santri(), office.standin.world.updates
    await santri.says("/mulai", "Ada yang bisa saya bantu?")
    greeted = updates.newest
    await registers(santri, "Keripik Tempe")
    shown = len(santri.phone.messages)
    updates.repeat(greeted)
    await santri.says("/produk", "Produk Kakak (1).")
    assert len(santri.phone.messages) == shown + 1


async def test_an_answer_that_telegram_lost_is_sent_again(office: Office) -> None:
    santri = await office.santri()
    for fault in ("gateway", "flood"):
        office.standin.faults.next("sendMessage", fault)
        await santri.says("/mulai", "Ada yang bisa saya bantu?")


async def test_a_message_whose_delivery_was_cut_off_comes_again(office: Office) -> None:
    santri = await office.santri()
    office.standin.faults.next("getUpdates", "reset_after")
    await santri.says("/mulai", "Ada yang bisa saya bantu?")
    shown = len(santri.phone.messages)
    await santri.says("/profil", "Ahmad Fauzi")
    assert len(santri.phone.messages) == shown + 1
    assert not office.standin.faults.planned["getUpdates"]
