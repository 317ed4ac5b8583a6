"""A broadcast: written, aimed, seen before it goes, watched on its way, and reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.office import Office, Visitor, opened
from tests.telegram.standin import Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

FORMATTED = "Pendaftaran <b>pelatihan</b> dibuka sampai <i>Jumat</i>, harga &lt;15rb &amp; gratis."
PLAIN = "Pendaftaran pelatihan dibuka sampai Jumat, harga <15rb & gratis."


def styles(message: Message) -> list[tuple[str, str]]:
    """What is formatted, and how."""
    return [
        (message.text[entity["offset"] :][: entity["length"]], entity["type"]) for entity in message.entities
    ]


async def narrows(organiser: Visitor, trait: str, value: str) -> None:
    """Choose one value by which people are chosen, and go back to the others."""
    await organiser.taps(trait, "Yang akan menerima")
    await organiser.taps(value, "Yang akan menerima")
    await organiser.taps("Pilihan lain", "Untuk siapa?")


async def test_a_formatted_text_reaches_a_combination_of_people(office: Office) -> None:
    organiser = await office.organiser("Siti Aminah")
    santri, alumna = await office.santri("Fatimah Zahra"), await office.santri("Dewi Rahma", "Alumni")
    await organiser.says("/siar", "Kirim isi pengumuman")
    await organiser.says_formatted(FORMATTED, "Untuk siapa?")
    await narrows(organiser, "Status …", "Santri")
    await narrows(organiser, "Wilayah …", "Kab. Pasuruan" if "Kab. Pasuruan" in organiser.phone.buttons else "")
    preview = await organiser.taps("Lanjut (1)", "Beginilah yang akan diterima 1 orang:", PLAIN)
    assert styles(preview)[-2:] == [("pelatihan", "bold"), ("Jumat", "italic")]
    tried = await organiser.taps("Coba ke saya dulu", PLAIN)
    await organiser.taps("Kirim sekarang", "Mengirim …")
    arrived = await santri.sees(PLAIN)
    assert arrived.text == tried.text == PLAIN
    assert styles(arrived) == [("pelatihan", "bold"), ("Jumat", "italic")]
    await organiser.sees("Selesai dalam", "Terkirim 1")
    assert PLAIN not in alumna.phone.sees
