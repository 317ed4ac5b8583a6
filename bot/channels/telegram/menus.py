"""The menu of commands beside the text field: one for all in each language, and one of its own for a chat."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from telegram import Bot, BotCommandScopeChat
from telegram.error import BadRequest, TelegramError

from bot.channels.plugin import Menus
from bot.channels.telegram.errors import jittered
from bot.i18n.messages import SOURCE
from bot.messages.outgoing import MenuCommand
from bot.observability.logging import get_logger

log = get_logger(__name__)

RETRY_SECONDS = 30.0


async def publish(bot: Bot, menus: Menus) -> None:
    """Set the menus that every chat starts with; the one in `SOURCE` is for all whose language has none. Raises
    `TelegramError`.
    """
    for language, commands in menus.items():
        code = None if language == SOURCE else language
        await bot.set_my_commands(_pairs(commands), language_code=code)


async def keep_publishing(bot: Bot, menus: Menus) -> None:
    """Publish again and again until Telegram takes the menus or refuses them."""
    while True:
        try:
            return await publish(bot, menus)
        except BadRequest as error:
            log.error("Telegram does not take the command menus", reason=error.message)
            return None
        except TelegramError as error:
            log.warning("the command menus are not set yet", reason=error.message)
        await asyncio.sleep(jittered(RETRY_SECONDS))


async def set_for_chat(bot: Bot, chat: str, commands: Sequence[MenuCommand]) -> None:
    """Give one chat its own menu; with no commands it goes back to the common one. Raises `TelegramError`."""
    scope = BotCommandScopeChat(chat)
    if commands:
        await bot.set_my_commands(_pairs(commands), scope=scope)
    else:
        await bot.delete_my_commands(scope=scope)


def _pairs(commands: Sequence[MenuCommand]) -> list[tuple[str, str]]:
    return [(command.name, command.about) for command in commands]
