"""Errors of Telegram and of the network as results of sending."""

from __future__ import annotations

import random
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.channels.telegram.limits import is_group
from bot.channels.telegram.refusals import TOO_MANY, GarbledAnswerError, MethodNotFoundError, ServerError
from bot.channels.telegram.request import NotReachedError
from bot.messages.send_result import Gone, Later, Refused, SendResult, Unavailable, Unknown

UNKNOWN_TOKEN = "telegram.token: Telegram does not know this token; @BotFather shows the right one"  # noqa: S105

NOBODY = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user is deactivated",
    "input_user_deactivated",
)
"""Telegram's words where there is nobody to get the message."""
MAX_PAUSE_SECONDS = 600.0
"""The longest that Telegram is left alone because it asked for it: it has told a day, and answered after a minute."""
GATEWAY = (502, 504)
"""Answers of something in front of Telegram, which may have passed the message on before."""


def send_result(error: TelegramError, chat: str) -> SendResult:
    """The result for a message to `chat` whose sending raised `error`.

    Telegram does not say what a pause is for: in a group it is the group's own limit.
    """
    match error:
        case RetryAfter():
            return Later(seconds(error), whole_channel=not is_group(chat), flood=True)
        case Forbidden() | ChatMigrated():
            return Gone()
        case BadRequest():
            return (
                Gone() if any(words in error.message.lower() for words in NOBODY) else Refused(error.message)
            )
        case InvalidToken() | Conflict():
            return Later(jittered(30.0))
        case ServerError() if error.status == TOO_MANY:
            return Later(jittered(3.0), flood=True)
        case ServerError() if error.status in GATEWAY:
            return Unknown(error.message, repeatable=True)
        case GarbledAnswerError():
            return Unknown(error.message, repeatable=True)
        case ServerError() | MethodNotFoundError():
            return Unavailable(error.message)
        case NotReachedError():
            return Later(jittered(3.0))
    return Unknown(error.message)


def seconds(error: RetryAfter) -> float:
    """The pause that Telegram asks for, in either form that python-telegram-bot gives it."""
    pause = error.retry_after
    return max(0.0, pause.total_seconds() if isinstance(pause, timedelta) else float(pause))


def bounded_seconds(error: RetryAfter) -> float:
    """The pause that Telegram asks for, where it is no longer than one waits before asking again all the same."""
    return min(MAX_PAUSE_SECONDS, seconds(error))


def jittered(longest: float) -> float:
    """Return a time between half of `longest` and all of it, so that many do not come back at once."""
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
