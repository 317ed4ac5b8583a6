"""The channel "page": what is said is kept before it is acknowledged; what is sent is seen, also later."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from aiohttp import WSMsgType

from bot.channels.webchat.channel import MAX_PENDING, PAGE_SIZE, Subscriber
from bot.messages.incoming import Attachment, ButtonPress, Contact, Picture, Point
from bot.messages.outgoing import InlineButton, MenuCommand, OutgoingMessage
from bot.messages.send_result import Refused, Sent
from tests.support.webchat_browser import Tab, tab
from tests.support.webchat_world import World, page_world, photo


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with page_world(tmp_path / "page.db") as world:
        yield world


@pytest.fixture
async def browser(world: World) -> AsyncIterator[Tab]:
    async with tab(world) as browser:
        yield browser


async def test_what_one_says_reaches_the_bot_and_is_acknowledged(world: World, browser: Tab) -> None:
    act = await browser.does("say", text="halo <b>")
    assert (await browser.sees())["text"] == "halo <b>"
    assert (await browser.hears("saved"))["id"] == act
    (said,) = world.said
    assert (said.channel, said.chat, said.text, said.name) == ("page", "santri", "halo <b>", "Ahmad Fauzi")
    assert said.update == f"santri:{act}"


async def test_what_is_not_on_disk_is_neither_acknowledged_nor_shown(world: World) -> None:
    world.disk_is_full = True
    async with tab(world) as browser:
        await browser.does("say", text="halo", id="abcdefgh-1")
        assert (await browser.socket.receive()).type is WSMsgType.CLOSE
    world.disk_is_full = False
    async with tab(world) as browser:
        assert browser.shown() == []
        await browser.does("say", text="halo", id="abcdefgh-1")
        await browser.hears("saved")
    async with tab(world) as browser:
        assert [message["text"] for message in browser.shown()] == ["halo"]


async def test_the_same_act_twice_is_one(world: World, browser: Tab) -> None:
    for _attempt in range(2):
        await browser.does("say", text="halo", id="abcdefgh-1")
        await browser.hears("saved")
    assert len(world.said) == 1
    async with tab(world) as again:
        assert len(again.shown()) == 1


async def test_what_is_said_while_the_bot_is_away_is_taken_when_it_is_back(world: World) -> None:
    await world.bot_goes()
    async with tab(world) as browser:
        await browser.does("say", text="halo", id="abcdefgh-1")
        assert (await browser.socket.receive()).type is WSMsgType.CLOSE
    await world.bot_comes()
    async with tab(world) as browser:
        await browser.does("say", text="halo", id="abcdefgh-1")
        await browser.hears("saved")
    assert [message.text for message in world.said] == ["halo"]


async def test_messages_arrive_in_the_order_in_which_they_were_said(world: World, browser: Tab) -> None:
    for number in range(30):
        await browser.does("say", text=str(number))
    said = await world.hears(30)
    assert [message.text for message in said] == [str(number) for number in range(30)]


async def test_an_answer_is_seen_with_its_keys(world: World, browser: Tab) -> None:
    ref = await world.bot_says("santri", "Sudah <b>benar</b>?", InlineButton(label="Simpan", data="save:1"))
    message = await browser.sees()
    assert (message["id"], message["mine"], message["html"]) == (int(ref), False, "Sudah <b>benar</b>?")
    assert message["rows"] == [[{"label": "Simpan", "data": "save:1"}]]


async def test_a_message_changes_in_place(world: World, browser: Tab) -> None:
    ref = await world.bot_says("santri", "61%", InlineButton(label="Jeda", data="pause"))
    before = await browser.sees()
    assert await world.bot_says("santri", "Selesai", changes=ref) == ref
    after = await browser.sees()
    assert (after["id"], after["html"], after.get("rows")) == (before["id"], "Selesai", None)
    assert after["version"] > before["version"]
    assert after["at"] == before["at"]


async def test_the_caption_of_a_photo_changes_and_the_photo_stays(world: World, browser: Tab) -> None:
    picture = await world.keeps(photo(), "image/jpeg")
    ref = await world.bot_sends("santri", OutgoingMessage(html="Sudah benar?", photos=[picture]))
    await world.bot_sends("santri", OutgoingMessage(html="Tersimpan", changes=ref, changes_photo=True))
    assert (await browser.sees())["html"] == "Sudah benar?"
    after = await browser.sees()
    assert (after["html"], after["photos"]) == ("Tersimpan", [picture])


@pytest.mark.parametrize("ref", ["999", "bukan", "9" * 40])
async def test_a_change_of_what_is_gone_is_a_new_message(world: World, ref: str) -> None:
    assert await world.bot_says("santri", "Selesai", changes=ref) not in ("", ref)


async def test_nobody_changes_a_message_of_another_chat_or_of_the_person(world: World, browser: Tab) -> None:
    other = await world.bot_says("admin", "Rahasia")
    await browser.does("say", text="halo")
    await browser.hears("saved")
    async with tab(world) as again:
        mine = str(again.shown()[0]["id"])
    for ref in (other, mine):
        assert await world.bot_says("santri", "Ganti", changes=ref) != ref


async def test_after_a_restart_everything_is_as_it_was(tmp_path: Path) -> None:
    async with page_world(tmp_path / "page.db") as world, tab(world) as browser:
        await browser.does("say", text="/mulai")
        await browser.hears("saved")
        await world.bot_says("santri", "Assalamu'alaikum", InlineButton(label="Setuju", data="yes"))
        await world.bot_sends("santri", OutgoingMessage(menu=[MenuCommand(name="mulai", about="Mulai")]))
        assert (await browser.hears("menu"))["menu"] == [{"name": "mulai", "about": "Mulai"}]
    async with page_world(tmp_path / "page.db") as world, tab(world) as browser:
        mine, answer = browser.shown()
        assert (mine["text"], mine["mine"]) == ("/mulai", True)
        assert answer["rows"] == [[{"label": "Setuju", "data": "yes"}]]
        assert browser.hello["chats"]["santri"]["menu"] == [{"name": "mulai", "about": "Mulai"}]
        assert browser.shown("admin") == []


async def test_a_long_conversation_comes_in_parts(world: World) -> None:
    for number in range(PAGE_SIZE + 5):
        await world.bot_says("santri", str(number))
    async with tab(world) as browser:
        shown = browser.shown()
        assert (len(shown), browser.hello["chats"]["santri"]["more"]) == (PAGE_SIZE, True)
        await browser.socket.send_json({"type": "older", "chat": "santri", "before": shown[0]["id"]})
        older = await browser.hears("older")
    assert [message["html"] for message in older["messages"]] == ["0", "1", "2", "3", "4"]
    assert older["more"] is False


async def test_every_open_page_sees_every_persona(world: World, browser: Tab) -> None:
    async with tab(world) as other:
        await browser.does("say", chat="panitia", text="/siar")
        assert (await other.sees())["text"] == "/siar"
        await world.bot_says("santri", "Pengumuman")
        assert (await other.sees())["chat"] == "santri"


async def test_a_chat_without_a_persona_is_kept_and_told_to_nobody(world: World, browser: Tab) -> None:
    await world.bot_says("orang-lain", "Pengumuman")
    await world.bot_says("santri", "Pengumuman")
    assert (await browser.sees())["chat"] == "santri"


async def test_a_press_names_its_message_and_is_answered(world: World, browser: Tab) -> None:
    ref = await world.bot_says("santri", "Hadir?", InlineButton(label="Hadir", data="rsvp:3:yes"))
    act = await browser.does("press", ref=ref, data="rsvp:3:yes")
    (said,) = await world.hears()
    assert said.press == ButtonPress(data="rsvp:3:yes", ref=ref, id=act, photo=False)
    outcome = await world.channel.send("santri", OutgoingMessage(answers=act, toast="Tercatat"))
    assert outcome == Sent("")
    answered = await browser.hears("answered")
    assert (answered["id"], answered["toast"]) == (act, "Tercatat")
    async with tab(world) as again:
        assert len(again.shown()) == 1


async def test_a_press_under_a_photo_says_so(world: World, browser: Tab) -> None:
    picture = await world.keeps(photo(), "image/jpeg")
    ref = await world.bot_sends("santri", OutgoingMessage(html="Benar?", photos=[picture]))
    await browser.does("press", ref=ref, data="save")
    (said,) = await world.hears()
    assert said.press is not None
    assert said.press.photo


async def test_photos_are_sent_as_one_album_without_where_they_were_taken(world: World, browser: Tab) -> None:
    refs = [(await browser.uploads(photo(2000, 1500)))[1]["ref"] for _ in range(2)]
    act = await browser.does("photos", refs=refs, text="Keripik")
    first, second = await world.hears(2)
    assert (first.picture, first.text) == (Picture(ref=refs[0], album=act), "Keripik")
    assert (second.picture, second.text) == (Picture(ref=refs[1], album=act), "")
    assert (await browser.sees())["photos"] == [int(ref) for ref in refs]
    status, content, headers = await browser.gets(f"/media/{refs[0]}")
    assert (status, headers["Content-Type"]) == (200, "image/jpeg")
    assert headers["Cache-Control"].startswith("private")
    assert content == await world.channel.fetch(refs[0])


async def test_a_photo_that_cannot_be_kept_now_is_brought_again(
    world: World, browser: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(name: str, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(world.channel.library.contents, "write", full)
        assert await browser.uploads(photo()) == (503, {})
    status, answer = await browser.uploads(photo())
    assert status == 200
    await browser.does("photos", refs=[answer["ref"]])
    assert (await browser.sees())["photos"] == [int(answer["ref"])]


async def test_a_photo_that_cannot_be_had_now_is_not_said_to_be_gone(
    world: World, browser: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = await world.keeps(photo(), "image/jpeg")
    await world.bot_sends("santri", OutgoingMessage(html="Ini", photos=[picture]))

    def away(digest: str) -> bytes:
        raise ConnectionError("no answer")

    with monkeypatch.context() as patch:
        patch.setattr(world.channel.library.contents, "_get", away)
        assert (await browser.gets(f"/media/{picture}"))[0] == 503
    assert (await browser.gets(f"/media/{picture}"))[1] == photo()


async def test_a_photo_that_was_never_uploaded_is_refused(world: World, browser: Tab) -> None:
    picture = await world.keeps(photo(), "image/jpeg")
    act = await browser.does("photos", refs=[str(picture)])
    refused = await browser.hears("refused")
    assert (refused["id"], refused["words"]) == (act, "Fotonya tidak ditemukan. Kirim sekali lagi, ya.")
    assert world.said == []


async def test_an_upload_that_is_no_photo_gets_a_sentence(browser: Tab) -> None:
    status, answer = await browser.uploads(b"%PDF-1.7")
    assert status == 415
    assert "bukan foto" in answer["words"]


async def test_an_upload_of_more_than_10_mb_is_refused(world: World, browser: Tab) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b"\0" * 1024 * 1024

    for data in (BytesIO(b"\0" * (10 * 1024 * 1024 + 1)), endless()):
        headers = {"Origin": world.url}
        async with browser.session.post(f"{world.url}/upload", data=data, headers=headers) as answer:
            assert answer.status == 413


async def test_a_file_is_told_by_its_name_only(world: World, browser: Tab) -> None:
    await browser.does("file", name="izin.pdf", mime="application/pdf", size=25_000_000)
    (said,) = await world.hears()
    assert said.attachment == Attachment(ref="", name="izin.pdf", mime="application/pdf", size=25_000_000)
    assert (await browser.sees())["file"] == {"name": "izin.pdf", "size": 25_000_000}


async def test_ones_own_number_and_a_place_are_shared(world: World, browser: Tab) -> None:
    await browser.does("contact", phone="0812 3456 7890")
    await browser.does("place", latitude=-7.2575, longitude=112.7521)
    number, place = await world.hears(2)
    assert number.contact == Contact(phone="0812 3456 7890", own=True)
    assert place.point == Point(latitude=-7.2575, longitude=112.7521)


async def test_only_what_was_shown_can_be_opened(world: World, browser: Tab) -> None:
    secret = await world.keeps(photo(), "image/jpeg")
    for path in (f"/media/{secret}", "/media/999", f"/media/{'9' * 30}", "/media/../style.css/x"):
        assert (await browser.gets(path))[0] == 404


async def test_a_document_is_saved_and_never_opened_as_a_page(world: World, browser: Tab) -> None:
    document = await world.keeps(b"<script>alert(1)</script>", "text/html", "data saya.html")
    await world.bot_sends("santri", OutgoingMessage(html="Semua data Kakak", file=document))
    assert (await browser.sees())["file"] == {"id": document, "name": "data saya.html", "size": 25}
    status, _content, headers = await browser.gets(f"/media/{document}")
    assert status == 200
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''data%20saya.html"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]


async def test_a_message_with_a_photo_that_does_not_exist_is_refused(world: World) -> None:
    outcome = await world.channel.send("santri", OutgoingMessage(html="Foto", photos=[12345]))
    assert outcome == Refused("no media 12345")


async def test_a_photo_that_is_unknown_cannot_be_fetched(world: World) -> None:
    with pytest.raises(OSError, match="no photo 99"):
        await world.channel.fetch("99")


@pytest.mark.parametrize(
    "what",
    [
        {"text": ""},
        {"text": "x" * 5_001},
        {"text": "a\0b"},
        {"text": "halo", "own": True},
        {"text": "halo", "id": "pendek"},
        {"text": "halo", "chat": "x" * 30},
        {"text": ["halo"]},
    ],
)
async def test_what_makes_no_sense_is_refused_once(world: World, browser: Tab, what: dict[str, Any]) -> None:
    act = await browser.does("say", **what)
    assert (await browser.hears("refused"))["id"] == act
    assert world.said == []


@pytest.mark.parametrize(
    "frame", ["", "halo", "[1]", "[" * 3_000, '{"type":"say","id":"ab\\ud800"}', '{"id":1}']
)
async def test_what_cannot_be_read_does_not_end_the_conversation(browser: Tab, frame: str) -> None:
    await browser.socket.send_str(frame)
    assert "Muat ulang" in (await browser.hears("refused"))["words"]
    act = await browser.does("say", text="halo")
    assert (await browser.hears("saved"))["id"] == act


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("place", {"latitude": 91, "longitude": 0}),
        ("contact", {"phone": "abc"}),
        ("press", {"ref": "1", "data": "x" * 65}),
        ("press", {"ref": "-1", "data": "x"}),
        ("photos", {"refs": []}),
        ("photos", {"refs": ["1"] * 11}),
        ("file", {"name": "x", "size": -1}),
    ],
)
async def test_an_act_out_of_bounds_is_refused(
    world: World, browser: Tab, kind: str, what: dict[str, Any]
) -> None:
    await browser.does(kind, **what)
    await browser.hears("refused")
    assert world.said == []


async def test_a_chat_that_does_not_exist_is_refused(world: World, browser: Tab) -> None:
    await browser.does("say", chat="orang-lain", text="halo")
    assert "tidak ada" in (await browser.hears("refused"))["words"]
    assert world.said == []


async def test_what_others_said_cannot_be_read(world: World, browser: Tab) -> None:
    await world.bot_says("orang-lain", "Rahasia")
    await browser.socket.send_json({"type": "older", "chat": "orang-lain", "before": 1_000})
    assert "tidak ada" in (await browser.hears("refused"))["words"]


async def test_5000_characters_of_any_kind_are_taken(world: World, browser: Tab) -> None:
    for letter in ("x", "ꦱ", "\u0001"):
        await browser.does("say", text=letter * 5_000)
        await browser.hears("saved")
    assert [len(message.text) for message in world.said] == [5_000] * 3


async def test_a_frame_that_is_too_large_ends_the_connection(world: World, browser: Tab) -> None:
    await browser.socket.send_str("x" * 40_000)
    async with asyncio.timeout(60):
        assert (await browser.socket.receive()).data == 1009
    assert world.said == []


async def test_bytes_end_the_connection(browser: Tab) -> None:
    await browser.socket.send_bytes(b"halo")
    async with asyncio.timeout(60):
        assert (await browser.socket.receive()).data == 1003


async def test_a_page_that_reads_too_slowly_is_sent_away() -> None:
    subscriber = Subscriber()
    assert all(subscriber.put({"number": number}) for number in range(MAX_PENDING))
    assert not subscriber.put({"number": MAX_PENDING})
    assert [news async for news in subscriber.news()] == []
