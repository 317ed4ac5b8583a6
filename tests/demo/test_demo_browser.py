"""The demo as its visitor meets it: the real program, in a real browser."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest_asyncio
from playwright.async_api import Browser, FilePayload, expect

from bot.i18n.formatting import WIB
from tests.demo.program import demo
from tests.demo.visitor import Visitor
from tests.support.screen import DESK, PHONE, browsing, in_a_browser, opened
from tests.support.webchat_world import photo

pytestmark = in_a_browser

TEMPEH = FilePayload(name="keripik.jpg", mimeType="image/jpeg", buffer=photo(900, 700, "peru"))
LONG = 60_000
"""Milliseconds in which a broadcast to everybody has arrived."""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with browsing() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def visitor(browser: Browser) -> AsyncIterator[Visitor]:
    """Has just opened the page. At the end nothing has gone wrong, and the program has told nothing of it all."""
    async with demo() as here:
        async with opened(browser) as page:
            visitor = Visitor(page)
            await page.goto(here.url)
            yield visitor
        assert visitor.troubles == []
        assert await here.ends() == (0, "", "")


async def test_a_newcomer_s_first_minute(visitor: Visitor) -> None:
    await visitor.becomes("Pendatang", "Assalamu'alaikum")
    await visitor.taps("Setuju, lanjut", "Siapa nama Kakak?")
    await visitor.taps('Pakai "Nur Azizah"', "Dari pesantren mana?")
    await visitor.says("sidogri", "Maksudnya yang ini?")
    await visitor.taps("Sidogiri · Kab. Pasuruan", "sebagai apa?")
    await visitor.taps("Santri", "Nomor HP")
    await visitor.taps("Lewati", "Sudah benar?", "Sidogiri")
    await visitor.taps("Simpan", "Nur Azizah. Sekarang mau apa dulu?")
    await visitor.taps("Daftar perintah")
    await expect(visitor.page.get_by_role("option", name="/produk")).to_be_visible()


async def test_a_product_with_a_photo_is_registered_changed_and_archived(visitor: Visitor) -> None:
    await visitor.says("/produk", "1/9 Apa nama produknya?")
    await visitor.says("Keripik Tempe", "2/9")
    await visitor.taps("Makanan", "3/9 Berapa harganya?")
    await visitor.says("murah sekali", "Saya belum paham")
    await visitor.says("15rb", "Rp15.000.", "4/9")
    await visitor.taps("bungkus", "5/9")
    await visitor.says("400", "6/9")
    await visitor.says("Renyah, dari kedelai lokal.", "7/9")
    await visitor.attaches(TEMPEH)
    await visitor.taps("Kirim", "1 foto")
    await visitor.taps("Selesai", "8/9")
    await visitor.says("PIRT 2123514010123-28, halal", "9/9")
    await visitor.taps("Lewati", "Rp15.000 / bungkus", "Sudah benar?")
    await visitor.taps("Simpan", "sudah terdaftar", "PIRT 2123514010123-28, Halal")
    picture = visitor.message.last.get_by_role("img", name="Foto")
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 900
    await visitor.taps("Ubah …", "Apa yang mau diubah?")
    await visitor.taps("Harga", "Sekarang: Rp15.000")
    await visitor.says("17.500", "Rp17.500 / bungkus", "Sudah benar?")
    await visitor.taps("Simpan")
    await visitor.taps("Arsipkan", "Arsipkan Keripik Tempe?")
    await visitor.taps("Ya, arsipkan", "Keripik Tempe sudah diarsipkan")
    await visitor.taps("Kembalikan", "Produknya sudah tampil lagi.")


async def test_a_whole_product_by_keyboard_alone(visitor: Visitor) -> None:
    visitor.page.on("filechooser", lambda window: window.set_files([TEMPEH]))
    await visitor.page.set_viewport_size(DESK)
    await visitor.sees("Assalamu'alaikum")
    await types(visitor, "/produk", "1/9")
    await types(visitor, "Sarung Tenun", "2/9")
    await chooses(visitor, "Fesyen", "3/9")
    await types(visitor, "185rb", "4/9")
    await types(visitor, "lembar", "5/9")
    await chooses(visitor, "Lewati", "6/9")
    await types(visitor, "Tenun tangan, motif khas pondok.", "7/9")
    await sends_a_photo(visitor)
    await chooses(visitor, "Selesai", "8/9")
    await chooses(visitor, "Belum ada", "9/9")
    await types(visitor, "@sarung.tenun", "Sudah benar?")
    await chooses(visitor, "Simpan", "Rp185.000 / lembar", "sudah terdaftar")


async def types(visitor: Visitor, text: str, *then: str) -> None:
    await visitor.page.keyboard.type(text)
    await visitor.page.keyboard.press("Enter")
    await visitor.sees(*then)


async def chooses(visitor: Visitor, label: str, *then: str) -> None:
    """Up from the field to the newest buttons, on to the right one, and press it."""
    keyboard = visitor.page.keyboard
    if await visitor.page.evaluate("document.activeElement.matches('textarea')"):
        await keyboard.press("ArrowUp")
    for _step in range(12):
        if await visitor.focused() == label:
            break
        await keyboard.press("ArrowRight")
    assert await visitor.focused() == label
    await keyboard.press("Enter")
    await visitor.sees(*then)


async def sends_a_photo(visitor: Visitor) -> None:
    """From the field back to the button for photos; the choice of the file is the system's window."""
    attach = visitor.page.get_by_role("button", name="Kirim foto")
    for _step in range(2):
        await visitor.page.keyboard.press("Shift+Tab")
    await expect(attach).to_be_focused()
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.page.get_by_role("img", name=TEMPEH["name"])).to_be_visible()
    await visitor.page.keyboard.press("Enter")
    await visitor.sees("1 foto")


