"""Whole numbers: 400, 1.000, 1rb, 400 bungkus."""

from __future__ import annotations

import re

from bot.dialog.parsing import numeral
from bot.dialog.parsing.errors import ParseError, not_understood
from bot.i18n.messages import _

_AFTER = re.compile(
    r"(?!.*\b(?:belas|puluh|ratus|ribu|juta|miliar|atus|ewu|yuta|hundred|thousand|million)\b)[^\d%^]*"
)


def parse(text: str, *, minimum: int = 0, maximum: int = 10**9) -> int:
    """Return a whole number from `minimum` to `maximum`; words after it are ignored. Raises `ParseError`."""
    plain = numeral.normalize(text)
    found = numeral.parse_leading(plain.removeprefix("-").lstrip())
    if found is None or not _AFTER.fullmatch(found[1]):
        raise not_understood(text, _("Tulis dengan angka, misalnya 400 atau 1.000."))
    amount = -found[0] if plain.startswith("-") else found[0]
    if amount < minimum:
        raise ParseError(_("Tulis angka mulai dari {least}.", least=minimum))
    if amount > maximum:
        raise ParseError(_("Tulis angka sampai {most}. Periksa lagi jumlah nolnya.", most=maximum))
    if amount % 1:
        raise ParseError(_("Tulis angka bulat, misalnya 400 atau 1.000."))
    return int(amount)
