"""An organiser plans an event, publishes it, changes it and calls it off; the guests are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.journeys.days import on, wednesday
from tests.journeys.events import PLACE, manages, opens, plans, publishes
from tests.journeys.office import Office

pytestmark = pytest.mark.asyncio(loop_scope="session")

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def office(own_office: Office) -> Office:
    return own_office


async def test_an_event_is_planned_as_santri_will_see_it_and_published(office: Office) -> None:
    organiser, santri = await office.organiser("Siti Aminah"), await office.santri()
    await organiser.says("/acarabaru", "1/7 Apa nama acaranya?")
    await organiser.says("Temu Bisnis", "2/7 Ceritakan singkat acaranya.")
    await organiser.says("Bertemu pembeli.", "3/7 Kapan mulainya?")
    when = on(wednesday())
    await organiser.says(f"{when} jam 9", f"{when} · 09.00 WIB. 4/7 Sampai")
    await organiser.says("jam 3 sore", f"{when} · 15.00 WIB. 5/7 Di mana tempatnya?")
    await organiser.says("https://maps.google.com/?q=-7.265,112.74", "Tulis dulu nama tempatnya, ya, Kak.")
    await organiser.says(PLACE, "Kirim juga titiknya", "tekan Selesai")
    await organiser.says("https://maps.google.com/?q=-7.265,112.74", f"{PLACE}. 6/7 Ada berapa kursi?")
    await organiser.says("260", "260. 7/7 Sampai kapan undangannya bisa dijawab?")
    before = wednesday() - 2 * DAY
    await organiser.says(f"{on(before)} jam 17.00", f"jawab sebelum {before.day} ", "Sudah benar?")
    await organiser.taps("Simpan", "Draf, belum terbit.")
    await santri.says("/acara", "Belum ada acara yang akan datang")
    await organiser.taps("Terbitkan", "di /acara.")
    card = await santri.says("/acara", f"Temu Bisnis\n{when} · 09.00–15.00 WIB", PLACE, "Bertemu pembeli.")
    assert "Sudah benar?" not in card.text


async def test_a_weekday_that_is_not_that_dates_and_a_day_that_is_over(office: Office) -> None:
    organiser = await office.organiser("Siti Barokah")
    await organiser.says("/acarabaru", "1/7")
    await organiser.fills(("Pelatihan Kemasan", "2/7"), ("Lewati", "3/7 Kapan mulainya?"))
    wrong = on(wednesday()).replace("Rabu", "Selasa")
    await organiser.says(f"{wrong} jam 9", "adalah hari Rabu, bukan Selasa.")
    await organiser.says("Rabu 23 Maret 2022 09.00", "Rabu, 23 Maret 2022 · 09.00 WIB sudah lewat.")
    await organiser.says("nanti saja", 'Saya belum paham "nanti saja".', "misalnya besok jam 9")
    friday = on(wednesday() + 2 * DAY)
    await organiser.says(f"{friday} jam 12.00", "waktu salat Jumat")
    await organiser.says(f"{friday} jam 08.00", f"{friday} · 08.00 WIB. 4/7")
    await organiser.says("07.00", "Selesainya harus sesudah mulai")
    await organiser.says("12.30", "waktu salat Jumat")
    await organiser.says("11.00", f"{friday} · 11.00 WIB. 5/7")


async def test_those_who_come_are_told_of_a_change(office: Office) -> None:
    organiser, comes = await office.organiser("Siti Cahaya"), await office.santri("Ahmad Satu")
    declines = await office.santri("Ahmad Dua")
    await publishes(organiser, "Pameran Produk")
    for guest, answer in ((comes, "Hadir"), (declines, "Tidak bisa")):
        await opens(guest, "Pameran Produk")
        await guest.taps(answer, "Kakak")
    await manages(organiser, "Pameran Produk")
    await organiser.taps("Ubah …", "Apa yang mau diubah?")
    await organiser.taps("Waktu mulai", f"Sekarang: {on(wednesday())} · 09.00 WIB")
    later = wednesday() + DAY
    await organiser.says(f"{on(later)} jam 10.00", f"{on(later)} · 10.00–16.00 WIB", "Sudah benar?")
    await organiser.taps("Simpan", "Tersimpan.\n1 tamu saya beri tahu.")
    await comes.sees("Kak, acara Pameran Produk berubah.", f"Waktu: {on(later)} · 10.00–16.00 WIB")
    await comes.taps("Lihat acara", f"{on(later)} · 10.00–16.00 WIB", "Kakak hadir.")
    assert "berubah" not in declines.phone.sees


async def test_fewer_seats_than_guests_are_refused(office: Office) -> None:
    organiser, santri = await office.organiser("Siti Damai"), await office.santri("Ahmad Tiga")
    other = await office.santri("Ahmad Empat")
    await publishes(organiser, "Kelas Foto", seats=2)
    for guest in (santri, other):
        await opens(guest, "Kelas Foto")
        await guest.taps("Hadir", "Kakak hadir.")
    await manages(organiser, "Kelas Foto")
    await organiser.taps("Ubah …", "Apa yang mau diubah?")
    await organiser.taps("Kursi", "Sekarang: 2")
    await organiser.fills(("1", "Sudah benar?"), ("Simpan", "Sudah 2 orang"))


async def test_those_who_come_are_told_that_it_is_called_off(office: Office) -> None:
    organiser, comes = await office.organiser("Siti Elok"), await office.santri("Ahmad Lima")
    await publishes(organiser, "Kelas Video")
    await opens(comes, "Kelas Video")
    card = await comes.taps("Hadir", "Kakak hadir.")
    await manages(organiser, "Kelas Video")
    await organiser.taps("Batalkan acara", "Batalkan acara Kelas Video?", "1 orang")
    await organiser.taps("Ya, batalkan acara", "Dibatalkan · hadir 1", "1 tamu saya beri tahu.")
    await comes.sees("Maaf, Kak, acara Kelas Video", "dibatalkan.")
    await comes.taps("Ubah jawaban", "Maaf, acara ini dibatalkan.", on=card)


async def test_a_draft_is_seen_by_organisers_alone(office: Office) -> None:
    organiser, santri = await office.organiser("Siti Fitri"), await office.santri("Ahmad Enam")
    await publishes(organiser, "Terbuka Saja")
    await plans(organiser, "Rahasia Dulu")
    await santri.says("/acara", "Terbuka Saja")
    assert "Rahasia Dulu" not in santri.phone.sees
    await santri.says("/acarabaru", "Saya tidak mengenal perintah /acarabaru.")


async def test_guests_who_blocked_the_bot_hold_nothing_up(office: Office) -> None:
    organiser, gone = await office.organiser("Siti Gita"), await office.santri("Ahmad Tujuh")
    comes = await office.santri("Ahmad Delapan")
    await publishes(organiser, "Kelas Jualan")
    for guest in (gone, comes):
        await opens(guest, "Kelas Jualan")
        await guest.taps("Hadir", "Kakak hadir.")
    gone.phone.chat.blocked = True
    await manages(organiser, "Kelas Jualan")
    await organiser.taps("Batalkan acara", "2 orang")
    await organiser.taps("Ya, batalkan acara", "2 tamu saya beri tahu.")
    await comes.sees("Maaf, Kak, acara Kelas Jualan")
