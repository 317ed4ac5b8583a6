"""Events as santri meet them: the card, the answer, the way there; full means full."""

from __future__ import annotations

import pytest

from tests.journeys.days import on, wednesday
from tests.journeys.events import PLACE, manages, opens, publishes
from tests.journeys.office import Office, together

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture(scope="module")
def office(own_office: Office) -> Office:
    return own_office


async def test_an_invitation_is_answered_in_place(office: Office) -> None:
    organiser, santri = await office.organiser("Siti Aminah"), await office.santri()
    await santri.says("/acara", "Belum ada acara yang akan datang")
    await publishes(organiser, "Temu Bisnis")
    card = await santri.says(
        "/acara", f"Temu Bisnis\n{on(wednesday())} · 09.00–15.00 WIB (", PLACE, "260 kursi"
    )
    assert card.buttons[0] == ["Hadir", "Mungkin", "Tidak bisa"]
    answered = await santri.taps("Hadir", "Kakak hadir.", "Sisa 259 dari 260 kursi")
    assert answered is card
    await santri.taps("Ubah jawaban", "Kakak hadir.")
    await santri.taps("Tidak bisa", "Kakak tidak bisa hadir.", "260 kursi")
    await santri.taps("Ubah jawaban", "Kakak tidak bisa hadir.")
    await santri.taps("Mungkin", "Kakak mungkin hadir.")
    assert card.edits == 5


async def test_the_way_there(office: Office) -> None:
    santri = await office.santri()
    await opens(santri, "Temu Bisnis")
    card = await santri.taps("Hadir", "Kakak hadir.")
    await santri.taps("Lokasi", "")
    pin = santri.phone.messages[-1]
    assert pin.content["venue"]["title"] == PLACE
    assert pin.content["location"] == {"latitude": -7.265, "longitude": 112.74}
    file = await santri.taps("Simpan ke kalender", "Buka berkas ini", "Temu Bisnis", on=card)
    assert file.content["document"]["file_name"].endswith(".ics")
    assert b"SUMMARY:Temu Bisnis" in office.download(file)
    await santri.taps("Menu", "Ada yang bisa saya bantu?", on=pin)


async def test_a_full_event_takes_nobody_more(office: Office) -> None:
    organiser = await office.organiser("Siti Barokah")
    await publishes(organiser, "Pelatihan Kecil", seats=1)
    first, second = await office.santri("Ahmad Satu"), await office.santri("Ahmad Dua")
    for guest in (first, second):
        await opens(guest, "Pelatihan Kecil")
    await first.taps("Hadir", "Kakak hadir.", "Kursi penuh (1)")
    refused = await second.taps("Hadir", "kursinya sudah penuh, Kak.", "Kursi penuh (1)")
    assert refused.buttons[0] == ["Mungkin", "Tidak bisa"]
    await second.taps("Mungkin", "Kakak mungkin hadir.")
    await first.taps("Ubah jawaban", "Kakak hadir.")
    await first.taps("Tidak bisa", "Kakak tidak bisa hadir.")
    await second.taps("Ubah jawaban", "Kakak mungkin hadir.")
    await second.taps("Hadir", "Kakak hadir.", "Kursi penuh (1)")


async def test_fifty_people_race_for_twenty_seats(office: Office) -> None:
    organiser = await office.organiser("Siti Cahaya")
    await publishes(organiser, "Temu Ramai", seats=20)
    everybody = await office.crowd(50)
    await together(*(opens(guest, "Temu Ramai") for guest in everybody))
    await together(*(guest.taps("Hadir", "Temu Ramai") for guest in everybody))
    coming = [guest for guest in everybody if "Kakak hadir." in guest.phone.sees]
    refused = [guest for guest in everybody if "sudah penuh" in guest.phone.sees]
    assert (len(coming), len(refused)) == (20, 30)
    await manages(organiser, "Temu Ramai")
    await organiser.sees("hadir 20 · mungkin 0 · tidak bisa 0")
    await organiser.taps("Tamu (20)", "Tamu Temu Ramai")


async def test_two_presses_of_one_person_take_one_seat(office: Office) -> None:
    organiser, santri = await office.organiser("Siti Damai"), await office.santri()
    await publishes(organiser, "Temu Ganda", seats=10)
    await opens(santri, "Temu Ganda")
    card = santri.screen
    await together(*(santri.phone.taps("Hadir", card) for _press in range(3)))
    await santri.sees("Kakak hadir.", "Sisa 9 dari 10 kursi")
    await opens(santri, "Temu Ganda")
    assert "Kakak hadir." in santri.phone.sees
    assert "Sisa 9 dari 10 kursi" in santri.phone.sees


async def test_an_event_that_is_not_there(office: Office) -> None:
    santri = await office.santri()
    await santri.says("/start a-ZZZZZZ", "Maaf, acara ini tidak ada atau belum dibuka, Kak.")
    assert santri.phone.buttons == ["Semua acara", "Menu"]
