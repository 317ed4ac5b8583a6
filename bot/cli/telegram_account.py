"""Whose token it is, and what Telegram says where it is nobody's."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")


class NoAccountError(Exception):
    """Telegram cannot be asked; the text says why, without the token."""


class UnknownTokenError(NoAccountError):
    """Telegram does not know the token."""


def username(token: str, api_url: str) -> str:
    """The name of the bot that a token belongs to. Raises `NoAccountError`."""
    from bot.channels.telegram.channel import identify

    return answer(api_url, identify(token, api_url))


def answer(api_url: str, question: Coroutine[Any, Any, T]) -> T:
    """What Telegram answers. Raises `NoAccountError`."""
    from telegram.error import TelegramError

    try:
        with refused_tokens():
            return asyncio.run(question)
    except TelegramError as error:
        raise NoAccountError(f"telegram.api_url: {api_url} does not answer: {error.message}") from None


@contextmanager
def refused_tokens() -> Iterator[None]:
    """Within it, a token that Telegram does not know raises `UnknownTokenError`."""
    from telegram.error import InvalidToken

    try:
        yield
    except InvalidToken:
        raise UnknownTokenError(
            "telegram.token: Telegram does not know this token; @BotFather shows the right one"
        ) from None
