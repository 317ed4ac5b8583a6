"""Numbers as they are written in Indonesia: 15.000, 15rb, 1,5 jt, 1 juta 250 ribu."""

from __future__ import annotations

import re
from decimal import Decimal
from math import prod

from bot.dialog.parsing.text import fold

MAX_LENGTH = 60
"""Characters; longer texts are not parsed."""

SCALES = {
    "puluh": Decimal(10),
    "ratus": Decimal(100),
    **dict.fromkeys(("rb", "rbu", "ribu", "ewu", "k", "thousand"), Decimal(10**3)),
    **dict.fromkeys(("jt", "jta", "juta", "yuta", "million"), Decimal(10**6)),
    **dict.fromkeys(("m", "mlr", "miliar", "milyar", "billion"), Decimal(10**9)),
    **dict.fromkeys(("t", "triliun", "trilyun", "trillion"), Decimal(10**12)),
}

_SCALE = rf"(?:{'|'.join(sorted(SCALES, key=len, reverse=True))})(?=(?:an)?(?![^\W\d_]))"
_TERM = re.compile(rf"(?P<digits>\d+(?:[.,]\d+)*)\s*(?P<scales>(?:{_SCALE}(?:an)?\s*)*)")
_ABOUT = re.compile(r"^(?:(?:sekitar|kira-kira|kurang lebih|about|ada)\s+|[±~]\s*)+")
_SCALES = re.compile(_SCALE)
_NO_DIGIT = re.compile(r"\D")
_SPACED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")

_WHOLE = re.compile(r"\d+")
_DOTTED = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d{1,2}))?")
_COMMAED = re.compile(r"([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d{1,2}))?")
_FRACTION = re.compile(r"(\d+),(\d{1,2})|(\d{4,})\.(\d{1,2})")
_SCALED = re.compile(r"(\d+)[.,](\d{1,2})|(\d+),(\d{3,})")


def normalize(text: str) -> str:
    """Return `text` folded, without a "sekitar" before it."""
    return _ABOUT.sub("", fold(text), count=1)


def parse_leading(text: str) -> tuple[Decimal, str] | None:
    """Return the number at the beginning of `text` (normalized, without a sign) and the rest; None without a number.

    "1.500" is fifteen hundred, "1,5 jt" a million and a half. "1.500 jt" is ambiguous, so it is no number.
    """
    if len(text) > MAX_LENGTH:
        return None
    rest = _SPACED.sub(".", text)
    total, last = Decimal(0), None
    while match := _TERM.match(rest):
        words = _SCALES.findall(match["scales"])
        value = _value(match["digits"], scaled=bool(words))
        scale = prod((SCALES[word] for word in words), start=Decimal(1))
        if value is None or (last is not None and not 1 < scale < last):
            return None
        total, last, rest = total + value * scale, scale, rest[match.end() :]
    return None if last is None else (total, rest.strip())


def _value(digits: str, *, scaled: bool) -> Decimal | None:
    if _WHOLE.fullmatch(digits):
        return Decimal(digits)
    patterns = (_SCALED,) if scaled else (_DOTTED, _COMMAED, _FRACTION)
    for pattern in patterns:
        if match := pattern.fullmatch(digits):
            whole, *fraction = (group for group in match.groups() if group)
            return Decimal(_NO_DIGIT.sub("", whole) + "." + "".join(fraction))
    return None
