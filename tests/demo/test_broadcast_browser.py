"""An organiser prepares a broadcast in the browser, and reads what became of it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from playwright.async_api import expect

from tests.demo.test_demo_browser import LONG, browser, visitor
from tests.demo.visitor import Visitor
from tests.support.screen import in_a_browser

__all__ = ["browser", "visitor"]

pytestmark = in_a_browser


async def written(visitor: Visitor, words: str) -> None:
    await visitor.becomes("Penyelenggara")
    await visitor.says("/siar", "Kirim isi")
    await visitor.says(words, "Untuk siapa?")
    await visitor.taps("Peran …", "Peran")
    await visitor.taps("peserta", "Peran: peserta")
    await visitor.page.get_by_role("button", name="Lanjut (").last.click()
    await visitor.sees("Beginilah yang akan diterima")


async def test_answers_are_counted_and_read_in_a_file(visitor: Visitor) -> None:
    await written(visitor, "Ikut pelatihan?")
    await visitor.taps("Pilihan lain …", "Pilihan lain")
    await visitor.taps("Tombol jawaban …", "Jawaban apa saja?")
    await visitor.says("Ikut, Tidak", "Tombol jawaban: Ikut · Tidak")
    await visitor.taps("Kirim sekarang", "Mengirim")
    await visitor.becomes("Santri")
    await visitor.showing("Ikut pelatihan?").wait_for(timeout=LONG)
    await visitor.taps("Ikut", "Ikut pelatihan?")
    await expect(visitor.page.get_by_role("button", name="✓ Ikut", exact=True)).to_be_visible()
    await visitor.becomes("Penyelenggara")
    await expect(visitor.showing("Selesai dalam")).to_be_visible(timeout=LONG)
    await visitor.taps("Rincian", "Jawaban: Ikut 1 · Tidak 0")
    await visitor.taps("Laporan XLSX", "Laporan per penerima.")
    async with visitor.page.expect_download() as download:
        await visitor.page.get_by_role("link", name="siaran-").last.click()
    assert answers_in(await (await download.value).path()) == [("Ahmad Fauzi", "Ikut")]


def answers_in(file: Path) -> list[tuple[object, object]]:
    """Who answered what."""
    rows = load_workbook(BytesIO(file.read_bytes())).worksheets[0].iter_rows(min_row=2, values_only=True)
    return [(row[0], row[6]) for row in rows if row[6]]


async def test_it_is_scheduled_and_called_back(visitor: Visitor) -> None:
    await written(visitor, "Besok libur.")
    await visitor.taps("Jadwalkan …", "Kapan dikirimnya?")
    await visitor.says("besok 08.00", "Dijadwalkan", "08.00 WIB")
    await visitor.says("/siaran", "Besok libur. · dijadwalkan 08.00 WIB")
    await visitor.taps("1", "Dijadwalkan")
    await visitor.taps("Batalkan", "Baik, siarannya tidak jadi dikirim.")
