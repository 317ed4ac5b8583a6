"""One of several labels: by its number, its name, its beginning, or nearly its spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.dialog.parsing.errors import echo, not_understood
from bot.dialog.parsing.text import folded
from bot.i18n.messages import Translatable, _, listed

SHOWN = 8
"""So many labels are named where the answer was unclear."""
CLOSE = 80.0
"""From this similarity on (0..100), what was typed is a misspelling of the label."""
MARGIN = 5.0
"""Labels that are so little less similar than the best one may be meant as well."""
SHORTEST = 3
"""Fewer letters are too few to guess from, except as the beginning of a whole label."""

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"(?:no\.?|nomor)?\s*(\d{1,4})\s*[.)]?")


def parse(text: str, labels: Sequence[str]) -> int:
    """The index of the label that is meant. Raises `ParseError`, naming those that may have been."""
    typed, keys = _key(text), [_key(label) for label in labels]
    if typed in keys and typed:
        return keys.index(typed)
    number = _NUMBER.fullmatch(folded(text))
    if number and 1 <= int(number[1]) <= len(labels):
        return int(number[1]) - 1
    meant = _meant(typed, keys) if typed else []
    if len(meant) == 1:
        return meant[0]
    raise not_understood(text, _advice([labels[index] for index in meant] or labels))


def _advice(labels: Sequence[str]) -> Translatable:
    return _("Pilih salah satu: {labels}.", labels=listed([echo(label) for label in labels[:SHOWN]]))


def _meant(typed: str, keys: Sequence[str]) -> list[int]:
    """All that fit in the strictest way in which anything fits."""
    if found := [index for index, key in enumerate(keys) if key.startswith(typed)]:
        return found
    if len(typed) < SHORTEST:
        return []
    if found := [index for index, key in enumerate(keys) if f" {typed}" in key]:
        return found
    likeness = [
        max(fuzz.ratio(typed, part, score_cutoff=CLOSE) for part in (key, *key.split())) for key in keys
    ]
    best = max(likeness, default=0.0)
    return [index for index, like in enumerate(likeness) if best >= CLOSE and like >= best - MARGIN]


def _key(text: str) -> str:
    """Letters and digits only, without case and accents."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded(text)) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(bare))
