"""One message of Telegram at a time: sent, changed, freed of its buttons. All raise `TelegramError`."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot, InputFile, InputMediaPhoto, Message
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.formatting import is_blank
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.sending.message_parts import (
    AlbumPart,
    FilePart,
    LocationPart,
    MessagePart,
    PhotoPart,
    TextPart,
)
from bot.media.library import MediaService, SendableMedia
from bot.messages.incoming import Point
from bot.observability.logging import get_logger

log = get_logger(__name__)

CHANNEL = "telegram"
HTML = "HTML"
NO_PREVIEW = {"link_preview_options": {"is_disabled": True}}
SEND_TEXT, EDIT_TEXT, ANSWER = "sendMessage", "editMessageText", "answerCallbackQuery"
"""Methods of nearly all messages: they are called without making objects of values and results."""
KEYBOARD_REMOVED = "✓"
NOT_BY_THAT_NAME = ("can't use file of type", "type of file mismatch", "file identifier")
"""Telegram's words where a photo or a file cannot be sent by the name that it was given."""
NOT_IN_NAMES = re.compile(r'[\x00-\x1f"\\/]')

Markup = dict[str, Any] | None
"""A result of `keyboards.keyboard`."""


class ApiMethods:
    """Photos and files go by the name that Telegram gave them; where it gave none yet they are uploaded."""

    def __init__(
        self, bot: Bot, request: AiohttpRequest, library: MediaService, *, paid: bool = False
    ) -> None:
        """`paid`: messages go past the limits of broadcasting, for 0.1 Star each."""
        self.bot, self.request, self.library = bot, request, library
        self._terms: dict[str, Any] = {"allow_paid_broadcast": True} if paid else {}

    async def send(self, chat: str, step: MessagePart, markup: Markup) -> str:
        """The id of the new message."""
        match step:
            case TextPart(html):
                return await self._text(chat, html, markup)
            case PhotoPart(media, html):
                sent = await self._photo(chat, media, html, markup)
            case AlbumPart(several, html):
                sent = await self._album(chat, several, html)
            case FilePart(media, html):
                sent = await self._file(chat, media, html, markup)
            case LocationPart(point):
                sent = await self._pin(chat, point, markup)
        return str(sent.message_id)

    async def change_text(self, chat: str, ref: str, html: str, markup: Markup) -> None:
        values = {"chat_id": chat, "message_id": int(ref), "text": html, "parse_mode": HTML}
        await self._call(EDIT_TEXT, values | _with(markup, NO_PREVIEW))

    async def change_caption(self, chat: str, ref: str, html: str, markup: Markup) -> None:
        await self.bot.edit_message_caption(
            chat, int(ref), caption=html, parse_mode=HTML, api_kwargs=_with(markup)
        )

    async def change_photo(self, chat: str, ref: str, photo: PhotoPart, markup: Markup) -> None:
        """Put another photo and caption there, also where there was only text before."""
        found = await self.library.find(photo.media, CHANNEL)
        media = InputMediaPhoto(_upload(found, attach=True), caption=photo.html, parse_mode=HTML)
        sent = await self.bot.edit_message_media(media, chat, int(ref), api_kwargs=_with(markup))
        if isinstance(sent, Message):
            await self._remember_photo(photo.media, found, sent)

    async def remove_buttons(self, chat: str, ref: str) -> None:
        await self.bot.edit_message_reply_markup(chat, int(ref))

    async def remove_keyboard(self, chat: str) -> None:
        """Telegram takes what stands in place of the keyboard away only with a new message, which may have no
        other buttons and can never be changed: so there is one for a moment.
        """
        sent = await self.bot.send_message(
            chat,
            KEYBOARD_REMOVED,
            disable_notification=True,
            api_kwargs={"reply_markup": {"remove_keyboard": True}},
        )
        with contextlib.suppress(TelegramError):
            await self.bot.delete_message(chat, sent.message_id)

    async def _text(self, chat: str, html: str, markup: Markup) -> str:
        values = {"chat_id": chat, "text": html, "parse_mode": HTML}
        sent = await self._call(SEND_TEXT, values | self._new(markup, NO_PREVIEW))
        return str(sent["message_id"]) if isinstance(sent, dict) and "message_id" in sent else ""

    async def answer(self, press: str, toast: str) -> None:
        """Take the waiting mark off a pressed button; `toast` is shown over the chat."""
        await self._call(ANSWER, {"callback_query_id": press} | ({"text": toast} if toast else {}))

    async def _call(self, method: str, values: dict[str, Any]) -> Any:
        return await self.request.call(f"{self.bot.base_url}/{method}", values)

    async def _photo(self, chat: str, media: int, html: str, markup: Markup) -> Message:
        async def send(photo: SendableMedia) -> Message:
            return await self.bot.send_photo(
                chat, _upload(photo), caption=html or None, parse_mode=HTML, api_kwargs=self._new(markup)
            )

        async with self.library.for_sending(media, CHANNEL) as found:
            sent = await self._by_name_or_content(media, found, send)
            await self._remember_photo(media, found, sent)
        return sent

    async def _album(self, chat: str, several: Sequence[int], html: str) -> Message:
        found = [await self.library.find(media, CHANNEL) for media in several]
        photos = [InputMediaPhoto(_upload(one, attach=True)) for one in found]
        sent = await self.bot.send_media_group(
            chat, photos, caption=html or None, parse_mode=HTML, api_kwargs=self._new(None)
        )
        for media, was, message in zip(several, found, sent, strict=True):
            await self._remember_photo(media, was, message)
        return sent[0]

    async def _file(self, chat: str, media: int, html: str, markup: Markup) -> Message:
        async def send(file: SendableMedia) -> Message:
            return await self.bot.send_document(
                chat, _upload(file), caption=html or None, parse_mode=HTML, api_kwargs=self._new(markup)
            )

        async with self.library.for_sending(media, CHANNEL) as found:
            sent = await self._by_name_or_content(media, found, send)
            if sent.document is not None:
                await self._remember(media, found, sent.document.file_id)
        return sent

    async def _by_name_or_content(
        self, media: int, found: SendableMedia, send: Callable[[SendableMedia], Awaitable[Message]]
    ) -> Message:
        """Upload it anew where Telegram does not take its name for it: a photo's is no document's, and names expire."""
        try:
            return await send(found)
        except BadRequest as error:
            if found.ref is None or not any(words in error.message.lower() for words in NOT_BY_THAT_NAME):
                raise
        content = await self.library.content(media)
        return await send(SendableMedia(found.name, found.mime, content=content))

    async def _pin(self, chat: str, point: Point, markup: Markup) -> Message:
        at = (chat, point.latitude, point.longitude)
        if is_blank(point.name):
            return await self.bot.send_location(*at, api_kwargs=self._new(markup))
        address = point.name if is_blank(point.address) else point.address
        return await self.bot.send_venue(*at, point.name, address, api_kwargs=self._new(markup))

    def _new(self, markup: Markup, more: dict[str, Any] | None = None) -> dict[str, Any]:
        """The values that a new message has beside its content."""
        return _with(markup, {**(more or {}), **self._terms})

    async def _remember_photo(self, media: int, found: SendableMedia, sent: Message) -> None:
        if sent.photo:
            await self._remember(media, found, sent.photo[-1].file_id)

    async def _remember(self, media: int, found: SendableMedia, ref: str) -> None:
        """The message is there already, so that a failing database must not look like a failing message."""
        if found.ref is not None:
            return
        try:
            await self.library.remember(media, CHANNEL, ref)
        except Exception as error:
            log.warning("the name of a photo or a file was not kept", media=media, exc_info=error)


def _with(markup: Markup, more: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"reply_markup": markup, **(more or {})} if markup else more or {}


def _upload(found: SendableMedia, *, attach: bool = False) -> str | InputFile:
    if found.content is None:
        return found.ref or ""
    name = NOT_IN_NAMES.sub("_", found.name) or "file"
    return InputFile(found.content, filename=name, attach=attach)
