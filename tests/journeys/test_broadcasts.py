"""A broadcast: written, aimed, seen before it goes, watched on its way, and reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.people import Affiliation
from tests.channels.telegram.standin import Message
from tests.journeys.events import opens, publishes
from tests.journeys.office import Office, opened

pytestmark = pytest.mark.asyncio(loop_scope="session")

FORMATTED = "Pendaftaran <b>pelatihan</b> dibuka sampai <i>Jumat</i>, harga &lt;15rb &amp; gratis."
PLAIN = "Pendaftaran pelatihan dibuka sampai Jumat, harga <15rb & gratis."


@pytest.fixture(scope="module")
def office(own_office: Office) -> Office:
    return own_office


def styles(message: Message) -> list[tuple[str, str]]:
    """What is formatted, and how."""
    return [
        (message.text[entity["offset"] :][: entity["length"]], entity["type"]) for entity in message.entities
    ]


async def test_a_formatted_text_reaches_a_combination_of_people(office: Office) -> None:
    organiser = await office.organiser("Siti Aminah")
    santri, alumna = (
        await office.santri("Fatimah Zahra"),
        await office.santri("Dewi Rahma", Affiliation.ALUMNI),
    )
    await organiser.says("/siar", "Kirim isi")
    await organiser.says_formatted(FORMATTED, "Untuk siapa?")
    await organiser.taps("Status …", "Semua orang yang terdaftar")
    await organiser.taps("Santri", "Status: Santri", "Yang akan menerima: 1 orang")
    await organiser.taps("Pilihan lain", "Untuk siapa?")
    await organiser.taps("Wilayah …", "Pilih satu atau beberapa.")
    await organiser.taps("Berikutnya ›", "Wilayah")
    await organiser.taps("Kab. Jombang", "Status: Santri · Wilayah: Kab. Jombang", "0 orang")
    await organiser.taps("Lanjut (0)", "Belum ada orang yang bisa menerima siaran ini.")
    await organiser.taps("Ubah penerima", "Untuk siapa?")
    await organiser.taps("✓ Wilayah …", "Wilayah")
    await organiser.taps("Berikutnya ›", "Wilayah")
    await organiser.taps("Kab. Pasuruan", "Kab. Pasuruan, Kab. Jombang", "1 orang")
    preview = await organiser.taps("Lanjut (1)", "Beginilah yang akan diterima 1 orang:", PLAIN)
    assert styles(preview)[-2:] == [("pelatihan", "bold"), ("Jumat", "italic")]
    await organiser.taps("Kirim sekarang", "Mengirim …")
    arrived = await santri.sees(PLAIN)
    assert arrived.text == PLAIN
    assert styles(arrived) == [("pelatihan", "bold"), ("Jumat", "italic")]
    assert not any(PLAIN in message.text for message in alumna.phone.messages)


async def test_a_photo_is_tried_out_first_and_goes_to_the_guests_of_an_event(office: Office) -> None:
    organiser, guest = await office.organiser("Siti Barokah"), await office.santri("Hasan Anwar")
    await publishes(organiser, "Temu Bisnis")
    await opens(guest, "Temu Bisnis")
    await guest.taps("Hadir", "Kakak hadir.")
    await organiser.says("/siar", "Kirim isi")
    await organiser.sends_photo("Untuk siapa?", caption="Jangan lupa: <b>besok</b> & lusa!")
    await organiser.taps("Tamu acara …", "Pilih satu atau beberapa.")
    await organiser.taps("Temu Bisnis", "Yang akan menerima: 1 orang")
    await organiser.taps("Lanjut (1)", "Beginilah yang akan diterima 1 orang:")
    shown = await organiser.sees("Jangan lupa: <b>besok</b> & lusa!")
    tried = await organiser.taps("Coba ke saya dulu", "Jangan lupa: <b>besok</b> & lusa!")
    await organiser.taps("Kirim sekarang", "Mengirim …")
    arrived = await guest.sees("Jangan lupa")
    assert arrived.kind == tried.kind == shown.kind == "photo"
    assert arrived.text == tried.text == shown.text
    assert arrived.content["photo"] == tried.content["photo"]


async def test_an_event_is_announced_with_a_text_that_is_ready(office: Office) -> None:
    organiser, santri = (
        await office.organiser("Siti Cahaya"),
        await office.santri("Nur Azizah", Affiliation.ALUMNI),
    )
    await publishes(organiser, "Pameran Produk")
    await organiser.taps("Undang lewat siaran", "Untuk siapa?")
    await organiser.taps("Semua (", "Kakak diundang ke acara ini:", "Pameran Produk", "Ketik /acara")
    await organiser.taps("Kirim sekarang", "Mengirim …")
    await santri.sees("Kakak diundang ke acara ini:", "Pameran Produk")


async def test_what_was_not_sent_is_offered_again_and_can_be_changed(office: Office) -> None:
    organiser = await office.organiser("Siti Damai")
    await organiser.says("/siar", "Kirim isi")
    await organiser.says("Besok libur.", "Untuk siapa?")
    await organiser.says("/siar", "Siaran Besok libur. belum dikirim. Lanjutkan?")
    old = await organiser.taps("Lanjutkan", "Besok libur.", "Beginilah yang akan diterima")
    await organiser.taps("Ubah isi", "Kirim isi")
    await organiser.says("Lusa libur.", "Lusa libur.", "Beginilah yang akan diterima")
    await organiser.taps("Batal", "Baik, siarannya tidak jadi dikirim.")
    assert old.buttons != []


async def test_a_broadcast_is_sent_once_however_often_it_is_pressed(office: Office) -> None:
    organiser, santri = await office.organiser("Siti Elok"), await office.santri("Lukman Hakim")
    await organiser.says("/siar", "Kirim isi")
    await organiser.says("Hanya sekali, ya.", "Untuk siapa?")
    preview = await organiser.taps("Semua (", "Beginilah yang akan diterima")
    for _press in range(3):
        await organiser.phone.taps("Kirim sekarang", preview)
    await organiser.sees_toast("Siaran ini sudah dikirim.")
    await santri.sees("Hanya sekali, ya.")
    await santri.says("/mulai", "Ada yang bisa saya bantu?")
    assert [message.text for message in santri.phone.messages].count("Hanya sekali, ya.") == 1


async def test_what_cannot_be_broadcast(office: Office) -> None:
    organiser = await office.organiser("Siti Fitri")
    await organiser.says("/siar", "Kirim isi")
    await organiser.sends_document("rekaman.mp4", "Video dan suara belum bisa disiarkan", mime="video/mp4")
    await organiser.says("x" * 4000, "Terlalu panjang: 4.000 huruf. Paling banyak 3.500 huruf, ya, Kak.")
    await organiser.says("\u200b \u200b", "sebagai teks, atau satu foto")
    await organiser.sends_album(3, "Hanya foto pertama yang dipakai, ya, Kak.", "Untuk siapa?")


async def test_who_blocked_the_bot_gets_nothing_until_they_are_back(office: Office) -> None:
    organiser, guest = await office.organiser("Siti Gita"), await office.santri("Yusuf Maulana")
    await publishes(organiser, "Kelas Jualan")
    await opens(guest, "Kelas Jualan")
    await guest.taps("Hadir", "Kakak hadir.")
    await guest.phone.blocks()
    await organiser.says("/siar", "Kirim isi")
    await organiser.says("Jangan lupa besok.", "Untuk siapa?")
    await organiser.taps("Tamu acara …", "Pilih satu atau beberapa.")
    await organiser.taps("Kelas Jualan", "Yang akan menerima: 0 orang")
    await guest.phone.unblocks()
    await organiser.taps("Pilihan lain", "Yang akan menerima: 1 orang")
    await organiser.taps("Lanjut (1)", "Beginilah yang akan diterima 1 orang:")
    await organiser.taps("Kirim sekarang", "Mengirim …")
    await guest.sees("Jangan lupa besok.")


async def test_to_a_santri_the_command_does_not_exist(office: Office) -> None:
    santri = await office.santri()
    unknown = await santri.says("/siar", "Saya tidak mengenal perintah /siar.")
    other = await santri.says("/tidakada", "Saya tidak mengenal perintah /tidakada.")
    assert other.text == unknown.text.replace("/siar", "/tidakada")
    assert other.buttons == unknown.buttons


async def test_the_way_of_a_broadcast_is_watched_in_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANTRIBOT_TELEGRAM__MESSAGES_PER_SECOND", "10")
    async with opened(tmp_path) as office:
        organiser = await office.admin()
        phones = [guest.phone for guest in await office.crowd(45)]
        await phones[0].blocks()
        for phone in phones[1:4]:
            phone.chat.blocked = True
        await organiser.says("/siar", "Kirim isi")
        await organiser.says("Selamat hari santri!", "Untuk siapa?")
        await organiser.taps("Semua (45)", "Beginilah yang akan diterima 45 orang (1 orang lain")
        office.standin.faults.next("sendMessage", "refused")
        progress = await organiser.taps("Kirim sekarang", "Mengirim …")
        halfway = await organiser.sees("sisa ±", "▓", "dari 45")
        report = await organiser.sees("Terkirim 41 · diblokir 3 · gagal 1", "Selesai dalam")
        assert progress is halfway is report
        await organiser.taps("Rincian", "Diblokir: 3 orang memblokir", "Gagal, menurut aplikasinya:", "1 × ")
        await organiser.taps("Semua siaran", "1. ", "Selamat hari santri! · terkirim 41 dari 45")
        await organiser.says("/siar", "Kirim isi")
        await organiser.says("Ini tidak jadi.", "Untuk siapa?")
        await organiser.taps("Semua (42)", "Beginilah yang akan diterima 42 orang")
        await organiser.taps("Kirim sekarang", "Mengirim …")
        await organiser.sees("pesan/detik · sisa ±")
        await organiser.taps("Batalkan", "Dihentikan setelah", "tidak dikirim")
        assert office.standin.violations == []
