"""The stand-in refuses what Telegram refuses: a bot that works with it works with Telegram."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest

from tests.channels.telegram.standin import Faults, Person, Standin
from tests.channels.telegram.standin import faults as standin_faults

Call = Callable[..., Awaitable[Any]]


@pytest.fixture
async def call(standin: Standin) -> AsyncIterator[Call]:
    """Calls a method as any program can: the result, or Telegram's words of refusal."""
    async with aiohttp.ClientSession() as session:

        async def call(method: str, **params: Any) -> Any:
            async with session.post(f"{standin.url}/bot{standin.token}/{method}", json=params) as response:
                answer = await response.json()
            assert answer["ok"] is (response.status == 200)
            return answer["result"] if answer["ok"] else answer["description"]

        yield call


def under(*keys: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(keys)]}


def key(label: str, data: str) -> dict[str, Any]:
    return {"text": label, "callback_data": data}


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "\u200b\u2060 \ufeff"}, "text must be non-empty"),
        ({"text": "a", "reply_markup": under(*[key("x", "d")] * 101)}, "reply_markup_too_long"),
        ({"text": "a", "reply_markup": under(*[key("x" * 60, "d" * 60)] * 90)}, "reply_markup_too_long"),
        ({"text": "<b>a", "parse_mode": "HTML"}, 'can\'t find end tag corresponding to start tag "b"'),
        ({"text": "<p>a</p>", "parse_mode": "HTML"}, 'unsupported start tag "p" at byte offset 0'),
        ({"text": "é<b>a</i>", "parse_mode": "HTML"}, 'unmatched end tag at byte offset 6, expected "</b>"'),
        ({"text": "a</b>", "parse_mode": "HTML"}, "unexpected end tag at byte offset 1"),
        ({"text": "a < b", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "a", "parse_mode": "Mystery"}, "unsupported parse_mode"),
        ({"text": "a", "color": "red"}, "unknown parameter color"),
        ({"text": 5}, "text must be a string"),
        (
            {"text": "a", "reply_markup": under(key("x", "d" * 65))},
            "button_data_invalid",
        ),
        ({"text": "a", "reply_markup": under(key("x", ""))}, "button_data_invalid"),
        ({"text": "a", "reply_markup": under({"text": "x"})}, "text buttons are unallowed"),
        ({"text": "a", "reply_markup": under({"text": "x", "url": "x", "callback_data": "d"})}, "unallowed"),
        ({"text": "a", "reply_markup": under({"text": "x", "url": "javascript:x"})}, "is invalid"),
        ({"text": "a", "reply_markup": under({"callback_data": "d"})}, 'field "text" must be'),
        ({"text": "a", "reply_markup": "{"}, "can't parse reply_markup json object"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_is_wrong_is_refused_and_remembered(
    call: Call, santri: Person, standin: Standin, params: dict[str, Any], words: str
) -> None:
    said = await call("sendMessage", chat_id=santri.id, **params)
    assert words in said.lower()
    assert standin.violations == [f"sendMessage: {said}"]
    assert santri.messages == []


async def test_a_text_as_long_as_can_be_is_taken(call: Call, santri: Person, standin: Standin) -> None:
    await call("sendMessage", chat_id=santri.id, text=f"<b>{'&amp;' * 4096}</b>", parse_mode="HTML")
    assert santri.sees == "&" * 4096
    assert standin.violations == []


async def test_what_only_the_chat_forbids_is_no_violation(
    call: Call, santri: Person, standin: Standin
) -> None:
    sent = await call("sendMessage", chat_id=santri.id, text="a")
    here = {"chat_id": santri.id, "message_id": sent["message_id"]}
    assert "message is not modified" in await call("editMessageText", text="a", **here)
    assert "no caption in the message to edit" in await call("editMessageCaption", caption="b", **here)
    assert "message is not modified" in await call("editMessageReplyMarkup", **here)
    assert await call("deleteMessage", **here) is True
    assert "message to edit not found" in await call("editMessageText", text="b", **here)
    assert "message to delete not found" in await call("deleteMessage", **here)
    assert "chat not found" in await call("sendMessage", chat_id=1, text="a")
    await santri.blocks()
    assert "bot was blocked" in await call("sendMessage", chat_id=santri.id, text="a")
    assert standin.violations == []


async def test_a_press_is_answered_once(call: Call, santri: Person) -> None:
    await call("sendMessage", chat_id=santri.id, text="a", reply_markup=under(key("x", "d")))
    await santri.taps("x")
    (update,) = await call("getUpdates")
    press = update["callback_query"]
    assert press["data"] == "d"
    assert await call("answerCallbackQuery", callback_query_id=press["id"], text="Baik") is True
    assert "query is too old" in await call("answerCallbackQuery", callback_query_id=press["id"])
    await santri.waits_for_toast("Baik")


async def test_updates_are_kept_until_a_later_one_is_asked_for(call: Call, santri: Person) -> None:
    for text in "abc":
        await santri.says(text)
    first, second, third = [update["update_id"] for update in await call("getUpdates")]
    assert len(await call("getUpdates", limit=2)) == 2
    assert [update["update_id"] for update in await call("getUpdates", offset=second)] == [second, third]
    assert [update["update_id"] for update in await call("getUpdates", offset=first)] == [second, third]
    assert await call("getUpdates", offset=third + 1) == []
    assert await call("getUpdates") == []


async def test_an_update_may_come_once_more(call: Call, santri: Person, standin: Standin) -> None:
    await santri.says("satu")
    [first] = await call("getUpdates")
    assert await call("getUpdates", offset=first["update_id"] + 1) == []
    standin.world.updates.repeat(standin.world.updates.newest)
    await santri.says("dua")
    updates = await call("getUpdates", offset=first["update_id"] + 1)
    assert [update["message"]["text"] for update in updates] == ["satu", "dua"]


async def test_a_webhook_and_fetching_exclude_each_other(call: Call, standin: Standin) -> None:
    assert "An HTTPS URL must be provided" in await call("setWebhook", url="http://x.example/")
    assert await call("setWebhook", url="https://x.example/") is True
    assert (await call("getWebhookInfo"))["url"] == "https://x.example/"
    assert "while webhook is active" in await call("getUpdates")
    assert await call("deleteWebhook") is True
    assert await call("getUpdates") == []


async def test_only_updates_that_are_asked_for_come(call: Call, santri: Person) -> None:
    await call("getUpdates", allowed_updates=json.dumps(["message"]))
    await santri.blocks()
    await santri.says("a")
    assert [list(update)[1] for update in await call("getUpdates")] == ["message"]


async def test_commands_have_to_be_named_as_telegram_wants(call: Call, standin: Standin) -> None:
    assert "BOT_COMMAND_INVALID" in await call(
        "setMyCommands", commands=[{"command": "X", "description": "x"}]
    )
    wordy = [{"command": "x", "description": "x" * 257}]
    assert "BOT_COMMAND_DESCRIPTION_INVALID" in await call("setMyCommands", commands=wordy)
    fine = [{"command": "x", "description": "x"}]
    assert await call("setMyCommands", commands=fine) is True
    assert await call("getMyCommands") == fine
    assert await call("deleteMyCommands") is True
    assert await call("getMyCommands") == []
    assert len(standin.violations) == 2


@pytest.mark.parametrize("count", [1, 11])
async def test_an_album_has_two_to_ten_photos(
    call: Call, santri: Person, standin: Standin, count: int
) -> None:
    sent = await santri.sends_photo()
    photo = {"type": "photo", "media": sent.content["photo"][-1]["file_id"]}
    assert "2-10 items" in await call("sendMediaGroup", chat_id=santri.id, media=[photo] * count)


async def test_a_file_that_nobody_uploaded_is_unknown(call: Call, santri: Person) -> None:
    assert "wrong file identifier" in await call("sendPhoto", chat_id=santri.id, photo="AgACnothing")
    assert "can't find the attached file" in await call("sendPhoto", chat_id=santri.id, photo="attach://x")


async def test_a_photo_has_to_be_one(standin: Standin, santri: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(santri.id)})
    form.add_field("photo", b"not a picture", filename="a.jpg")
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{standin.url}/bot{standin.token}/sendPhoto", data=form) as response,
    ):
        assert (await response.json())["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_a_method_that_there_is_not_and_another_token_are_refused(call: Call, standin: Standin) -> None:
    assert await call("sendTelepathy") == "Not Found: method not found"
    async with aiohttp.ClientSession() as session:
        for token, status in (("1:x", 401), ("x", 404)):
            async with session.get(f"{standin.url}/bot{token}/getMe") as response:
                assert response.status == status


# People


async def test_people_wait_for_what_comes_after_they_did_something(call: Call, santri: Person) -> None:
    await call("sendMessage", chat_id=santri.id, text="Halo")
    assert (await santri.waits_for("Halo")).text == "Halo"
    await santri.says("/produk")
    with pytest.raises(AssertionError, match="waited for 'Halo' and saw 'Halo'"):
        await santri.waits_for("Halo", timeout=0)


async def test_people_find_the_newest_button_of_a_name_or_beginning_so(call: Call, santri: Person) -> None:
    for data in "12":
        keys = under(
            {"text": "Ubah harga", "callback_data": data}, {"text": "Ubah", "callback_data": f"{data}!"}
        )
        await call("sendMessage", chat_id=santri.id, text="a", reply_markup=keys)
    first, _ = santri.messages
    await santri.taps("Ubah")
    await santri.taps("Ubah h")
    await santri.taps("Ubah h", on=first)
    pressed = [update["callback_query"]["data"] for update in await call("getUpdates")]
    assert pressed == ["2!", "2", "1"]
    with pytest.raises(AssertionError, match="no button 'Hapus'"):
        await santri.taps("Hapus")


async def test_a_key_in_place_of_the_keyboard_shares_or_says_its_label(call: Call, santri: Person) -> None:
    keyboard = {"keyboard": [[{"text": "Kirim nomor", "request_contact": True}, {"text": "Lewati"}]]}
    await call("sendMessage", chat_id=santri.id, text="a", reply_markup=keyboard)
    await santri.taps("Kirim nomor")
    await santri.taps("Lewati")
    shared, said = [update["message"] for update in await call("getUpdates")]
    assert shared["contact"]["user_id"] == santri.id
    assert said["text"] == "Lewati"


async def test_what_stands_in_place_of_the_keyboard_stays_until_it_is_taken_away(
    call: Call, santri: Person
) -> None:
    keyboard = {"keyboard": [[{"text": "Lewati"}]], "one_time_keyboard": True}
    asked = await call("sendMessage", chat_id=santri.id, text="Nomor?", reply_markup=keyboard)
    await santri.taps("Lewati")
    await call("sendMessage", chat_id=santri.id, text="Baik", reply_markup=under(key("Menu", "menu")))
    assert santri.keyboard == ["Lewati"]
    refusal = await call("editMessageText", chat_id=santri.id, message_id=asked["message_id"], text="Nama?")
    assert "message can't be edited" in refusal
    await call("sendMessage", chat_id=santri.id, text="Ya", reply_markup={"remove_keyboard": True})
    assert santri.keyboard == []
    with pytest.raises(AssertionError, match="no button 'Lewati'"):
        await santri.taps("Lewati")


async def test_chance_falls_alike_for_the_same_seed(call: Call, santri: Person, standin: Standin) -> None:
    async def fates() -> list[bool]:
        standin.faults.set({"refused": 0.5, "seed": 7})
        return [isinstance(await call("sendMessage", chat_id=santri.id, text="a"), str) for _ in range(20)]

    first = await fates()
    assert first == await fates()
    assert {True, False} == set(first)


def test_more_than_the_limit_in_any_second_is_a_flood_wherever_the_second_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, faults = 0.0, Faults(per_second=2)
    monkeypatch.setattr(standin_faults, "time", SimpleNamespace(monotonic=lambda: now))
    met = []
    for now in (0.6, 0.9, 1.5, 1.61, 1.7, 1.95):  # noqa: B007 - it is the clock
        met += [faults.choose("sendMessage")]
    assert met == ["", "", "flood", "", "flood", ""]
    assert faults.floods == 2


def test_a_group_has_a_limit_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    now, faults = 0.0, Faults(per_group_minute=1)
    monkeypatch.setattr(standin_faults, "time", SimpleNamespace(monotonic=lambda: now))
    group, other = {"chat_id": -100}, {"chat_id": "-200"}
    assert [faults.choose("sendMessage", chat) for chat in (group, group, other)] == ["", "flood", ""]
    now = 60.1
    assert faults.choose("sendMessage", group) == ""


def test_what_is_paid_for_counts_apart() -> None:
    faults, paid = Faults(per_second=1, paid_per_second=2), {"allow_paid_broadcast": True}
    assert [faults.choose("sendMessage") for _ in range(2)] == ["", "flood"]
    assert [faults.choose("sendMessage", paid) for _ in range(3)] == ["", "", "flood"]


async def test_edits_count_and_so_does_each_photo_of_an_album(
    call: Call, santri: Person, standin: Standin
) -> None:
    sent = await santri.sends_photo()
    photo = {"type": "photo", "media": sent.content["photo"][-1]["file_id"]}
    said = await call("sendMessage", chat_id=santri.id, text="a")
    standin.faults.per_second = 3
    assert len(await call("sendMediaGroup", chat_id=santri.id, media=[photo] * 2)) == 2
    here = {"chat_id": santri.id, "message_id": said["message_id"]}
    assert (await call("editMessageText", text="b", **here))["text"] == "b"
    assert "Too Many Requests" in await call("editMessageText", text="c", **here)


def test_a_chat_has_a_limit_of_its_own() -> None:
    faults = Faults(per_chat_second=1)
    chats = [{"chat_id": 5}, {"chat_id": 5}, {"chat_id": 6}]
    assert [faults.choose("sendMessage", chat) for chat in chats] == ["", "flood", ""]


async def test_of_many_entities_the_first_hundred_count(call: Call, santri: Person) -> None:
    await call("sendMessage", chat_id=santri.id, text="<b>a</b> " * 150, parse_mode="HTML")
    assert len(santri.messages[-1].entities) == 100


async def test_a_photo_is_no_document_and_a_document_no_photo(call: Call, santri: Person) -> None:
    photo = (await santri.sends_photo()).content["photo"][-1]["file_id"]
    paper = (await santri.sends_document("nib.pdf", 2000)).content["document"]["file_id"]
    assert "of type Photo as Document" in await call("sendDocument", chat_id=santri.id, document=photo)
    assert "of type Document as Photo" in await call("sendPhoto", chat_id=santri.id, photo=paper)


async def test_a_group_that_has_moved_names_the_new_one(standin: Standin, call: Call) -> None:
    group = standin.group()
    new = group.upgrades()
    assert "upgraded to a supergroup" in await call("sendMessage", chat_id=group.chat.id, text="a")
    assert (await call("sendMessage", chat_id=new.chat.id, text="a"))["text"] == "a"


async def test_who_never_wrote_cannot_be_written_to(standin: Standin, call: Call) -> None:
    stranger = standin.stranger()
    assert "can't initiate conversation" in await call("sendMessage", chat_id=stranger.id, text="a")
    await stranger.says("/start")
    assert (await call("sendMessage", chat_id=stranger.id, text="a"))["text"] == "a"


@pytest.mark.parametrize(("port", "taken"), [("", True), (":8443", True), (":88", True), (":8080", False)])
async def test_a_webhook_is_on_one_of_four_ports(call: Call, port: str, taken: bool) -> None:
    answer = await call("setWebhook", url=f"https://x.example{port}/")
    assert (answer is True) is taken
    assert taken or "only on ports 80, 88, 443 or 8443" in answer


async def test_a_method_may_be_out_of_order_and_all_others_too(
    call: Call, santri: Person, standin: Standin
) -> None:
    standin.faults.broken = {"sendMessage": "missing"}
    assert await call("sendMessage", chat_id=santri.id, text="a") == "Not Found"
    assert (await call("getMe"))["username"] == "santri_uji_bot"
    standin.faults.broken = {"*": "failed"}
    assert await call("getMe") == "Internal Server Error"
