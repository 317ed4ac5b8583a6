"""Normal forms of typed text. The meaning never changes."""

from __future__ import annotations

import re
import unicodedata

_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_QUOTES = "\u02bc\u2018\u2019`´"

MAX_LINE, MAX_FOLDED = 4_096, 256
"""Characters of which a line, and a text for comparisons, are cut off before they are normalized: one character may
become eighteen.
"""

MAX_MARKS = 30
"""Accents over one letter; the time to sort them grows with the square of their number. Unicode's own limit."""

_CUT_OFF = " … etc"
"""End of a text that was cut off; nobody takes it for a whole answer."""

_EMPTY_LINES = re.compile(r"\n{3,}")

_TIDY = str.maketrans({**dict.fromkeys(_DIRECTIONS + _INVISIBLE), **dict.fromkeys(_BLANKS, " ")})
_STEADY = str.maketrans(dict.fromkeys(_DIRECTIONS))
_PLAIN = str.maketrans({**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_QUOTES, "'")})


def clean(text: str) -> str:
    """Return `text` as one line: trimmed, with one space between words, in NFC.

    Control characters, halves of surrogate pairs and marks that would turn the direction of the rest of a
    message are dropped; letters of every script and emoji stay. Text in which nothing is visible is empty.
    """
    kept = "".join(c for c in text[:MAX_LINE].translate(_TIDY) if c.isspace() or _printable(c))
    line = unicodedata.normalize("NFC", _limit_marks(" ".join(kept.split())))
    return line if any(map(_visible, line)) else ""


def clean_long(text: str) -> str:
    """Clean each line as `clean` does; at most two line breaks stand in a row."""
    lines = "\n".join(clean(line) for line in text.splitlines())
    return _EMPTY_LINES.sub("\n\n", lines).strip()


def without_controls(text: str) -> str:
    """Return `text` with its spaces and lines as they are, all line breaks being LF, and without control characters and
    marks that would turn the direction of the rest of a message.
    """
    lines = "\n".join(text.translate(_STEADY).splitlines())
    return "".join(c for c in lines if c in "\n\t" or _printable(c))


def fold(text: str) -> str:
    """Return `text` for comparisons: lower case, with plain digits, dashes and apostrophes instead of look-alikes."""
    if len(text) > MAX_FOLDED:
        text = " ".join(text[:MAX_LINE].split())
        text = text if len(text) <= MAX_FOLDED else text[:MAX_FOLDED] + _CUT_OFF
    plain = unicodedata.normalize("NFKC", _limit_marks(text).translate(_PLAIN)).translate(_PLAIN)
    return clean("".join(map(_plain_digit, plain)).lower())


def _limit_marks(text: str) -> str:
    """Leave out accents that are one letter's beyond `MAX_MARKS`."""
    if text.isascii() or len(text) <= MAX_MARKS:
        return text
    kept, marks = list[str](), 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def _plain_digit(character: str) -> str:
    return str(unicodedata.decimal(character, character))


def _printable(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs"}


def _visible(character: str) -> bool:
    return unicodedata.category(character)[0] not in "ZM" and unicodedata.category(character) != "Cf"
