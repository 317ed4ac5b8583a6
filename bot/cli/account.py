"""Asking Telegram whose token it is."""

from __future__ import annotations

import asyncio


class NoAccountError(Exception):
    """The account could not be asked for; the text says why, without the token."""


class UnknownTokenError(NoAccountError):
    """Telegram does not know this token; @BotFather shows the right one"""


def username(token: str, api_url: str) -> str:
    """The name of the bot that a token belongs to. Raises `NoAccountError`."""
    from telegram.error import InvalidToken, TelegramError

    from bot.channels.telegram.channel import identify

    try:
        return asyncio.run(identify(token, api_url))
    except InvalidToken:
        raise UnknownTokenError(UnknownTokenError.__doc__) from None
    except TelegramError as error:
        raise NoAccountError(f"{api_url} does not answer as Telegram would: {error.message}") from None
