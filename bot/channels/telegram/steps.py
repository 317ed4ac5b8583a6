"""How one `Outgoing` becomes one or several messages of Telegram."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.channels.telegram.formatting import split, visible_length
from bot.channels.telegram.keyboards import ImpossibleError, asks
from bot.incoming import Point
from bot.outgoing import Outgoing

TEXT_UNITS, CAPTION_UNITS, ALBUM_PHOTOS = 4096, 1024, 10


@dataclass(frozen=True, slots=True)
class Text:
    html: str


@dataclass(frozen=True, slots=True)
class Photo:
    media: int
    html: str = ""


@dataclass(frozen=True, slots=True)
class Album:
    """Two to ten photos in one; it has no buttons."""

    media: tuple[int, ...]
    html: str = ""


@dataclass(frozen=True, slots=True)
class File:
    media: int
    html: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the map; it has no text of its own."""

    point: Point


Step = Text | Photo | Album | File | Pin


def steps(message: Outgoing) -> list[Step]:
    """The messages to send, in order; the last one gets the buttons. Raises `ImpossibleError`.

    The text stands under the photo or the file where it fits, else it follows in messages of its own.
    """
    shown = _attachments(message)
    captioned = _with_caption(shown[-1], message) if shown else None
    if captioned is not None:
        return [*shown[:-1], captioned]
    texts = [Text(piece) for piece in split(message.html, TEXT_UNITS) if piece]
    if message.rows and not texts and isinstance(shown[-1], Album):
        raise ImpossibleError("buttons under several photos need a text")
    return [*shown, *texts]


def fits_caption(html: str) -> bool:
    return visible_length(html) <= CAPTION_UNITS


def changes_in_place(message: Outgoing) -> bool:
    """Whether Telegram can turn the message `message.changes` into this one at all."""
    kept = not (message.point or message.file) and len(message.photos) <= 1 and not asks(message.rows)
    captioned = bool(message.photos) or message.changes_photo
    return kept and message.changes.isdecimal() and (not captioned or fits_caption(message.html))


def _attachments(message: Outgoing) -> list[Step]:
    pins = [Pin(message.point)] if message.point else []
    files = [File(message.file)] if message.file is not None else []
    return [*pins, *_photos(message.photos), *files]


def _photos(media: list[int]) -> list[Step]:
    groups = [media[start : start + ALBUM_PHOTOS] for start in range(0, len(media), ALBUM_PHOTOS)]
    return [Photo(group[0]) if len(group) == 1 else Album(tuple(group)) for group in groups]


def _with_caption(step: Step, message: Outgoing) -> Step | None:
    """`step` with the text of `message` under it; None where it cannot stand there."""
    if isinstance(step, Text | Pin) or not fits_caption(message.html):
        return None
    if isinstance(step, Album) and message.rows:
        return None
    return replace(step, html=message.html)
