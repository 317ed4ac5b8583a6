"""Whatever Telegram answers, the bot goes on: odd bodies, pauses of a day, updates that jump back or have no number."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Sequence
from time import monotonic
from typing import Any

import pytest
from aiohttp import web
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.channels.plugin import InvalidCredentialsError
from bot.channels.telegram import request as requests
from bot.channels.telegram.channel import TelegramChannel, connect
from bot.channels.telegram.errors import MAX_PAUSE_SECONDS, seconds, send_result
from bot.channels.telegram.receiving.polling import MIN_ROUND_SECONDS, Polling
from bot.channels.telegram.receiving.update_parser import parse_updates
from bot.channels.telegram.refusals import (
    GarbledAnswerError,
    MethodNotFoundError,
    ServerError,
    refusal,
)
from bot.channels.telegram.request import AiohttpRequest
from bot.media.library import MediaService
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Later, Sent, Unknown
from tests.channels.telegram.brought import LIMITS
from tests.channels.telegram.listening import Inbox, eventually, hears, listening
from tests.channels.telegram.standin import Person, Standin


@pytest.mark.parametrize(
    ("status", "payload", "expected"),
    [
        (400, b'{"ok":false,"description":"Bad Request: chat not found"}', BadRequest),
        (400, b'{"ok":false}', BadRequest),
        (400, b'{"ok":false,"description":7,"parameters":"none"}', BadRequest),
        (400, b'{"ok":false,"parameters":{"migrate_to_chat_id":-1005}}', ChatMigrated),
        (400, b'{"ok":false,"parameters":{"migrate_to_chat_id":"there"}}', BadRequest),
        (401, b'{"ok":false,"description":"Unauthorized"}', InvalidToken),
        (403, b'{"ok":false,"description":"Forbidden: x"}', Forbidden),
        (404, b'{"ok":false,"description":"Not Found"}', MethodNotFoundError),
        (409, b'{"ok":false,"description":"Conflict: x"}', Conflict),
        (418, b'{"ok":false}', BadRequest),
        (500, b'{"ok":false,"description":"Internal Server Error"}', ServerError),
        (500, b"", ServerError),
        (403, b"<html>", ServerError),
        (400, b"[]", ServerError),
        (400, b"{", ServerError),
        (413, b"<html>", BadRequest),
        (201, b'{"ok":true,"result":true}', ServerError),
    ],
)
def test_every_refusal_is_an_error_that_is_known(
    status: int, payload: bytes, expected: type[TelegramError]
) -> None:
    assert type(refusal(status, payload, b"secret")) is expected


@pytest.mark.parametrize(
    ("told", "pause"),
    [
        ("7", 7.0),
        ("2.5", 2.5),
        ("86400", 86_400.0),
        ("1e300", 604_800.0),
        ("-5", 3.0),
        ("0", 3.0),
        ("null", 3.0),
        ('"soon"', 3.0),
        ("[]", 3.0),
    ],
)
def test_a_pause_that_makes_no_sense_is_a_short_one(told: str, pause: float) -> None:
    error = refusal(429, b'{"ok":false,"parameters":{"retry_after":%s}}' % told.encode(), b"secret")
    assert isinstance(error, RetryAfter)
    assert seconds(error) == pause
    assert send_result(error, "5") == Later(pause, flood=True)


BODIES = {
    "no JSON": b"<html>hello</html>",
    "nothing": b"",
    "a list": b"[]",
    "null": b"null",
    "no result": b'{"ok":true}',
    "no, without a reason": b'{"ok":false}',
    "a refusal with 200": b'{"ok":false,"error_code":400,"description":"result"}',
    "cut off": b'{"ok":true,"result":{"message_id":',
    "too deep": b'{"result":' + b"[" * 100_000,
}


@pytest.fixture
async def mad(request: pytest.FixtureRequest, library: MediaService) -> Any:
    """A channel whose Telegram answers everything with this body."""

    async def answer(_request: web.BaseRequest) -> web.Response:
        return web.Response(body=request.param, content_type="application/json")

    runner = web.ServerRunner(web.Server(answer, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    channel = TelegramChannel("1:secret", library, api_url=url, limits=LIMITS)
    yield channel
    await channel.close()
    await runner.cleanup()


@pytest.mark.parametrize("mad", BODIES.values(), ids=BODIES, indirect=True)
async def test_an_answer_that_makes_no_sense_leaves_open_whether_it_arrived(mad: TelegramChannel) -> None:
    assert await mad.send("5", OutgoingMessage(html="Halo")) == Unknown(
        "Invalid server response", repeatable=True
    )
    assert not await mad.is_answering()


@pytest.mark.parametrize("mad", [b'{"ok":true,"result":true}'], indirect=True)
async def test_a_message_that_was_taken_without_an_id_is_sent(mad: TelegramChannel) -> None:
    assert await mad.send("5", OutgoingMessage(html="Halo")) == Sent()
    with pytest.raises(OSError, match="makes no sense"):
        await mad.fetch("AgAC")


async def test_an_endless_answer_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    async def endless(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        with contextlib.suppress(ConnectionError):
            while True:
                await response.write(b" " * 10_000)
        return response

    monkeypatch.setattr(requests, "MAX_BODY_BYTES", 100_000)
    runner = web.ServerRunner(web.Server(endless, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    request = AiohttpRequest("1:secret")
    with pytest.raises(GarbledAnswerError):
        await request.post(f"http://127.0.0.1:{runner.addresses[0][1]}/getMe")
    await request.shutdown()
    await runner.cleanup()


# Getting messages


class Script:
    """A Telegram that gives these answers to getUpdates, one after the other, and keeps what was asked."""

    def __init__(self, *answers: Any) -> None:
        self.answers, self.asked = list(answers), list[str]()
        self.over = asyncio.Event()

    async def post(self, url: str, **_limits: Any) -> Any:
        self.asked.append(url)
        if not self.answers:
            self.over.set()
            await asyncio.get_running_loop().create_future()
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def said(number: object, text: str = "halo") -> dict[str, Any]:
    who = {"id": 5, "first_name": "Ahmad"}
    message = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "from": who, "text": text}
    return {"update_id": number, "message": message}


async def asked(*answers: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str], list[float]]:
    """The texts that arrived, what was asked for, and the pauses between."""
    pauses = list[float]()
    sleep = asyncio.sleep

    async def pause(delay: float) -> None:
        pauses.append(delay)
        await sleep(0)

    monkeypatch.setattr("bot.channels.telegram.receiving.polling.asyncio.sleep", pause)
    inbox, script = Inbox(), Script(*answers)
    bot = connect("1:secret", "http://127.0.0.1:1", AiohttpRequest("1:secret"))
    running = asyncio.create_task(Polling(bot, script, 25).run(inbox.save))  # type: ignore[arg-type]  # as needed
    await script.over.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return [message.text for message in inbox.saved], script.asked, pauses


async def test_updates_may_begin_anew_at_a_lower_number(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, urls, pauses = await asked(
        [said(900, "a")], [said(7, "b")], [said(8, "c")], monkeypatch=monkeypatch
    )
    assert texts == ["a", "b", "c"]
    assert [url.partition("offset=")[2] for url in urls] == ["", "901", "8", "9"]
    assert pauses == []


async def test_the_highest_number_of_a_batch_is_acknowledged(monkeypatch: pytest.MonkeyPatch) -> None:
    _texts, urls, _pauses = await asked([said(9), said(5)], monkeypatch=monkeypatch)
    assert urls[-1].endswith("offset=10")


@pytest.mark.parametrize("number", [None, "9", -1, 2**63, 1.5, True], ids=repr)
async def test_an_update_without_a_number_does_not_hold_up_those_beside_it(
    number: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, urls, _pauses = await asked([said(3, "a"), said(number, "b"), "c", None], monkeypatch=monkeypatch)
    assert "a" in texts
    assert urls[-1].endswith("offset=4")


@pytest.mark.parametrize("answer", [True, {}, "halo", [{}], [{"update_id": "x"}]], ids=repr)
async def test_an_answer_that_is_none_is_asked_for_less_and_less_often(
    answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _texts, urls, pauses = await asked(*[answer] * 8, [said(3)], monkeypatch=monkeypatch)
    assert urls[-1].endswith("offset=4")
    assert max(pauses) > 5
    assert min(pauses) >= MIN_ROUND_SECONDS


@pytest.mark.parametrize(
    "answers", [[[]] * 20, [[said(3)]] * 20], ids=["nothing", "the same again and again"]
)
async def test_what_is_answered_at_once_and_is_nothing_new_is_not_asked_for_at_once(
    answers: Sequence[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    _texts, _urls, pauses = await asked(*answers, monkeypatch=monkeypatch)
    assert len(pauses) >= 19


async def test_polls_are_50_ms_apart_where_telegram_has_nothing_and_does_not_wait(
    channel: TelegramChannel, standin: Standin
) -> None:
    standin.world.updates.hurries = True
    begin = monotonic()
    async with listening(channel, Inbox()):
        await eventually(lambda: standin.world.updates.polls >= 5)
        took = monotonic() - begin
        assert standin.world.updates.polls <= took / MIN_ROUND_SECONDS + 2


ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**70,
    1.5,
    "",
    "halo",
    "\ud800",
    [],
    [None],
    {},
    {"id": None},
    "x" * 5_000,
)


def spoiled(value: Any, chance: random.Random) -> Any:
    """The same with one part of it, here or further in, gone or replaced by something that has no place there."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        key = chance.choice(sorted(value))
        if chance.random() < 0.2:
            return {other: value[other] for other in value if other != key}
        return value | {key: spoiled(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.85:
        place = chance.randrange(len(value))
        return [*value[:place], spoiled(value[place], chance), *value[place + 1 :]]
    return chance.choice(ODD)


async def test_updates_with_odd_parts_hold_up_none_beside_them(santri: Person, standin: Standin) -> None:
    await santri.says_formatted("<b>Keripik</b> tempe")
    await santri.sends_photo("Foto")
    await santri.sends_document("nib.pdf", 2000)
    await santri.shares_contact()
    await santri.sends_venue(-7.25, 112.75, "Grand Dafam", "Jl. Kayoon 4")
    await santri.presses("menu:", santri.chat.messages[0])
    await santri.blocks()
    known, chance = list(standin.world.updates.waiting), random.Random(2026)
    for _round in range(400):
        odd = [spoiled(update, chance) for update in known]
        updates = [update for update in odd if isinstance(update, dict)]
        arrived = list(parse_updates([*updates, said(7, "halo")]))
        assert arrived[-1].text == "halo"
        assert all(len(message.chat) <= 64 and message.as_json for message in arrived)


async def test_a_pause_of_a_day_is_tried_after_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    _texts, _urls, pauses = await asked(RetryAfter(86_400), RetryAfter(1), [said(3)], monkeypatch=monkeypatch)
    assert pauses == [MAX_PAUSE_SECONDS, 1.0]


async def test_a_method_that_is_unknown_for_a_while_does_not_end_the_bot(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    standin.faults.next("getUpdates", "missing", "missing")
    await hears(channel, santri, "halo")


async def test_a_token_that_is_none_at_all_does(library: MediaService, standin: Standin) -> None:
    channel = TelegramChannel("nonsense", library, api_url=standin.url, limits=LIMITS)
    with pytest.raises(InvalidCredentialsError):
        await channel.listen(Inbox().save)
    await channel.close()
