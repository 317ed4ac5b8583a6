"""Parts of python-telegram-bot that are not public still are as `library_internals` needs them."""

from __future__ import annotations

from typing import Any

from telegram import Bot
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram.library_internals import JsonBody, is_default, json_request


class RecordingRequest(BaseRequest):
    """Keeps what the library would have sent, and answers that it is done."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    @property
    def read_timeout(self) -> float | None:
        return 1.0

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(self, **call: Any) -> tuple[int, bytes]:  # type: ignore[override]  # all of it is kept
        self.sent.append(call)
        return 200, b'{"ok": true, "result": true}'


async def test_a_time_limit_that_nobody_gave_is_known_from_one_that_was() -> None:
    request = RecordingRequest()
    bot = Bot("1:token", request=request, get_updates_request=request)
    await bot.delete_webhook()
    await bot.delete_webhook(read_timeout=3.0, connect_timeout=None)
    usual, given = request.sent
    limits = ("read_timeout", "connect_timeout", "pool_timeout", "write_timeout")
    assert [is_default(usual[name]) for name in limits] == [True, True, True, True]
    assert [is_default(given[name]) for name in limits] == [False, False, True, True]


async def test_a_body_of_json_goes_through_the_library_untouched() -> None:
    request, body = RecordingRequest(), json_request({"chat_id": "1"})
    assert await request.post("http://127.0.0.1/sendMessage", body) is True
    [sent] = request.sent
    assert sent["request_data"] is body
    assert isinstance(body, JsonBody) and body.body == b'{"chat_id":"1"}'


def test_a_body_has_what_is_asked_of_the_library_s_own() -> None:
    own = RequestData()
    assert own.contains_files is JsonBody.contains_files is False
    assert (own.parameters, own.json_parameters, own.multipart_data) == ({}, {}, {})
