"""Places: a name, a point on the map, or a link to a map."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import unquote_plus

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.dialog.parsing.errors import ParseError, not_understood
from bot.dialog.parsing.text import clean, fold
from bot.i18n.messages import _

MIN_LENGTH, MAX_LENGTH = 3, 120


def _tidy(name: object) -> object:
    return clean(name) if isinstance(name, str) else name


class Place(BaseModel):
    """A place: a name, a point in degrees (WGS 84), or both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, BeforeValidator(_tidy)] = Field(default="", max_length=MAX_LENGTH)
    """One plain line, whether it was typed, or came with a point of a map or of a messenger."""
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)


_DEGREES = r"([+-]?\d{1,3}\.\d{1,20})"
_PAIR = re.compile(rf"{_DEGREES}(?:\s*+[,;]\s*+|\s++){_DEGREES}")
_LINK = re.compile(r"(?:https?://|geo:|(?:maps\.|goo\.gl/maps)\S*/)\S+", re.I)
_MAP = re.compile(r"goo\.gl|google\.|map|waze", re.I)
_IN_LINKS = [
    re.compile(pattern)
    for pattern in (
        rf"!3d{_DEGREES}!4d{_DEGREES}",
        rf"mlat={_DEGREES}&mlon={_DEGREES}",
        rf"(?:[?&](?:q|query|ll|center|destination)=|/search/|/place/|geo:)(?:loc:)?{_DEGREES},\s*{_DEGREES}",
        rf"@{_DEGREES},{_DEGREES}",
        rf"#map=\d+/{_DEGREES}/{_DEGREES}",
    )
]
_NAME_IN_LINK = re.compile(r"/place/([^/@?]+)")


def parse(text: str) -> Place:
    """Parse a name of 3 to 120 characters, "-7.25, 112.75", or a link to a map with or without a name beside it.

    Raises `ParseError`.
    """
    if pair := _PAIR.fullmatch(fold(text)):
        return _at(pair, "")
    link = _LINK.search(text)
    return (_linked(link[0], text) if link else None) or Place(name=_name(text))


def _linked(link: str, text: str) -> Place | None:
    """Return the point of a map link, with the name beside or in it; None for other links. Raises `ParseError`."""
    address = unquote_plus(link)
    for pattern in _IN_LINKS:
        if pair := pattern.search(address):
            named = _NAME_IN_LINK.search(address)
            return _at(pair, clean(text.replace(link, " ")) or (clean(named[1]) if named else ""))
    if _MAP.search(address):
        raise ParseError(
            _(
                "Tautan itu tidak menunjuk titik. Kirim lokasinya lewat tombol lampiran, atau tulis nama tempatnya."
            )
        )
    return None


def _at(pair: re.Match[str], name: str) -> Place:
    latitude, longitude = float(pair[1]), float(pair[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise ParseError(_("Titik itu tidak ada di bumi. Tulis lintang lalu bujur, misalnya -7.25, 112.75."))
    return Place(name="" if _PAIR.match(name) else name[:MAX_LENGTH], latitude=latitude, longitude=longitude)


def _name(text: str) -> str:
    name = clean(text)
    if len(name) > MAX_LENGTH:
        raise ParseError(
            _(
                "Nama tempatnya terlalu panjang. Cukup {n} huruf, misalnya nama gedung dan kotanya.",
                n=MAX_LENGTH,
            )
        )
    if len(name) < MIN_LENGTH or not any(map(str.isalpha, name)):
        raise not_understood(text, _("Tulis nama tempat dan kotanya, atau kirim lokasinya."))
    return name