async def test_an_invitation_is_answered_with_a_map_and_a_date_for_the_calendar(visitor: Visitor) -> None:
    await visitor.says("/acara", "Acara yang akan datang")
    await visitor.taps("Silaturahim & Temu Bisnis OPOP", "Hotel Grand Dafam Signature, Surabaya", "kursi")
    await visitor.taps("Hadir", "Kakak hadir.")
    await visitor.taps("Lokasi")
    await expect(visitor.page.get_by_role("link", name="Buka di peta")).to_have_attribute(
        "href", re.compile("mlat=-7.2")
    )
    await visitor.taps("Simpan ke kalender", ".ics")
    async with visitor.page.expect_download() as download:
        await visitor.page.get_by_role("link", name=".ics").click()
    content = (await (await download.value).path()).read_text()
    assert content.startswith("BEGIN:VCALENDAR")
    assert "Silaturahim & Temu Bisnis OPOP" in content


async def test_an_event_is_planned_by_one_and_answered_by_the_other(visitor: Visitor) -> None:
    day = datetime.now(WIB) + timedelta(days=21)
    sunday = day + timedelta(days=6 - day.weekday())
    await visitor.becomes("Penyelenggara")
    await visitor.says("/acarabaru", "1/7")
    await visitor.says("Bazar Santri Jember", "2/7")
    await visitor.taps("Lewati", "3/7 Kapan mulainya?")
    await visitor.says(f"{sunday:%d-%m-%Y} jam 9", "Minggu", "09.00 WIB", "4/7")
    await visitor.says("15.00", "5/7")
    await visitor.says("Alun-alun Jember", "titiknya")
    await visitor.taps("Kirim titik lokasi")
    await visitor.page.get_by_label("Atau tulis koordinatnya").fill("-8.1686, 113.7022")
    await visitor.taps("Kirim lokasi", "6/7")
    await visitor.says("100", "7/7")
    await visitor.taps("Lewati", "Sudah benar?")
    await visitor.taps("Simpan", "Draf")
    await visitor.taps("Terbitkan", "Terbit")
    await visitor.becomes("Santri")
    await visitor.says("/acara", "Bazar Santri Jember")
    await visitor.taps("Bazar Santri Jember", "100 kursi")
    await visitor.taps("Hadir", "Kakak hadir.")
    await visitor.becomes("Penyelenggara")
    await visitor.says("/acara", "Acara yang akan datang")
    await visitor.taps("Kelola acara", "hadir 1 ·")


