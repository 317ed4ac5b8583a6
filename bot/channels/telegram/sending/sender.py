"""From an `OutgoingMessage` to messages of Telegram, and what became of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.channels.telegram.errors import jittered, send_result
from bot.channels.telegram.menus import ChatMenus
from bot.channels.telegram.refusals import MethodNotFoundError, ServerError
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.sending.api_methods import ApiMethods
from bot.channels.telegram.sending.cosmetic import attempted, cosmetic
from bot.channels.telegram.sending.keyboards import UnsendableError, asks
from bot.channels.telegram.sending.message_parts import (
    PartWithMarkup,
    PhotoPart,
    TextPart,
    changes_in_place,
    with_markup,
)
from bot.media.library import MediaService
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Later, Refused, SendResult, Sent, Unavailable, Unknown
from bot.observability.logging import get_logger
from models.db.database import is_transient

log = get_logger(__name__)

TOAST_CHARACTERS = 200
UNCHANGED = "message is not modified"
NOT_THAT_ONE = (
    "can't be edited",
    "message to edit not found",
    "in the message to edit",
    "message_id_invalid",
)
"""Telegram's words where a message cannot be changed, or not into this one."""
STORE_SECONDS = 5.0
"""The pause before a photo is asked for again that the store does not give just now."""
MAX_PAUSE_SECONDS = 60.0
"""The rest of a message that was begun waits for Telegram so many seconds; then it is not known what has arrived."""


class TelegramSender:
    """Shows messages in the chats of `bot`, with the photos and files of `library`; broadcasts may be `paid` for."""

    def __init__(
        self, bot: Bot, request: AiohttpRequest, library: MediaService, *, paid: bool = False
    ) -> None:
        self.menus = ChatMenus(bot)
        self.posting = ApiMethods(bot, request, library)
        self.broadcasting = ApiMethods(bot, request, library, paid=paid)

    async def send(self, chat: str, message: OutgoingMessage) -> SendResult:
        try:
            return Sent(await self._send(chat, message))
        except ChatMigrated as error:
            return await self._send_elsewhere(str(error.new_chat_id), message)
        except PartlySentError as error:
            return Unknown(str(error))
        except NotChangedError as error:
            return _repeatable(send_result(error.cause, chat))
        except TelegramError as error:
            return send_result(error, chat)
        except UnsendableError as error:
            return Refused(str(error))
        except (LookupError, FileNotFoundError) as error:
            return Refused(f"a photo or a file cannot be had: {type(error).__name__}")
        except Exception as error:
            if is_transient(error):
                raise
            if isinstance(error, OSError):
                return Later(jittered(STORE_SECONDS), whole_channel=False)
            log.error("a message could not be sent", exc_info=error)
            return Refused(f"not sent: {type(error).__name__}")

    async def _send_elsewhere(self, chat: str, message: OutgoingMessage) -> SendResult:
        """Send to the chat that a group has become. One that has moved on again is given up."""
        try:
            return Sent(await self._send(chat, message.model_copy(update={"changes": ""})))
        except TelegramError as error:
            return send_result(error, chat)

    async def _send(self, chat: str, message: OutgoingMessage) -> str:
        """Send what can be seen first; the rest is done as well as can be, and holds up nothing."""
        async with attempted(self._answer(message) if message.answers else None):
            ref = "" if message.silent else await self._show(chat, message)
        if message.menu is not None:
            await self.menus.set(chat, message.menu)
        if message.stops_asking and not asks(message.rows):
            await cosmetic(self.posting.remove_keyboard(chat))
        return ref

    async def _answer(self, message: OutgoingMessage) -> None:
        """Take the waiting mark off the pressed button."""
        await self.posting.answer(message.answers, message.toast[:TOAST_CHARACTERS])

    async def _show(self, chat: str, message: OutgoingMessage) -> str:
        if not message.changes:
            return await self._post(chat, message)
        if changes_in_place(message):
            try:
                return await self._change(chat, message)
            except BadRequest as error:
                if UNCHANGED in error.message.lower():
                    return message.changes
                if not any(words in error.message.lower() for words in NOT_THAT_ONE):
                    raise
            except (MethodNotFoundError, ServerError) as error:
                log.info("a message cannot be changed now, a new one is sent", reason=error.message)
            except TelegramError as error:
                raise NotChangedError(error) from None
        if message.changes_only:
            return message.changes
        ref = await self._post(chat, message)
        await cosmetic(self.posting.remove_buttons(chat, message.changes))
        return ref

    async def _change(self, chat: str, message: OutgoingMessage) -> str:
        """Turn the old message into this one; where the text is long, its rest follows in new ones."""
        ref, (first, *rest) = message.changes, with_markup(message)
        if isinstance(first.part, PhotoPart):
            await self.posting.change_photo(chat, ref, first.part, first.markup)
        elif message.changes_photo:
            await self.posting.change_caption(chat, ref, message.html, first.markup)
        elif isinstance(first.part, TextPart):
            await self.posting.change_text(chat, ref, first.part.html, first.markup)
        return await _follow(self.posting, chat, rest) if rest else ref

    async def _post(self, chat: str, message: OutgoingMessage) -> str:
        """The last of the messages that it becomes gets the buttons; its id."""
        posting = self.broadcasting if message.broadcast else self.posting
        first, *rest = with_markup(message)
        ref = await posting.send(chat, first.part, first.markup)
        return await _follow(posting, chat, rest) if rest else ref


class PartlySentError(Exception):
    """A part of the message has arrived and another one has not; the text says why."""


class NotChangedError(Exception):
    """An older message could not be changed, because of `cause`."""

    def __init__(self, cause: TelegramError) -> None:
        super().__init__(cause.message)
        self.cause = cause


def _repeatable(result: SendResult) -> SendResult:
    """The result of a change, which may be tried as often as is needed: it is seen once."""
    return replace(result, repeatable=True) if isinstance(result, Unknown) else result


async def _follow(posting: ApiMethods, chat: str, rest: Sequence[PartWithMarkup]) -> str:
    """Send the parts behind the first; the id of the last. Raises `PartlySentError`."""
    ref = ""
    for step in rest:
        try:
            ref = await _send_after_pauses(posting, chat, step)
        except TelegramError as error:
            if isinstance(send_result(error, chat), Later | Unavailable | Unknown):
                raise PartlySentError(f"only a part was sent: {error.message}") from None
            raise
    return ref


async def _send_after_pauses(posting: ApiMethods, chat: str, step: PartWithMarkup) -> str:
    """Does as `ApiMethods.send`, but waits for pauses: the parts that were sent before must not be sent twice."""
    deadline = time.monotonic() + MAX_PAUSE_SECONDS
    while True:
        try:
            return await posting.send(chat, step.part, step.markup)
        except TelegramError as error:
            pause = send_result(error, chat)
            if not isinstance(pause, Later) or time.monotonic() + pause.seconds > deadline:
                raise
        await asyncio.sleep(pause.seconds)
