"""A santri who wants fewer broadcasts, or none, on Telegram."""

from __future__ import annotations

import pytest

from tests.journeys.office import Office

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_topic_is_left_by_the_button_under_a_broadcast_and_everything_by_one_word(
    own_office: Office,
) -> None:
    organiser, santri = await own_office.organiser("Siti Aminah"), await own_office.santri("Fatimah Zahra")
    await organiser.says("/siar", "Kirim isi")
    await organiser.says("Pasar murah besok.", "Untuk siapa?")
    await organiser.taps("Status …", "Semua orang yang terdaftar")
    await organiser.taps("Santri", "1 orang")
    await organiser.taps("Lanjut (1)", "Beginilah yang akan diterima 1 orang")
    await organiser.taps("Kirim sekarang", "Mengirim")
    arrived = await santri.sees("Pasar murah besok.")
    await santri.taps("Atur langganan", "Siaran ini tentang Pengumuman.")
    assert arrived.text == "Pasar murah besok."
    await santri.taps('Berhenti dari "Pengumuman"', "tidak saya kirim lagi")
    await santri.taps("Atur langganan", "Langganan siaran", on=santri.screen)
    await santri.taps("✓ Pasar", "Langganan siaran")
    await organiser.says("/siar", "Kirim isi")
    await organiser.says("Besok libur.", "Untuk siapa?")
    await organiser.taps("Status …", "Semua orang yang terdaftar")
    await organiser.taps("Santri", "0 orang")
    await santri.says("/produk", "Apa nama produknya?")
    await santri.says("berhenti.", "Siaran dan kabar perubahan acara tidak saya kirim lagi")
    await santri.sees("Apa nama produknya?")
    await santri.says("/langganan", "Sekarang Kakak tidak menerima siaran.")
    await santri.says("/mulai", "Siaran saya kirim lagi, ya, Kak.")
    assert not any("Besok libur" in message.text for message in santri.phone.messages)
