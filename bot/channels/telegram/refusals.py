"""Answers of the Bot API other than 200, as errors: whatever they hold, each ends as one of python-telegram-bot's."""

from __future__ import annotations

from datetime import timedelta
from math import isfinite
from typing import Any

import orjson
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

TOO_LARGE, TOO_MANY = 413, 429
UNTOLD_SECONDS = 3.0
"""The pause after too many requests where the server does not tell a sensible one."""
MAX_TOLD_SECONDS = 7 * 86_400.0
BY_STATUS: dict[int, type[TelegramError]] = {
    400: BadRequest,
    401: InvalidToken,
    403: Forbidden,
    409: Conflict,
}


class ServerError(NetworkError):
    """The server, or something in front of it, answered with nothing but `status`."""

    __slots__ = ("status",)

    def __init__(self, status: int) -> None:
        super().__init__(f"the server answered {status}")
        self.status = status


class MethodNotFoundError(TelegramError):
    """404: Telegram does not know the method just now, or the token is none at all."""

    __slots__ = ()


class GarbledAnswerError(NetworkError):
    """The server answered 200, and something that is no answer of the Bot API."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("Invalid server response")


def refusal(status: int, payload: bytes, secret: bytes) -> TelegramError:
    """The error behind an answer other than 200; `secret` is struck out of what it says.

    Telegram answers in JSON. A page is from something in between, whose 403 does not mean a blocked bot.
    """
    said = _object(payload.replace(secret, b"***"))
    if said is None:
        return BadRequest(f"the server answered {status}") if status == TOO_LARGE else ServerError(status)
    parameters = said.get("parameters")
    parameters = parameters if isinstance(parameters, dict) else {}
    if type(new_chat := parameters.get("migrate_to_chat_id")) is int:
        return ChatMigrated(new_chat)
    if status == TOO_MANY or "retry_after" in parameters:
        return RetryAfter(timedelta(seconds=_seconds(parameters.get("retry_after"))))
    words = said.get("description")
    words = words if isinstance(words, str) and words else f"the server answered {status}"
    if status == 404:
        return MethodNotFoundError(words)
    if status in BY_STATUS:
        return BY_STATUS[status](words)
    return BadRequest(f"the server answered {status}") if 400 <= status < 500 else ServerError(status)


def _object(payload: bytes) -> dict[str, Any] | None:
    try:
        said = orjson.loads(payload)
    except orjson.JSONDecodeError:
        return None
    return said if isinstance(said, dict) else None


def _seconds(told: object) -> float:
    if isinstance(told, int | float) and isfinite(told) and told > 0:
        return min(float(told), MAX_TOLD_SECONDS)
    return UNTOLD_SECONDS
