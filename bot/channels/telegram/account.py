"""The bot's account on Telegram: the name that a token belongs to, and the errors where it belongs to nobody."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.channels.plugin import AccountError, InvalidCredentialsError
from bot.channels.telegram import channel
from bot.channels.telegram.errors import UNKNOWN_TOKEN
from bot.channels.telegram.settings import TelegramSettings

T = TypeVar("T")


async def username_of(telegram: TelegramSettings) -> str:
    """The name of the bot that the settings name. Raises `AccountError`."""
    return await username(telegram.token.get_secret_value(), telegram.api_url)


async def username(token: str, api_url: str) -> str:
    """The name of the bot that a token belongs to. Raises `AccountError`."""
    with account_errors(api_url):
        return await channel.identify(token, api_url)


async def ask(telegram: TelegramSettings, question: Callable[[Bot], Awaitable[T]]) -> T:
    """The answer of Telegram to a question about the bot's account. Raises `AccountError`."""
    with account_errors(telegram.api_url):
        async with channel.connected(telegram.token.get_secret_value(), telegram.api_url) as bot:
            return await question(bot)


@contextmanager
def account_errors(api_url: str) -> Iterator[None]:
    """Errors of Telegram within it become `AccountError`s, without the token."""
    try:
        yield
    except InvalidToken:
        raise InvalidCredentialsError(UNKNOWN_TOKEN) from None
    except TelegramError as error:
        raise AccountError(f"telegram.api_url: {api_url} does not answer: {error.message}") from None
