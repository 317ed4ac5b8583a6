"""The menu of commands beside the text field: one for all in each language, and one of its own for a chat."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from telegram import Bot, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.channels.plugin import Menus
from bot.channels.telegram.errors import jittered
from bot.i18n.messages import SOURCE
from bot.messages.outgoing import MenuCommand
from bot.observability.logging import get_logger

log = get_logger(__name__)

RETRY_SECONDS = 30.0
MENU_SECONDS = 2.0
"""Seconds for which a message that has arrived waits for the menu of its chat."""
MAX_LATER = 1_000


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


class ChatMenus:
    """The menus of single chats. One that Telegram does not take now is set later, and holds up nothing meanwhile."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._later: dict[str, asyncio.Task[None]] = {}
        """Menus that are still to be set, by chat."""

    async def set(self, chat: str, commands: Sequence[MenuCommand]) -> None:
        """Give one chat its own menu; with no commands it goes back to the common one."""
        if (older := self._later.pop(chat, None)) is not None:
            older.cancel()
        try:
            async with asyncio.timeout(MENU_SECONDS):
                await set_for_chat(self._bot, chat, commands)
        except (BadRequest, Forbidden) as error:
            log.warning("Telegram does not take the menu of a chat", reason=error.message)
        except (TelegramError, TimeoutError):
            if len(self._later) < MAX_LATER:
                self._later[chat] = task = asyncio.create_task(self._set_later(chat, commands))
                task.add_done_callback(lambda done: self._forget(chat, done))

    async def close(self) -> None:
        """Let go of the menus that are still to be set."""
        later, self._later = list(self._later.values()), {}
        for task in later:
            task.cancel()
        await asyncio.gather(*later, return_exceptions=True)

    async def _set_later(self, chat: str, commands: Sequence[MenuCommand]) -> None:
        while True:
            await asyncio.sleep(jittered(RETRY_SECONDS))
            try:
                return await set_for_chat(self._bot, chat, commands)
            except (BadRequest, Forbidden):
                return None
            except TelegramError as error:
                log.debug("the menu of a chat is not set yet", reason=error.message)

    def _forget(self, chat: str, done: asyncio.Task[None]) -> None:
        if self._later.get(chat) is done:
            del self._later[chat]


async def set_for_chat(bot: Bot, chat: str, commands: Sequence[MenuCommand]) -> None:
    """Give one chat its own menu; with no commands it goes back to the common one. Raises `TelegramError`."""
    scope = BotCommandScopeChat(chat)
    if commands:
        await bot.set_my_commands(_pairs(commands), scope=scope)
    else:
        await bot.delete_my_commands(scope=scope)


def _pairs(commands: Sequence[MenuCommand]) -> list[tuple[str, str]]:
    return [(command.name, command.about) for command in commands]
