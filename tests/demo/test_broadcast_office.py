"""Broadcasts in the browser as an office sets them up: with quiet hours, with a second pair of eyes, in two languages,
and stopped on their way.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from playwright.async_api import Browser, expect

from bot.demo import SETTINGS, run
from bot.i18n.formatting import WIB
from bot.settings.loader import Settings
from bot.settings.schema import Broadcasts
from tests.demo.test_demo_browser import LONG, browser
from tests.demo.visitor import Visitor
from tests.support.screen import in_a_browser, opened

__all__ = ["browser"]

pytestmark = in_a_browser


@asynccontextmanager
async def visiting(browser: Browser, settings: Settings = SETTINGS) -> AsyncIterator[Visitor]:
    """A visitor of a demo with these settings."""
    address = asyncio.get_running_loop().create_future()
    program = asyncio.create_task(run(0, None, address.set_result, settings))
    try:
        await asyncio.wait([address, program], return_when=asyncio.FIRST_COMPLETED)
        async with opened(browser) as page:
            visitor = Visitor(page)
            await page.goto(address.result())
            yield visitor
        assert visitor.troubles == []
    finally:
        program.cancel()
        await asyncio.gather(program, return_exceptions=True)


def with_broadcasts(**values: str | int) -> Settings:
    awake = {"quiet_from": "00.00", "quiet_to": "00.00"}
    return Settings(broadcasts=Broadcasts.model_validate(awake | values))


async def to_everybody(visitor: Visitor, words: str) -> None:
    await visitor.becomes("Penyelenggara")
    await visitor.says("/siar", "Kirim isi")
    await visitor.says(words, "Untuk siapa?")
    await visitor.page.get_by_role("button", name="Semua (").last.click()
    await visitor.sees("Beginilah yang akan diterima")


async def test_it_is_paused_goes_on_and_is_stopped_for_good(browser: Browser) -> None:
    async with visiting(browser) as visitor:
        await to_everybody(visitor, "Besok ada pasar murah.")
        await visitor.taps("Kirim sekarang", "Mengirim")
        await expect(visitor.showing("pesan/detik")).to_be_visible(timeout=LONG)
        await visitor.taps("Jeda", "Dijeda.")
        await visitor.taps("Lanjutkan", "Mengirim")
        await visitor.taps("Batalkan")
        await expect(visitor.showing("Dihentikan setelah")).to_be_visible(timeout=LONG)
        await expect(visitor.showing("Dihentikan setelah")).to_contain_text(re.compile(r"tidak dikirim \d+"))


async def test_everybody_reads_it_in_their_language(browser: Browser) -> None:
    async with visiting(browser) as visitor:
        await visitor.says("/bahasa", "Mau memakai bahasa apa?")
        await visitor.taps("English", "English")
        await to_everybody(visitor, "Besok libur.")
        await visitor.taps("Pilihan lain …", "Pilihan lain")
        await visitor.taps("Bahasa lain …", "bahasa lain")
        await visitor.taps("English", "Kirim teks siarannya")
        await visitor.says("No classes tomorrow.", "Juga dalam: English")
        await visitor.taps("Kirim sekarang", "Mengirim")
        await visitor.becomes("Santri")
        await expect(visitor.showing("No classes tomorrow.")).to_be_visible(timeout=LONG)
        await visitor.becomes("Admin")
        await expect(visitor.showing("Besok libur.")).to_be_visible(timeout=LONG)


async def test_at_night_one_is_asked_first(browser: Browser) -> None:
    now = datetime.now(UTC).astimezone(WIB)
    begin, end = (f"{now + timedelta(hours=hours):%H.%M}" for hours in (-1, 2))
    async with visiting(browser, with_broadcasts(quiet_from=begin, quiet_to=end)) as visitor:
        await to_everybody(visitor, "Ada yang sakit.")
        await visitor.taps("Kirim sekarang", "jam istirahat, Kak.")
        await visitor.taps("Mendesak, kirim sekarang", "Mengirim")
        await visitor.becomes("Santri")
        await expect(visitor.showing("Ada yang sakit.")).to_be_visible(timeout=LONG)


async def test_another_organiser_agrees_first(browser: Browser) -> None:
    async with visiting(browser, with_broadcasts(approval_above=100)) as visitor:
        await to_everybody(visitor, "Iuran turun.")
        await visitor.taps("Minta persetujuan", "Menunggu persetujuan penyelenggara lain")
        await visitor.becomes("Admin", "minta persetujuan untuk siaran Iuran turun.")
        await visitor.taps("Periksa", "Bila disetujui, dikirim sekarang juga.")
        await visitor.taps("Setujui", "Mengirim")
        await visitor.becomes("Santri")
        await expect(visitor.showing("Iuran turun.")).to_be_visible(timeout=LONG)
        await visitor.becomes("Penyelenggara", "disetujui oleh Budi Santoso")
