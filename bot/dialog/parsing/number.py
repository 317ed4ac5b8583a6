"""Whole numbers: 400, 1.000, 1rb, 400 bungkus."""

from __future__ import annotations

import re

from bot.dialog.parsing import numeral
from bot.dialog.parsing.errors import ParseError, not_understood
from bot.i18n.messages import _

_AFTER = re.compile(
    r"(?!.*\b(?:belas|puluh|ratus|ribu|juta|miliar|atus|ewu|yuta|hundred|thousand|million)\b)[^\d%^]*"
)


def parse(text: str, *, least: int = 0, most: int = 10**9) -> int:
    """A whole number between `least` and `most`; words after it are let go. Raises `ParseError`."""
    plain = numeral.bare(text)
    found = numeral.leading(plain.removeprefix("-").lstrip())
    if found is None or not _AFTER.fullmatch(found[1]):
        raise not_understood(text, _("Tulis dengan angka, misalnya 400 atau 1.000."))
    amount = -found[0] if plain.startswith("-") else found[0]
    if amount < least:
        raise ParseError(_("Tulis angka mulai dari {least}.", least=least))
    if amount > most:
        raise ParseError(_("Tulis angka sampai {most}. Periksa lagi jumlah nolnya.", most=most))
    if amount % 1:
        raise ParseError(_("Tulis angka bulat, misalnya 400 atau 1.000."))
    return int(amount)
