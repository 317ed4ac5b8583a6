"""Phone numbers, stored as E.164."""

from __future__ import annotations

import re

import phonenumbers

from bot.dialog.parsing.errors import not_understood
from bot.dialog.parsing.text import fold
from bot.i18n.messages import _

_NUMBER = re.compile(r"[^\d+]{0,30}(\+?[\d\s().-]{6,24})")


def parse(text: str) -> str:
    """Return the number as E.164: "0812-3456-7890", "62812..." or "wa 0812..." → "+62812...". Raises `ParseError`."""
    match = _NUMBER.fullmatch(fold(text))
    number = _valid(match[1]) if match else ""
    if not number:
        raise not_understood(text, _("Tulis nomor teleponnya, misalnya 0812-3456-7890."))
    return number


def _valid(digits: str) -> str:
    try:
        number = phonenumbers.parse(digits, "ID")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
