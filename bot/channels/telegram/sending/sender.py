"""From an `OutgoingMessage` to messages of Telegram, and what became of it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Sequence

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.errors import jittered, send_result
from bot.channels.telegram.menus import set_for_chat
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.sending.api_methods import ApiMethods, Markup
from bot.channels.telegram.sending.keyboards import UnsendableError, keyboard
from bot.channels.telegram.sending.message_parts import (
    MessagePart,
    PhotoPart,
    TextPart,
    changes_in_place,
    message_parts,
)
from bot.media.library import MediaService
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Later, Refused, SendResult, Sent
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
"""The rest of a message that was begun waits for Telegram so many seconds; then all of it is sent again."""


class TelegramSender:
    """Shows messages in the chats of `bot`, with the photos and files of `library`; broadcasts may be `paid` for."""

    def __init__(
        self, bot: Bot, request: AiohttpRequest, library: MediaService, *, paid: bool = False
    ) -> None:
        self.bot = bot
        self.posting = ApiMethods(bot, request, library)
        self.broadcasting = ApiMethods(bot, request, library, paid=paid)

    async def send(self, chat: str, message: OutgoingMessage) -> SendResult:
        try:
            return Sent(await self._send(chat, message))
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

    async def _send(self, chat: str, message: OutgoingMessage) -> str:
        if message.menu is not None:
            await set_for_chat(self.bot, chat, message.menu)
        if message.stops_asking:
            await self.posting.remove_keyboard(chat)
        if message.silent:
            await self._answer(message)
            return ""
        if not message.answers:
            return await self._show(chat, message)
        answering = asyncio.create_task(self._answer(message))
        try:
            return await self._show(chat, message)
        finally:
            with contextlib.suppress(TelegramError):
                await answering

    async def _answer(self, message: OutgoingMessage) -> None:
        """Take the waiting mark off the pressed button. That the press is too old for it is no failure."""
        if message.answers:
            with contextlib.suppress(BadRequest):
                await self.posting.answer(message.answers, message.toast[:TOAST_CHARACTERS])

    async def _show(self, chat: str, message: OutgoingMessage) -> str:
        markup = keyboard(message.rows)
        if not message.changes:
            return await self._post(chat, message, markup)
        if changes_in_place(message):
            try:
                return await self._change(chat, message, markup)
            except BadRequest as error:
                if UNCHANGED in error.message.lower():
                    return message.changes
                if not any(words in error.message.lower() for words in NOT_THAT_ONE):
                    raise
        if message.changes_only:
            return message.changes
        ref = await self._post(chat, message, markup)
        with contextlib.suppress(TelegramError, ValueError):
            await self.posting.remove_buttons(chat, message.changes)
        return ref

    async def _change(self, chat: str, message: OutgoingMessage, markup: Markup) -> str:
        """Turn the old message into this one; where the text is long, its rest follows in new ones."""
        ref = message.changes
        if message.photos:
            await self.posting.change_photo(chat, ref, PhotoPart(message.photos[0], message.html), markup)
        elif message.changes_photo:
            await self.posting.change_caption(chat, ref, message.html, markup)
        else:
            return await self._change_text(chat, message, markup)
        return ref

    async def _change_text(self, chat: str, message: OutgoingMessage, markup: Markup) -> str:
        first, *rest = [step for step in message_parts(message) if isinstance(step, TextPart)]
        await self.posting.change_text(chat, message.changes, first.html, None if rest else markup)
        return await _follow(self.posting, chat, rest, markup) if rest else message.changes

    async def _post(self, chat: str, message: OutgoingMessage, markup: Markup) -> str:
        """The last of the messages that it becomes gets the buttons; its id."""
        posting = self.broadcasting if message.broadcast else self.posting
        first, *rest = message_parts(message)
        ref = await posting.send(chat, first, None if rest else markup)
        return await _follow(posting, chat, rest, markup) if rest else ref


async def _follow(posting: ApiMethods, chat: str, rest: Sequence[MessagePart], markup: Markup) -> str:
    for step in rest[:-1]:
        await _send_after_pauses(posting, chat, step, None)
    return await _send_after_pauses(posting, chat, rest[-1], markup)


async def _send_after_pauses(posting: ApiMethods, chat: str, step: MessagePart, markup: Markup) -> str:
    """Does as `ApiMethods.send`, but waits for pauses: the parts that were sent before must not be sent twice."""
    deadline = time.monotonic() + MAX_PAUSE_SECONDS
    while True:
        try:
            return await posting.send(chat, step, markup)
        except TelegramError as error:
            pause = send_result(error, chat)
            if not isinstance(pause, Later) or time.monotonic() + pause.seconds > deadline:
                raise
        await asyncio.sleep(pause.seconds)
