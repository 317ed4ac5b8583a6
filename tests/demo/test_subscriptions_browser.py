"""A santri in the demo's page who wants no more of what a broadcast was about, then nothing, then all of it again."""

from __future__ import annotations

import re

from tests.demo.test_demo_browser import LONG, browser, visitor
from tests.demo.visitor import Visitor
from tests.support.screen import in_a_browser

__all__ = ["browser", "visitor"]

pytestmark = in_a_browser


async def test_broadcasts_are_left_by_a_button_and_by_a_word_and_come_back(visitor: Visitor) -> None:
    await visitor.becomes("Penyelenggara")
    await visitor.says("/siar", "Kirim isi")
    await visitor.says("Kumpul di aula, ya.", "Untuk siapa?")
    await visitor.page.get_by_role("button", name=re.compile("^Semua ")).last.click()
    await visitor.taps("Kirim sekarang", "Mengirim")
    await visitor.becomes("Santri")
    await visitor.showing("Kumpul di aula, ya.").wait_for(timeout=LONG)
    await visitor.taps("Atur langganan", "Siaran ini tentang Pengumuman.")
    await visitor.taps('Berhenti dari "Pengumuman"', "tidak saya kirim lagi")
    await visitor.says("Berhenti", "Kalau mau menerima siaran lagi, ketik /mulai.")
    await visitor.says("/mulai", "Siaran saya kirim lagi, ya, Kak.")
    await visitor.says("/langganan", "Yang bertanda ✓ Kakak terima.")
    await visitor.taps("Terima lagi semua", "✓ Pengumuman")
