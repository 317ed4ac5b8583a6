"""The page as people see it, in a real browser: with a finger, with the keyboard alone, and after a break."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, ViewportSize, expect

from bot.messages.incoming import Point
from bot.messages.outgoing import InlineButton, MenuCommand, OutgoingMessage
from tests.support.screen import DESK, PHONE, browsing, in_a_browser, opened
from tests.support.screen import Screen as AnyScreen
from tests.support.webchat_world import World, page_world, photo

pytestmark = in_a_browser

MENU = [
    MenuCommand(name="mulai", about="Mulai dari awal"),
    MenuCommand(name="acara", about="Acara yang akan datang"),
    MenuCommand(name="acarabaru", about="Buat acara"),
]


@dataclass
class Screen(AnyScreen):
    """A screen, and the server behind it."""

    world: World


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with browsing() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with page_world(tmp_path / "page.db") as world:
        yield world


@pytest_asyncio.fixture(loop_scope="module")
async def screen(world: World, browser: Browser) -> AsyncIterator[Screen]:
    """A phone with the page open; nothing on it may have gone wrong at the end."""
    async with opened(browser, permissions=["geolocation"]) as page:
        screen = Screen(page, world)
        await page.goto(world.url)
        yield screen
    assert screen.troubles == []


async def test_a_santri_begins_and_sees_each_step_on_the_way(screen: Screen) -> None:
    await screen.taps("Mulai")
    mine = screen.message.first
    await expect(mine).to_contain_text("/mulai")
    await expect(mine).to_contain_text("terkirim")
    await screen.world.hears()
    await expect(screen.page.get_by_text("sedang mengetik")).to_be_visible()
    await screen.world.bot_says(
        "santri", "Assalamu'alaikum, <b>Kak</b>!", InlineButton(label="Setuju", data="yes")
    )
    await expect(screen.message.last).to_contain_text("Assalamu'alaikum, Kak!")
    await expect(mine).to_contain_text("sudah dijawab")
    await expect(screen.page.get_by_text("sedang mengetik")).to_be_hidden()
    assert await mine.get_attribute("data-day") == "Hari ini"


async def test_a_pressed_key_waits_for_its_answer_and_the_message_changes_in_place(screen: Screen) -> None:
    world = screen.world
    ref = await world.bot_says(
        "santri", "Hadir?", InlineButton(label="Hadir", data="yes"), InlineButton(label="Tidak", data="no")
    )
    await screen.taps("Hadir")
    key = screen.page.get_by_role("button", name="Hadir", exact=True)
    await expect(key).to_have_attribute("aria-busy", "true")
    await key.click()
    said = await world.hears()
    assert said[0].press is not None
    await world.bot_sends(
        "santri",
        OutgoingMessage(
            html="Kakak <b>hadir</b>.",
            rows=[[InlineButton(label="Ubah jawaban", data="change")]],
            changes=ref,
            answers=said[0].press.id,
            toast="Tercatat",
        ),
    )
    await expect(screen.message).to_have_count(1)
    await expect(screen.message).to_contain_text("Kakak hadir.")
    await expect(screen.page.get_by_role("button", name="Hadir", exact=True)).to_have_count(0)
    await expect(screen.page.get_by_text("Tercatat")).to_be_visible()
    assert len(world.said) == 1


async def test_a_press_that_is_only_acknowledged_gives_the_key_back(screen: Screen) -> None:
    await screen.world.bot_says("santri", "Hadir?", InlineButton(label="Hadir", data="yes"))
    await screen.taps("Hadir")
    (said,) = await screen.world.hears()
    assert said.press is not None
    await screen.world.bot_sends("santri", OutgoingMessage(answers=said.press.id))
    await expect(screen.page.get_by_role("button", name="Hadir")).not_to_have_attribute("aria-busy", "true")


async def test_everything_is_done_by_keyboard_alone(screen: Screen) -> None:
    world, keyboard = screen.world, screen.page.keyboard
    await expect(screen.writing).to_be_focused()
    await keyboard.type("halo")
    await keyboard.press("Shift+Enter")
    await keyboard.type("Kak")
    await keyboard.press("Enter")
    assert (await world.hears())[0].text == "halo\nKak"
    await world.bot_says(
        "santri", "Pilih", InlineButton(label="Satu", data="1"), InlineButton(label="Dua", data="2")
    )
    await expect(screen.message).to_have_count(2)
    await keyboard.press("ArrowUp")
    assert await screen.focused() == "Satu"
    await keyboard.press("ArrowRight")
    assert await screen.focused() == "Dua"
    await keyboard.press("Enter")
    said = await world.hears(2)
    assert said[1].press is not None
    assert said[1].press.data == "2"
    await world.bot_says("santri", "Dua", InlineButton(label="Lanjut", data="3"), changes=said[1].press.ref)
    await expect(screen.page.get_by_role("button", name="Lanjut")).to_be_focused()
    await keyboard.press("Tab")
    await expect(screen.page.get_by_role("button", name="Kirim foto")).to_be_focused()
    await screen.becomes("Santri")
    await keyboard.press("Shift+Tab")
    assert await screen.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


async def test_a_broadcast_of_one_arrives_at_the_other(screen: Screen) -> None:
    await screen.becomes("Penyelenggara")
    await screen.says("/siar")
    assert (await screen.world.hears())[0].chat == "panitia"
    await screen.world.bot_says("santri", "Pendaftaran pelatihan dibuka")
    tab = screen.page.get_by_role("navigation").get_by_role("button", name="Santri")
    await expect(tab).to_contain_text("1 pesan belum dibaca")
    await expect(screen.page).to_have_title("(1) Asisten OPOP")
    await expect(screen.message).to_have_count(1)
    await screen.becomes("Santri")
    await expect(screen.message).to_contain_text("Pendaftaran pelatihan dibuka")
    await expect(screen.page).to_have_title("Asisten OPOP")
    await screen.page.reload()
    await expect(screen.message).to_have_count(1)
    await expect(screen.page).to_have_title("Asisten OPOP")


async def test_what_was_said_during_a_break_is_sent_once_after_it(tmp_path: Path, browser: Browser) -> None:
    async with page_world(tmp_path / "page.db") as world:
        page = await browser.new_page()
        screen = Screen(page, world)
        await page.goto(world.url)
        await screen.says("satu")
        await world.hears()
        await expect(screen.message.last).to_contain_text("terkirim")
    await screen.says("dua")
    await screen.says("tiga")
    await expect(screen.message.last).to_contain_text("menunggu dikirim")
    await expect(page.get_by_text("Sambungan terputus")).to_be_visible()
    async with page_world(tmp_path / "page.db", world.port) as world:
        said = await world.hears(2)
        assert [message.text for message in said] == ["dua", "tiga"]
        await world.bot_says("santri", "Baik")
        await expect(screen.message).to_have_count(4)
        await expect(page.get_by_text("Sambungan terputus")).to_be_hidden()
        await page.reload()
        await expect(screen.message).to_have_count(4)
        await expect(screen.message.nth(2)).to_contain_text("tiga")
        await page.close()
    assert len(world.said) == 2


async def test_another_database_on_the_same_port_shows_nothing_of_the_first(
    tmp_path: Path, browser: Browser
) -> None:
    async with page_world(tmp_path / "first.db") as world:
        page = await browser.new_page()
        await page.goto(world.url)
        screen = Screen(page, world)
        await world.bot_says("santri", "Percakapan lama")
        await expect(screen.message).to_contain_text("lama")
    async with page_world(tmp_path / "second.db", world.port) as world:
        await world.bot_says("santri", "Percakapan baru")
        await expect(screen.message).to_contain_text("baru")
        await expect(screen.message).to_have_count(1)
        await page.close()


async def test_photos_are_chosen_seen_and_sent_with_a_text(screen: Screen) -> None:
    await screen.attaches(
        *(FilePayload(name=n, mimeType="image/jpeg", buffer=photo()) for n in ("a.jpg", "b.jpg", "c.jpg"))
    )
    await screen.taps("Hapus b.jpg")
    await screen.says("Keripik")
    said = await screen.world.hears(2)
    assert [message.text for message in said] == ["Keripik", ""]
    assert all(message.picture for message in said)
    pictures = screen.message.get_by_role("img", name="Foto")
    await expect(pictures).to_have_count(2)
    await pictures.first.click()
    await expect(screen.page.get_by_role("dialog", name="Foto")).to_be_visible()
    await screen.page.keyboard.press("Escape")
    await screen.page.reload()
    await expect(pictures).to_have_count(2)
    assert await pictures.first.evaluate("image => image.decode().then(() => image.naturalWidth)") == 640


async def test_what_is_no_photo_is_told_by_its_name(screen: Screen) -> None:
    await screen.attaches(
        FilePayload(name="izin.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7"),
        FilePayload(name="pura.jpg", mimeType="image/jpeg", buffer=b"bukan foto"),
    )
    await screen.writing.press("Enter")
    said = await screen.world.hears(2)
    assert [message.attachment and message.attachment.name for message in said] == ["izin.pdf", "pura.jpg"]
    await expect(screen.message).to_have_count(2)


async def test_markup_of_strangers_does_nothing(screen: Screen) -> None:
    await screen.says("<img src=x onerror=alert(1)><b>tebal</b>")
    await expect(screen.message.first).to_contain_text("<img src=x onerror=alert(1)><b>tebal</b>")
    await screen.world.bot_says(
        "santri",
        '<img src="/x" onerror="hacked=1"><script>hacked=1</script><svg onload="hacked=1"></svg>'
        '<a href="javascript:hacked=1">tautan</a> <a href="https://opop.example/">benar</a>',
        InlineButton(label="Buka", url="javascript:hacked=1"),
    )
    answer = screen.message.last
    await expect(answer).to_contain_text("tautan benar")
    links = answer.get_by_role("link")
    await expect(links).to_have_count(1)
    await expect(links).to_have_attribute("rel", "noopener noreferrer")
    assert await answer.locator("img, script, svg[onload]").count() == 0
    await expect(screen.page.get_by_role("button", name="Buka")).to_be_disabled()
    assert await screen.page.evaluate("window.hacked") is None
    assert all("inline event handler" in trouble for trouble in screen.troubles), "the policy says no, too"
    screen.troubles.clear()


async def test_ones_own_number_is_shared(screen: Screen) -> None:
    await screen.world.bot_says("santri", "Nomor Kakak?", InlineButton(label="Bagikan nomor", ask="contact"))
    await screen.taps("Bagikan nomor")
    field = screen.page.get_by_label("Nomor telepon", exact=True)
    await field.fill("0812")
    await field.press("Enter")
    await expect(screen.page.get_by_text("Tulis nomor lengkap")).to_be_visible()
    await field.fill("0812 3456 7890")
    await screen.taps("Kirim nomor")
    (said,) = await screen.world.hears()
    assert said.contact is not None
    assert (said.contact.phone, said.contact.own) == ("0812 3456 7890", True)
    await expect(screen.message.last).to_contain_text("0812 3456 7890")


async def test_a_place_is_shared_as_it_is_or_by_its_coordinates(screen: Screen) -> None:
    await screen.world.bot_says("santri", "Di mana?", InlineButton(label="Bagikan lokasi", ask="place"))
    await screen.page.context.set_geolocation({"latitude": -7.65, "longitude": 112.9})
    await screen.taps("Bagikan lokasi")
    await screen.taps("Pakai lokasi saya sekarang")
    assert (await screen.world.hears())[0].point == Point(latitude=-7.65, longitude=112.9)
    await screen.taps("Bagikan lokasi")
    field = screen.page.get_by_label("Atau tulis koordinatnya")
    await field.fill("di rumah")
    await screen.taps("Kirim lokasi")
    await expect(screen.page.get_by_text("Tulis seperti")).to_be_visible()
    await field.fill("-7.2575, 112.7521")
    await screen.taps("Kirim lokasi")
    assert (await screen.world.hears(2))[1].point == Point(latitude=-7.2575, longitude=112.7521)


async def test_a_place_is_sent_without_being_asked_for(screen: Screen) -> None:
    await screen.taps("Kirim titik lokasi")
    await screen.page.get_by_label("Atau tulis koordinatnya").fill("-7.2575, 112.7521")
    await screen.taps("Kirim lokasi")
    assert (await screen.world.hears())[0].point == Point(latitude=-7.2575, longitude=112.7521)


async def test_a_place_of_the_bot_leads_to_a_map(screen: Screen) -> None:
    hotel = Point(latitude=-7.2754, longitude=112.7598, name="Hotel Grand Dafam", address="Jl. Kayun 4-6")
    await screen.world.bot_sends("santri", OutgoingMessage(point=hotel))
    link = screen.message.get_by_role("link")
    await expect(link).to_contain_text("Hotel Grand Dafam")
    await expect(link).to_contain_text("7,2754° LS, 112,7598° BT")
    assert str(await link.get_attribute("href")).startswith("https://www.openstreetmap.org/?mlat=-7.2754")


async def test_a_document_is_saved_under_its_name(screen: Screen) -> None:
    document = await screen.world.keeps(b'{"nama": "Ahmad"}', "application/json", "data-saya.json")
    await screen.world.bot_sends("santri", OutgoingMessage(html="Semua data Kakak", file=document))
    async with screen.page.expect_download() as download:
        await screen.message.get_by_role("link").click()
    saved = await download.value
    assert saved.suggested_filename == "data-saya.json"
    assert (await saved.path()).read_bytes() == b'{"nama": "Ahmad"}'


async def test_commands_are_offered_and_narrowed_down(screen: Screen) -> None:
    await screen.world.bot_sends("santri", OutgoingMessage(menu=MENU))
    await screen.taps("Daftar perintah")
    options = screen.page.get_by_role("option")
    await expect(options).to_have_count(3)
    await screen.page.keyboard.press("Escape")
    await expect(options).to_have_count(0)
    await screen.writing.press_sequentially("/acara")
    await expect(options).to_have_text(["/acaraAcara yang akan datang", "/acarabaruBuat acara"])
    await screen.page.keyboard.press("ArrowDown")
    await screen.page.keyboard.press("Enter")
    assert (await screen.world.hears())[0].text == "/acarabaru"


async def test_a_command_that_the_bot_names_is_tapped(screen: Screen) -> None:
    await screen.world.bot_says(
        "santri", "Lihat /dataku, bukan Hadir/Tidak, <code>/mulai</code> atau https://opop.example/acara."
    )
    await expect(screen.message.get_by_role("button")).to_have_text(["/dataku"])
    await screen.taps("/dataku")
    assert (await screen.world.hears())[0].text == "/dataku"


async def test_keys_of_what_was_answered_make_room_and_still_work(screen: Screen) -> None:
    ref = await screen.world.bot_says("santri", "Hadir?", InlineButton(label="Hadir", data="yes"))
    key = screen.page.get_by_role("button", name="Hadir", exact=True)
    before = await key.bounding_box()
    await screen.says("insyaallah")
    await expect(screen.message).to_have_count(2)
    after = await key.bounding_box()
    assert before and after
    assert after["width"] < before["width"] and after["height"] < before["height"]
    await key.click()
    press = (await screen.world.hears(2))[1].press
    assert press and (press.ref, press.data) == (ref, "yes")


async def test_a_short_answer_goes_with_the_next_act(screen: Screen) -> None:
    ref = await screen.world.bot_says("santri", "Hadir?", InlineButton(label="Hadir", data="yes"))
    await screen.taps("Hadir")
    press = (await screen.world.hears())[0].press
    assert press
    await screen.world.bot_sends(
        "santri", OutgoingMessage(html="Baik", changes=ref, answers=press.id, toast="Tercatat")
    )
    await expect(screen.page.get_by_text("Tercatat")).to_be_visible()
    await screen.says("terima kasih")
    await expect(screen.page.get_by_text("Tercatat")).to_be_hidden()


async def test_who_reads_above_is_not_torn_away_from_there(screen: Screen) -> None:
    for number in range(120):
        await screen.world.bot_says("santri", f"Pesan {number}")
    await screen.page.reload()
    await expect(screen.log.get_by_text("Pesan 119", exact=True)).to_be_in_viewport()
    await expect(screen.message).to_have_count(100)
    await screen.log.hover()
    await screen.page.mouse.wheel(0, -20_000)
    await expect(screen.message).to_have_count(120)
    await screen.world.bot_says("santri", "Pesan baru")
    down = screen.page.get_by_role("button", name="Ke pesan terbaru")
    await expect(down).to_contain_text("1")
    await expect(screen.log.get_by_text("Pesan baru")).not_to_be_in_viewport()
    await down.click()
    await expect(screen.log.get_by_text("Pesan baru")).to_be_in_viewport()
    await expect(down).to_be_hidden()


async def test_a_refused_message_says_why(screen: Screen) -> None:
    await screen.page.evaluate("crypto.randomUUID = () => 'x'")
    await screen.says("halo")
    await expect(screen.message).to_contain_text("Muat ulang halaman")
    await expect(screen.message).to_contain_text("tidak terkirim")


async def test_a_text_that_is_too_long_stays_where_it_was_written(screen: Screen) -> None:
    await screen.says("x" * 5_001)
    await expect(screen.page.get_by_text("paling panjang 5000 huruf")).to_be_visible()
    assert len(await screen.writing.input_value()) == 5_001
    await screen.says("x" * 5_000)
    assert len((await screen.world.hears())[0].text) == 5_000


@pytest.mark.parametrize("size", [PHONE, ViewportSize(width=320, height=568), DESK])
async def test_nothing_is_wider_than_the_screen(screen: Screen, size: ViewportSize) -> None:
    await screen.page.set_viewport_size(size)
    keys = [
        InlineButton(label=f"Pilihan yang panjang sekali nomor {number}", data=str(number))
        for number in range(3)
    ]
    await screen.world.bot_says("santri", "kata" * 200, *keys)
    await screen.world.bot_says("santri", f"<pre>{'baris ' * 60}</pre>")
    await screen.says("x" * 300)
    await expect(screen.message).to_have_count(3)
    assert await screen.fits()
    for part in await screen.log.locator(".bubble, .key").all():
        box = await part.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK])
async def test_everything_can_be_read(screen: Screen, size: ViewportSize, scheme: str) -> None:
    await screen.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two it takes
    await screen.page.set_viewport_size(size)
    await expect(screen.page.get_by_role("heading", name="Assalamu'alaikum!")).to_be_visible()
    assert await screen.cannot_be_read() == []
    hotel = Point(latitude=-7.2754, longitude=112.7598, name="Hotel", address="Jl. Kayun 4-6")
    await screen.world.bot_sends("santri", OutgoingMessage(menu=MENU, point=hotel))
    await screen.world.bot_says(
        "santri",
        '<b>Tebal</b> <code>kode</code> <a href="https://opop.example">tautan</a>',
        InlineButton(label="Hadir", data="yes"),
        InlineButton(label="Tautan", url="https://opop.example"),
    )
    await screen.world.bot_says("admin", "Belum dibaca")
    await screen.says("halo")
    await screen.taps("Daftar perintah")
    await expect(screen.message).to_have_count(3)
    assert await screen.cannot_be_read() == []
