"""What a broadcast says: text with its formatting, or one photo or one file with a text below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape
from pydantic import BaseModel, ConfigDict

from bot.dialog.forms.field import Complete, Field, FieldType, Partial
from bot.dialog.parsing import text
from bot.dialog.parsing.errors import ParseError
from bot.i18n.messages import TextLike, Translatable, _
from bot.media.library import remember_received
from bot.messages.incoming import Attachment, IncomingMessage

if TYPE_CHECKING:
    from bot.dialog.context import Chat
    from bot.dialog.forms.field import ReadResult

MOST_TEXT, MOST_CAPTION = 3500, 1000
"""In UTF-16 units, as messengers count; they take somewhat more."""

MOST_BYTES = 20 * 1024 * 1024
"""Of a file: messengers give no larger ones to a bot."""

NAME_CHARACTERS, MIME_CHARACTERS = 120, 80
"""As much as is kept of what a file is called, and what it is."""

EXCERPT = 48


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
        html = _html(incoming, MOST_CAPTION)
        if incoming.picture.album and value:
            kept = Content.model_validate(value)
            more = Content(html=kept.html or html, photo=kept.photo, alone=False)
            return Partial(more.model_dump(), silent=True)
        photo = await remember_received(
            chat.db, chat.person.id, incoming.channel, incoming.picture.ref, "image/jpeg"
        )
        content = Content(html=html, photo=photo).model_dump()
        return Partial(content, silent=True) if incoming.picture.album else Complete(content)

    async def pick(self, chat: Chat, field: Field, picked: str, value: Any) -> ReadResult:
        raise ParseError(_how())

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        content = Content.model_validate(value)
        return excerpt(content.html)

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


def excerpt(html: str) -> TextLike:
    """The beginning of a broadcast, in one line of plain text."""
    line = text.clean(Markup(html.replace("\n", " ")).striptags())  # noqa: S704 - its tags are taken off
    if not line:
        return _("Tanpa teks")
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1].rstrip()}…"


def shown(html: str) -> Markup:
    """The text of a broadcast as it is sent."""
    return Markup(html)  # noqa: S704 - made safe when it arrived


def written(incoming: IncomingMessage) -> str:
    """A text that stands alone, as safe HTML. Raises `ParseError`."""
    if not text.clean(incoming.text):
        raise ParseError(_how())
    return _html(incoming, MOST_TEXT)


async def _document(chat: Chat, incoming: IncomingMessage, file: Attachment) -> Content:
    if not file.ref:
        raise ParseError(
            _("Di sini berkas tidak bisa disimpan, Kak. Kirim teks, atau satu foto dengan teks.")
        )
    if file.mime.startswith(("video/", "audio/")):
        raise ParseError(_("Video dan suara belum bisa disiarkan, Kak. Kirim teks, foto, atau dokumen."))
    if file.size > MOST_BYTES:
        raise ParseError(_("Berkasnya terlalu besar. Paling besar {n} MB, ya, Kak.", n=MOST_BYTES // 1024**2))
    html = _html(incoming, MOST_CAPTION)
    name, mime = file.name[:NAME_CHARACTERS], file.mime[:MIME_CHARACTERS] or "application/octet-stream"
    media = await remember_received(chat.db, chat.person.id, incoming.channel, file.ref, mime, name)
    return Content(html=html, document=media)


def _html(incoming: IncomingMessage, most: int) -> str:
    """What was typed, with its formatting; empty where nothing is to be seen of it."""
    length = len(incoming.text.encode("utf-16-le")) // 2
    if length > most:
        raise ParseError(
            _("Terlalu panjang: {n} huruf. Paling banyak {most} huruf, ya, Kak.", n=length, most=most)
        )
    if not text.clean(incoming.text):
        return ""
    return incoming.rich or str(escape(incoming.text.strip()))


def _how() -> Translatable:
    return _("Kirim siarannya sebagai teks, atau satu foto atau berkas dengan teks di bawahnya, ya, Kak.")
