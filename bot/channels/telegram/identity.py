"""The question whose bot a token is, which also tells whether Telegram answers, and whether the token is right."""

from __future__ import annotations

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError

from bot.channels.telegram.errors import GATEWAY
from bot.channels.telegram.refusals import MethodNotFoundError, ServerError


async def username_of(bot: Bot) -> str:
    """The bot's user name. Raises `InvalidToken` where the token is nobody's or none at all, or another
    `TelegramError`.
    """
    try:
        return (await bot.get_me()).username or ""
    except MethodNotFoundError as error:
        raise InvalidToken(error.message) from None


async def check_token(bot: Bot, error: Exception) -> None:
    """Find out what a 404 meant: a method that Telegram does not know just now, or a token that is none at all.

    Raises `InvalidToken` where every method is unknown; does nothing for any other error.
    """
    if not isinstance(error, MethodNotFoundError):
        return
    try:
        await username_of(bot)
    except InvalidToken:
        raise
    except TelegramError:
        return


async def is_answering(bot: Bot, seconds: float) -> bool:
    """Return whether Telegram itself answers within so many seconds, whatever it says."""
    try:
        await bot.get_me(read_timeout=seconds)
    except ServerError as error:
        return error.status not in GATEWAY
    except NetworkError as error:
        return isinstance(error, BadRequest)
    except Exception:
        return True
    return True
