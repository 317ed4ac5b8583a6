"""Splits an `OutgoingMessage` into one or several messages of Telegram."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.channels.telegram.formatting import MAX_TAGS, is_blank, split, visible_length
from bot.channels.telegram.sending.keyboards import UnsendableError, asks, keyboards
from bot.messages.incoming import Point
from bot.messages.outgoing import OutgoingMessage

MORE_BUTTONS = "⋯"
"""The text over buttons that are too many for one message."""
MAX_TEXT_UNITS, MAX_CAPTION_UNITS, MAX_ALBUM_PHOTOS = 4096, 1024, 10


@dataclass(frozen=True, slots=True)
class TextPart:
    html: str


@dataclass(frozen=True, slots=True)
class PhotoPart:
    media: int
    html: str = ""


@dataclass(frozen=True, slots=True)
class AlbumPart:
    """Two to ten photos in one; it has no buttons."""

    media: tuple[int, ...]
    html: str = ""


@dataclass(frozen=True, slots=True)
class FilePart:
    media: int
    html: str = ""


@dataclass(frozen=True, slots=True)
class LocationPart:
    """A place on the map; it has no text of its own."""

    point: Point


MessagePart = TextPart | PhotoPart | AlbumPart | FilePart | LocationPart


def message_parts(message: OutgoingMessage) -> list[MessagePart]:
    """The messages to send, in order; the last one gets the buttons. Raises `UnsendableError`.

    The text stands under the photo or the file where it fits, else it follows in messages of its own.
    """
    shown = _attachments(message)
    captioned = _with_caption(shown[-1], message) if shown else None
    if captioned is not None:
        return [*shown[:-1], captioned]
    texts = [TextPart(piece) for piece in split(message.html, MAX_TEXT_UNITS) if not is_blank(piece)]
    if not (shown or texts):
        raise UnsendableError("there is nothing to be seen in the text")
    if message.rows and not texts and isinstance(shown[-1], AlbumPart):
        raise UnsendableError("buttons under several photos need a text")
    return [*shown, *texts]


@dataclass(frozen=True, slots=True)
class PartWithMarkup:
    """A message to send, and its buttons."""

    part: MessagePart
    markup: dict[str, Any] | None = None


def with_markup(message: OutgoingMessage) -> list[PartWithMarkup]:
    """The messages to send, in order, with their buttons: under the last one, and under more of them where they are
    more than Telegram takes under one. Raises `UnsendableError`.
    """
    *before, last = message_parts(message)
    first, *more = keyboards(message.rows)
    below = [PartWithMarkup(TextPart(MORE_BUTTONS), markup) for markup in more]
    return [*map(PartWithMarkup, before), PartWithMarkup(last, first), *below]


def fits_caption(html: str) -> bool:
    return visible_length(html) <= MAX_CAPTION_UNITS and html.count("<") <= MAX_TAGS


def changes_in_place(message: OutgoingMessage) -> bool:
    """Return whether Telegram can turn the message `message.changes` into this one at all."""
    kept = not (message.point or message.file) and len(message.photos) <= 1 and not asks(message.rows)
    captioned = bool(message.photos) or message.changes_photo
    return kept and message.changes.isdecimal() and (not captioned or fits_caption(message.html))


def _attachments(message: OutgoingMessage) -> list[MessagePart]:
    pins = [LocationPart(message.point)] if message.point else []
    files = [FilePart(message.file)] if message.file is not None else []
    return [*pins, *_photos(message.photos), *files]


def _photos(media: list[int]) -> list[MessagePart]:
    groups = [media[start : start + MAX_ALBUM_PHOTOS] for start in range(0, len(media), MAX_ALBUM_PHOTOS)]
    return [PhotoPart(group[0]) if len(group) == 1 else AlbumPart(tuple(group)) for group in groups]


def _with_caption(step: MessagePart, message: OutgoingMessage) -> MessagePart | None:
    """`step` with the text of `message` under it; None where it cannot stand there."""
    if isinstance(step, TextPart | LocationPart) or not fits_caption(message.html):
        return None
    if isinstance(step, AlbumPart) and message.rows:
        return None
    return step if is_blank(message.html) else replace(step, html=message.html)