async def test_a_broadcast_of_one_runs_before_their_eyes_and_arrives_at_the_other(visitor: Visitor) -> None:
    await visitor.becomes("Penyelenggara")
    await visitor.says("/siar", "Kirim isi")
    await visitor.says("Pendaftaran pelatihan dibuka sampai Jumat.", "Untuk siapa?")
    await visitor.page.get_by_role("button", name=re.compile("^Semua ")).last.click()
    await visitor.sees("Beginilah yang akan diterima")
    await visitor.taps("Kirim sekarang")
    await expect(visitor.showing("Mengirim")).to_contain_text(re.compile(r"▓░.* [1-9]\d?%"), timeout=LONG)
    await expect(visitor.persona("Santri")).to_contain_text("1 pesan belum dibaca")
    await expect(visitor.showing("Selesai dalam")).to_contain_text("Terkirim 259", timeout=LONG)
    await visitor.taps("Rincian", "Oleh Siti Aminah")
    await visitor.becomes("Santri", "Pendaftaran pelatihan dibuka sampai Jumat.")
    await expect(visitor.persona("Santri").locator(".badge")).to_be_hidden()


async def test_a_broadcast_to_a_combination_reaches_as_many_as_were_promised(visitor: Visitor) -> None:
    await visitor.becomes("Penyelenggara")
    await visitor.says("/siar", "Kirim isi")
    await visitor.says("Kumpul di aula, ya.", "Untuk siapa?")
    await visitor.taps("Status …", "Pilih satu atau beberapa.")
    await visitor.taps("Santri", "Status: Santri")
    await visitor.taps("Pilihan lain", "Untuk siapa?")
    await visitor.taps("Pesantren …")
    await visitor.taps("Cari pesantren …", "Pesantren mana?")
    await visitor.says("sidogiri", "Sidogiri")
    await visitor.taps("Sidogiri · Kab. Pasuruan", "Sidogiri")
    onwards = visitor.page.get_by_role("button", name=re.compile(r"^Lanjut \(\d+\)$")).last
    promised = re.sub(r"\D", "", await onwards.inner_text())
    assert 1 <= int(promised) < 10
    await onwards.click()
    await visitor.sees("Beginilah yang akan diterima")
    await visitor.taps("Kirim sekarang")
    await expect(visitor.showing("Selesai dalam")).to_contain_text(f"Terkirim {promised}", timeout=LONG)
    await visitor.becomes("Santri", "Kumpul di aula, ya.")


async def test_an_admin_reads_figures_and_gives_a_role(visitor: Visitor) -> None:
    await visitor.becomes("Admin")
    await visitor.says("/statistik", "Peserta 263", "Koppontren berdaya ▓")
    await visitor.taps("Pilar", "Santripreneur")
    await visitor.taps("Produk", "▓▓░░░ Makanan")
    await visitor.taps("Acara", "Bazar Produk Santri")
    await visitor.taps("Wilayah", "38 dari 38 wilayah")
    await visitor.taps("Siaran", "263 penerima")
    await visitor.says("/peran ahmad fauzi", "Siapa yang dimaksud?")
    await visitor.taps("Ahmad Fauzi · Sidogiri", "peserta")
    await visitor.taps("Jadikan penyelenggara", "penyelenggara")
    await visitor.becomes("Santri", "Peran Kakak sekarang: penyelenggara")
    await visitor.taps("Daftar perintah")
    await expect(visitor.page.get_by_role("option", name="/siaran")).to_be_visible()


async def test_real_screens_fit_and_can_be_read(visitor: Visitor) -> None:
    await visitor.becomes("Admin")
    await visitor.says("/statistik", "Peserta 263")
    await visitor.taps("Wilayah", "38 dari 38 wilayah")
    await visitor.becomes("Penyelenggara")
    await visitor.says("/siar", "Kirim isi")
    await visitor.says("Pendaftaran dibuka.", "Untuk siapa?")
    await visitor.taps("Wilayah …", "Pilih satu atau beberapa.")
    for scheme in ("light", "dark"):
        for size in (PHONE, DESK):
            await visitor.page.emulate_media(color_scheme=scheme)
            await visitor.page.set_viewport_size(size)
            for persona in ("Admin", "Penyelenggara", "Santri", "Pendatang"):
                await visitor.becomes(persona)
                assert await visitor.fits()
                assert await visitor.cannot_be_read() == []
