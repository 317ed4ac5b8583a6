"""Yes or no."""

from __future__ import annotations

import re

from bot.dialog.parsing.errors import ParseError
from bot.dialog.parsing.text import fold
from bot.i18n.messages import _

_YES = re.compile(
    r"ya+|iya+|y|betul|benar|oke?|okay|s?udah|sdh|punya|ada|setuju|boleh|mau|bisa|siap|tentu"
    r"|yes|yup|yep|sure|right|correct|[ie]?nggih|leres|sampun|wonten|true|👍"
)
_NO = re.compile(
    r"tidak|tdk|tak|engga[hk]?|ngga[hk]?|gak?|ga|n|belum|blm|bukan|jangan|not?|nope"
    r"|m?boten|ora|dereng|durung|false|👎"
)
_WORD = re.compile(r"[^\W_]+|[👍👎]")
_COURTESY = re.compile(r"kak|kakak|bu|pak|dong|kok|saja|aja|yet")


def parse(text: str) -> bool:
    """Return True for a yes ("ya", "sudah"), False for a no ("tidak ada", "belum punya"). Raises `ParseError`."""
    words = [w for w in _WORD.findall(fold(text)) if not _COURTESY.fullmatch(w)]
    agrees = [_agrees(word) for word in words]
    if not agrees or None in agrees or (agrees[0] and False in agrees):
        raise ParseError(_("Jawab ya atau tidak saja, Kak."))
    return agrees[0] is True


def _agrees(word: str) -> bool | None:
    if _NO.fullmatch(word):
        return False
    return True if _YES.fullmatch(word) else None
