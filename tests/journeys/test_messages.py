"""The rules of the house, held against everything that is said on a walk through all screens."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.journeys.days import on, wednesday
from tests.journeys.events import manages, opens, publishes
from tests.journeys.office import Office
from tests.journeys.products import registers_keripik

MOST = 900
LONGER = ("Data Kakak yang tersimpan", "Wilayah\n")
"""What may be longer than a small phone shows begins so."""
FOREIGN = re.compile(
    r"\b(the|you|your|please|error|invalid|unknown|not|and|is|are|was|with|this|that|for|none|null|true|false)\b",
    re.IGNORECASE,
)
ILL_ADDRESSED = re.compile(r"\b(kamu|anda|kalian|lo|gue|gak|nggak|banget|silahkan|dong|sih)\b", re.IGNORECASE)
UNFINISHED = re.compile(r"[{}]|</?\w+>|&\w+;|\bNone\b|\.\.|[ \t]{2}| [.,;:?!]|\(\)|“”|\"\"")
INVITING = re.compile(r"/\w|silakan", re.IGNORECASE)
"""A message without buttons names a command, or says what to do."""
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50]")
TICK = "✓"
"""Also what is sent for a moment, to take the keyboard of a contact away."""
LONGEST_LABEL = 40
BROADCAST = "Pelatihan pengemasan dibuka sampai Jumat."


@dataclass(frozen=True)
class Shown:
    """A message as it once looked, or a toast, which has no buttons."""

    text: str
    labels: tuple[str, ...]
    toast: bool


@pytest.fixture(scope="module")
def office(own_office: Office) -> Office:
    return own_office


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def everything(office: Office) -> AsyncIterator[list[Shown]]:
    await a_newcomer_walks(office)
    await a_santri_walks(office)
    await the_pillars_are_walked(office)
    await an_organiser_walks(office)
    await an_admin_walks(office)
    yield [
        Shown(
            event["text"],
            tuple(label for row in event.get("buttons", ()) for label in row),
            "buttons" not in event,
        )
        for event in office.standin.world.events
        if event["kind"] in ("message", "edit", "toast")
    ]


async def a_newcomer_walks(office: Office) -> None:
    newcomer = office.newcomer("Nur Aisyah")
    await newcomer.says("halo", "Assalamu'alaikum")
    await newcomer.says("/bantuan", "Yang bisa saya bantu")
    await newcomer.says("/mulai", "Assalamu'alaikum")
    await newcomer.taps("Baca selengkapnya", "Data Kakak")
    await newcomer.taps("Tidak", "Tidak ada yang disimpan.")
    await newcomer.taps("Mulai lagi", "Assalamu'alaikum")
    await newcomer.taps("Setuju, lanjut", "1/4")
    await newcomer.says("N", "Terlalu pendek.")
    await newcomer.says("Nur Aisyah", "2/4")
    await newcomer.says("xyzzy", "xyzzy")
    await newcomer.taps("Belum ada di daftar", "3/6")
    await newcomer.fills(("Nurul Uji Coba", "4/6"), ("jember", "Maksudnya yang ini?"), ("Kab. Jember", "5/6"))
    await newcomer.taps("Santri", "6/6")
    await newcomer.says("nol", "nol")
    await newcomer.shares_contact("orang lain", own=False)
    await newcomer.shares_contact("Sudah benar?")
    await newcomer.taps("Ubah …", "Apa yang mau diubah?")
    await newcomer.taps("Kembali", "Sudah benar?")
    await newcomer.taps("Simpan", "Sekarang mau apa dulu?")
    group = office.standin.group()
    await newcomer.phone.says("/mulai", within=group)
    await group.waits_for("percakapan pribadi")


async def a_santri_walks(office: Office) -> None:
    santri = await office.santri("Fatimah Zahra")
    await santri.says("/tolong", "/tolong")
    await santri.says("mau jualan", "belum paham")
    await santri.says("/batal", "Tidak ada")
    await santri.says("/produk", "1/9")
    await santri.fills(
        ("Kripik", "2/9"), ("Makanan", "3/9"), ("lima belas", "lima belas"), ("-5", "Paling sedikit")
    )
    await santri.says("/profil", "Fatimah Zahra")
    await santri.says("halo", "Lanjutkan?")
    await santri.taps("Batalkan", "dibatalkan")
    await registers_keripik(santri)
    for label, sees in (
        ("Bagikan", "start=p-"),
        ("Kembali", "Kode "),
        ("Arsipkan", "Arsipkan"),
        ("Ya,", "sudah"),
    ):
        await santri.taps(label, sees)
    await santri.taps("Kembalikan", "tampil lagi")
    await santri.taps("Ubah …", "Apa yang mau diubah?")
    await santri.taps("Foto", "Sekarang: 1 foto")
    await santri.sends_document("a.pdf", "Itu berkas.")
    await santri.says("nanti", "lampiran")
    await santri.taps("Batal", "tidak ada yang diubah")
    await santri.says("/produk", "Produk Kakak (1).")
    await santri.says("/bahasa", "bahasa apa?")
    await santri.says("/acara", "acara")
    await santri.says("/dataku", "Data Kakak")
    await santri.says("/hapusakun", "Yakin?")
    await santri.taps("Jangan", "tidak ada yang dihapus")


async def the_pillars_are_walked(office: Office) -> None:
    santri = await office.santri("Hasan Anwar")
    for pillar in ("Pesantrenpreneur", "Sosiopreneur", "Santripreneur"):
        await santri.says("/pilar", "Tiga pilar OPOP")
        await santri.taps(pillar, pillar)
        await santri.taps("Ikut", "")
        await santri.says("/batal", "")
    await registers_keripik(santri)
    await santri.says("/pilar santripreneur", "Santripreneur")
    await santri.taps("Ikut", "1/3")
    await santri.fills(("Start Up (sampai 1 tahun)", "2/3"), ("Belum ada", "3/3"), ("Lewati", "Sudah benar?"))
    await santri.taps("Simpan", "Kakak ikut sejak")
    await santri.taps("Perbarui angka", "Apa yang mau diubah?")
    await santri.taps("Batal", "tidak ada yang diubah")
    await santri.says("/pilar", "Kakak sudah ikut.")
    await santri.taps("Santripreneur", "Kakak ikut sejak")
    await santri.taps("Undur diri", "Yakin")
    await santri.taps("Ya, undur diri", "tidak lagi ikut")


async def an_organiser_walks(office: Office) -> None:
    organiser, guest = await office.organiser("Siti Aminah"), await office.santri("Ahmad Tamu")
    await organiser.says("/acarabaru", "1/7")
    await organiser.fills(("Temu Bisnis", "2/7"), ("Lewati", "3/7"))
    await organiser.says(on(wednesday()).replace("Rabu", "Senin") + " jam 9", "bukan Senin")
    await organiser.says("Rabu 23 Maret 2022 09.00", "sudah lewat")
    await organiser.says(on(wednesday()), "Tambahkan")
    await organiser.says("/batal", "dibatalkan")
    await publishes(organiser, "Temu Bisnis", seats=1)
    await opens(guest, "Temu Bisnis")
    await guest.taps("Hadir", "Kakak hadir.")
    await guest.taps("Ubah jawaban", "Kakak hadir.")
    await guest.taps("Tidak bisa", "tidak bisa hadir")
    await guest.taps("Semua acara", "Acara yang akan datang")
    await guest.taps("Temu Bisnis", "Temu Bisnis")
    await guest.taps("Ubah jawaban", "tidak bisa hadir")
    await guest.taps("Hadir", "Kakak hadir.")
    await manages(organiser, "Temu Bisnis")
    await organiser.taps("Tamu (1)", "Ahmad Tamu")
    await organiser.taps("Kembali", "Terbit")
    await organiser.taps("Ubah …", "Apa yang mau diubah?")
    await organiser.taps("Tempat", "Sekarang: ")
    await organiser.fills(("Gedung Serbaguna, Jember", "titiknya"), ("Selesai", "Sudah benar?"))
    await organiser.taps("Simpan", "saya beri tahu")
    await guest.sees("berubah")
    await organiser.taps("Undang lewat siaran", "Untuk siapa?")
    for trait in (
        "Pilar …",
        "Status …",
        "Wilayah …",
        "Pesantren …",
        "Jenis produk …",
        "Tamu acara …",
        "Peran …",
    ):
        await organiser.taps(trait, "Yang akan menerima")
        await organiser.taps("Pilihan lain", "Untuk siapa?")
    await organiser.taps("Batal", "tidak jadi")
    await organiser.says("/siar", "Kirim isi")
    await organiser.says(BROADCAST, "Untuk siapa?")
    await organiser.says("/siar", "Lanjutkan?")
    await organiser.taps("Lanjutkan", "Beginilah yang akan diterima")
    await organiser.taps("Kirim sekarang", "Mengirim")
    await organiser.sees("Terkirim")
    await organiser.taps("Rincian", "Oleh Siti Aminah")
    await organiser.says("/siaran", "Siaran terakhir")
    await manages(organiser, "Temu Bisnis")
    await organiser.taps("Batalkan acara", "Batalkan acara")
    await organiser.taps("Ya,", "Dibatalkan")
    await guest.sees("dibatalkan")


async def an_admin_walks(office: Office) -> None:
    admin = await office.admin()
    for subject in ("", " pilar", " produk", " acara", " wilayah", " siaran"):
        await admin.says(f"/statistik{subject}", "")
    await admin.says("/bantuan", "Yang bisa saya bantu")
    await admin.says("/peran", "Budi Santoso – admin")
    await admin.taps("Undang penyelenggara", "sekali pakai")
    await admin.says("/peran zzz", "zzz")
    leaver = await office.santri("Ahmad Pergi")
    await leaver.says("/hapusakun", "Yakin?")
    await leaver.taps("Ya, hapus semuanya", "Sudah dihapus")


def test_each_fits_a_small_phone(everything: list[Shown]) -> None:
    assert len(everything) > 150
    assert [one.text for one in everything if len(one.text) > MOST and not one.text.startswith(LONGER)] == []


def test_each_leaves_something_to_press_or_to_say(everything: list[Shown]) -> None:
    silent = [one for one in everything if not (one.toast or one.labels or INVITING.search(one.text))]
    assert {one.text for one in silent} - {BROADCAST, TICK} == set()


def test_each_is_in_the_language_of_the_chat(everything: list[Shown]) -> None:
    assert [
        one for one in everything if FOREIGN.search(one.text) or FOREIGN.search(" ".join(one.labels))
    ] == []


def test_each_addresses_people_politely(everything: list[Shown]) -> None:
    assert [one.text for one in everything if ILL_ADDRESSED.search(one.text)] == []


def test_each_is_finished(everything: list[Shown]) -> None:
    assert [one.text for one in everything if UNFINISHED.search(one.text)] == []
    assert [one.labels for one in everything if UNFINISHED.search(" | ".join(one.labels))] == []


def test_each_has_at_most_one_emoji(everything: list[Shown]) -> None:
    assert [one.text for one in everything if len(EMOJI.findall(one.text.replace(TICK, ""))) > 1] == []


def test_each_label_can_be_read_on_a_small_phone(everything: list[Shown]) -> None:
    labels = {label for one in everything for label in one.labels}
    assert {label for label in labels if not 0 < len(label) <= LONGEST_LABEL} == set()
