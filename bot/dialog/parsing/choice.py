"""One of several labels: by number, name, beginning, or with a misspelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.dialog.parsing.errors import echo, not_understood
from bot.dialog.parsing.text import fold
from bot.i18n.messages import Translatable, _, join

MAX_SHOWN = 8
"""Labels in the answer to an unclear text."""
MIN_SIMILARITY = 80.0
"""From this similarity on (0 to 100) a text counts as a misspelling of the label."""
MAX_DIFFERENCE = 5.0
"""Labels whose similarity is at most this much lower than the best one may be meant as well."""
MIN_LENGTH = 3
"""Shorter texts match only the beginning of a whole label."""

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"(?:no\.?|nomor)?\s*(\d{1,4})\s*[.)]?")


def parse(text: str, labels: Sequence[str]) -> int:
    """Return the index of the label that is meant. Raises `ParseError`, which names the labels that may be meant."""
    typed, keys = _key(text), [_key(label) for label in labels]
    if typed in keys and typed:
        return keys.index(typed)
    number = _NUMBER.fullmatch(fold(text))
    if number and 1 <= int(number[1]) <= len(labels):
        return int(number[1]) - 1
    meant = _meant(typed, keys) if typed else []
    if len(meant) == 1:
        return meant[0]
    raise not_understood(text, _advice([labels[index] for index in meant] or labels))


def _advice(labels: Sequence[str]) -> Translatable:
    return _("Pilih salah satu: {labels}.", labels=join([echo(label) for label in labels[:MAX_SHOWN]]))


def _meant(typed: str, keys: Sequence[str]) -> list[int]:
    """Return the indexes of all labels that fit, by the strictest rule by which any label fits."""
    if found := [index for index, key in enumerate(keys) if key.startswith(typed)]:
        return found
    if len(typed) < MIN_LENGTH:
        return []
    if found := [index for index, key in enumerate(keys) if f" {typed}" in key]:
        return found
    likeness = [
        max(fuzz.ratio(typed, part, score_cutoff=MIN_SIMILARITY) for part in (key, *key.split()))
        for key in keys
    ]
    best = max(likeness, default=0.0)
    return [
        index
        for index, like in enumerate(likeness)
        if best >= MIN_SIMILARITY and like >= best - MAX_DIFFERENCE
    ]


def _key(text: str) -> str:
    """Return the letters and digits of `text`, without case and accents."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", fold(text)) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(bare))
