"""The content of a broadcast: text with its formatting, or one photo or one file with a text below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import escape
from pydantic import BaseModel, ConfigDict

from bot.dialog.forms.field import Complete, Field, FieldType, Partial
from bot.dialog.parsing import text
from bot.dialog.parsing.errors import ParseError
from bot.dialog.received_media import receive_media
from bot.i18n.messages import TextLike, Translatable, _
from bot.messages.incoming import Attachment, IncomingMessage
from handlers.broadcasts.message import excerpt

if TYPE_CHECKING:
    from bot.dialog.context import Chat
    from bot.dialog.forms.field import ReadResult

MAX_TEXT, MAX_CAPTION = 3500, 1000
"""UTF-16 units, as messengers count; they take somewhat more."""

MAX_BYTES = 20 * 1024 * 1024
"""Bytes of a file: messengers give no larger ones to a bot."""

MAX_NAME, MAX_MIME = 120, 80
"""Letters that are kept of the name and of the type of a file."""


class Content(BaseModel):
    """`html` is safe: only the tags of `bot.i18n.messages`. `photo` and `document` are ids in `models.media`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    html: str = ""
    photo: int | None = None
    document: int | None = None
    alone: bool = True
    """False where the photo came with others, which are left out."""


class ContentField(FieldType):
    """A text, a photo or a file. Of an album the first photo counts, and whichever text comes with it."""

    async def read(self, chat: Chat, field: Field, incoming: IncomingMessage, value: Any) -> ReadResult:
        if incoming.attachment:
            return Complete((await _document(chat, incoming, incoming.attachment)).model_dump())
        if incoming.picture is None:
            return Complete(Content(html=written(incoming)).model_dump())
        html = _html(incoming, MAX_CAPTION)
        if incoming.picture.album and value:
            kept = Content.model_validate(value)
            more = Content(html=kept.html or html, photo=kept.photo, alone=False)
            return Partial(more.model_dump(), silent=True)
        photo = await receive_media(chat, incoming.picture.ref, "image/jpeg")
        content = Content(html=html, photo=photo).model_dump()
        return Partial(content, silent=True) if incoming.picture.album else Complete(content)

    async def pick(self, chat: Chat, field: Field, picked: str, value: Any) -> ReadResult:
        raise ParseError(_expected())

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        return excerpt(Content.model_validate(value).html)

    def full(self, field: Field, value: Any) -> bool:
        return bool(value)


class BroadcastTextField(FieldType):
    """A text with its formatting, kept as safe HTML."""

    async def read(self, chat: Chat, field: Field, incoming: IncomingMessage, value: Any) -> ReadResult:
        if incoming.attachment or incoming.picture:
            raise ParseError(_("Kirim teksnya saja, ya, Kak."))
        return Complete(written(incoming))

    async def pick(self, chat: Chat, field: Field, picked: str, value: Any) -> ReadResult:
        raise ParseError(_("Kirim teksnya saja, ya, Kak."))

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        return excerpt(value)


def written(incoming: IncomingMessage) -> str:
    """A text that stands alone, as safe HTML. Raises `ParseError`."""
    if not text.clean(incoming.text):
        raise ParseError(_expected())
    return _html(incoming, MAX_TEXT)


async def _document(chat: Chat, incoming: IncomingMessage, file: Attachment) -> Content:
    if not file.ref:
        raise ParseError(
            _("Di sini berkas tidak bisa disimpan, Kak. Kirim teks, atau satu foto dengan teks.")
        )
    if file.mime.startswith(("video/", "audio/")):
        raise ParseError(_("Video dan suara belum bisa disiarkan, Kak. Kirim teks, foto, atau dokumen."))
    if file.size > MAX_BYTES:
        raise ParseError(_("Berkasnya terlalu besar. Paling besar {n} MB, ya, Kak.", n=MAX_BYTES // 1024**2))
    html = _html(incoming, MAX_CAPTION)
    name, mime = text.clean(file.name)[:MAX_NAME], file.mime[:MAX_MIME] or "application/octet-stream"
    media = await receive_media(chat, file.ref, mime, name)
    return Content(html=html, document=media)


def _html(incoming: IncomingMessage, most: int) -> str:
    """The typed text with its formatting; empty where nothing is to be seen of it."""
    length = len(incoming.text.encode("utf-16-le")) // 2
    if length > most:
        raise ParseError(
            _("Terlalu panjang: {n} huruf. Paling banyak {most} huruf, ya, Kak.", n=length, most=most)
        )
    if not text.clean(incoming.text):
        return ""
    return text.without_controls(incoming.rich or str(escape(incoming.text.strip())))


def _expected() -> Translatable:
    return _("Kirim siarannya sebagai teks, atau satu foto atau berkas dengan teks di bawahnya, ya, Kak.")
