"""What a broadcast says: text with its formatting, or one photo with a text below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape
from pydantic import BaseModel, ConfigDict

from bot.forms.ask import Field
from bot.forms.kinds import Answer, Kind, More
from bot.incoming import Incoming
from bot.media import keep_ref
from bot.reading import text
from bot.reading.unclear import Unclear
from bot.words import Speech, Words, _

if TYPE_CHECKING:
    from bot.chat import Chat
    from bot.forms.kinds.base import Reading

MOST_TEXT, MOST_CAPTION = 3500, 1000
"""In UTF-16 units, as messengers count; they take somewhat more."""

EXCERPT = 48


class Content(BaseModel):
    """`html` is safe: only the tags of `bot.words`. `photo` is an id in `models.media`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    html: str = ""
    photo: int | None = None
    alone: bool = True
    """False where the photo came with others, which are left out."""


class ContentKind(Kind):
    """A text or a photo. Of an album the first photo counts, and whichever text comes with it."""

    async def read(self, chat: Chat, field: Field, incoming: Incoming, value: Any) -> Reading:
        if incoming.picture is None:
            return Answer(_text(incoming).model_dump())
        html = _html(incoming, MOST_CAPTION)
        if incoming.picture.album and value:
            kept = Content.model_validate(value)
            more = Content(html=kept.html or html, photo=kept.photo, alone=False)
            return More(more.model_dump(), silent=True)
        photo = await keep_ref(chat.db, chat.person.id, incoming.channel, incoming.picture.ref, "image/jpeg")
        content = Content(html=html, photo=photo).model_dump()
        return More(content, silent=True) if incoming.picture.album else Answer(content)

    async def pick(self, chat: Chat, field: Field, picked: str, value: Any) -> Reading:
        raise Unclear(_how())

    async def show(self, chat: Chat, field: Field, value: Any) -> Speech:
        content = Content.model_validate(value)
        return excerpt(content.html)

    def full(self, field: Field, value: Any) -> bool:
        return bool(value)


def excerpt(html: str) -> Speech:
    """The beginning of a broadcast, in one line of plain text."""
    line = text.clean(Markup(html.replace("\n", " ")).striptags())  # noqa: S704 - its tags are taken off
    if not line:
        return _("Foto tanpa teks")
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1].rstrip()}…"


def shown(html: str) -> Markup:
    """The text of a broadcast as it is sent."""
    return Markup(html)  # noqa: S704 - made safe when it arrived


def _text(incoming: Incoming) -> Content:
    if incoming.attachment:
        raise Unclear(_("Berkas belum bisa disiarkan, Kak. Kirim teks, atau satu foto dengan teks."))
    if not text.clean(incoming.text):
        raise Unclear(_how())
    return Content(html=_html(incoming, MOST_TEXT))


def _html(incoming: Incoming, most: int) -> str:
    """What was typed, with its formatting; empty where nothing is to be seen of it."""
    length = len(incoming.text.encode("utf-16-le")) // 2
    if length > most:
        raise Unclear(
            _("Terlalu panjang: {n} huruf. Paling banyak {most} huruf, ya, Kak.", n=length, most=most)
        )
    if not text.clean(incoming.text):
        return ""
    return incoming.rich or str(escape(incoming.text.strip()))


def _how() -> Words:
    return _("Kirim siarannya sebagai teks, atau satu foto dengan teks di bawahnya, ya, Kak.")
