"""Money in whole rupiah, as people write prices: 15rb, Rp 15.000,-, 1,5 jt, 15rb/bungkus."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.dialog.parsing import numeral
from bot.dialog.parsing.errors import ParseError, not_understood
from bot.dialog.parsing.text import fold
from bot.i18n.formatting import money
from bot.i18n.messages import _

MAX_AMOUNT = 9_999_999_999

_BEFORE = re.compile(r"^@?\s*-?\s*(?:(?:rp|idr)(?![^\W\d_])\.?)?\s*-?\s*")
_AFTER = re.compile(
    r"(?:-an|[.,]?[-=]{1,2})?\s*+(?:rupiah|idr|perak)?[\s,]*+(?:(?:saja|aja|kak|kakak|ya)\b[\s,]*+)*[.!]?"
)
_UNIT = re.compile(  # of a text that is folded and not too long for a number
    r"(?P<amount>.{0,59}\d.{0,59}?)\s?(?:/\s?|\bper\s?|\bse(?!mua$|kali$)(?=[^\W\d_]{2,20}$))"
    r"(?P<unit>(?=.{0,19}[^\W\d_])\w[\w .]{0,19})"
)


def parse(text: str, *, minimum: int = 1, maximum: int = MAX_AMOUNT) -> int:
    """Return whole rupiah from `minimum` to `maximum`. Raises `ParseError`."""
    amount = _amount(text)
    if amount is None:
        raise not_understood(text, _("Tulis dengan angka, misalnya 15rb atau 15.000."))
    if amount < minimum:
        raise ParseError(_("Paling sedikit {least}. Tulis misalnya 15rb atau 15.000.", least=money(minimum)))
    if amount > maximum:
        raise ParseError(
            _("Itu terlalu besar: paling banyak {most}. Periksa lagi jumlah nolnya.", most=money(maximum))
        )
    if amount % 1:
        raise ParseError(_("Tulis rupiah tanpa pecahan, misalnya 1,5 jt atau 1.500.000."))
    return int(amount)


def parse_with_unit(text: str) -> tuple[int, str | None]:
    """Return a price and its unit: "15rb/bungkus" → (15000, "bungkus"). The unit may be None. Raises `ParseError`."""
    plain = fold(text)
    match = _UNIT.fullmatch(plain) if len(plain) <= numeral.MAX_LENGTH else None
    if match is None:
        return parse(text), None
    return parse(match["amount"]), match["unit"].strip(" .")


def _amount(text: str) -> Decimal | None:
    """Return the number in `text`, negative after a minus; None where there is none."""
    whole = numeral.normalize(text)
    rest = _BEFORE.sub("", whole, count=1)
    found = numeral.parse_leading(rest)
    if found is None or not _AFTER.fullmatch(found[1]):
        return None
    return -found[0] if "-" in whole.removesuffix(rest) else found[0]
