"""Finding a name that was typed in one of its many spellings.

Names of pesantren are Arabic and Javanese words in Latin letters: Syaichona is Syaikhona, Mamba'ul is
Mambaul, Tebuireng is Tebu Ireng. Both sides are folded to one spelling before they are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

CUTOFF = 78.0
"""Below this likeness (0 to 100) a name is not meant."""
MAX_LENGTH = 200
"""Characters of a name, or of what somebody typed, that are compared."""
NEAR = 12.0
"""Names that are so much less alike than the best one are left out."""

_WITHIN_WORDS = re.compile(r"['’‘`ʼʻ\u0300-\u036f]")
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
_DOUBLE = re.compile(r"([a-z])\1+")
_GENERIC = {"pondok", "pesantren", "ponpes", "pp"}
_SAME = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("kh", "k"), ("ch", "k"), ("sy", "s"), ("sj", "s"), ("sh", "s"),
    ("ts", "s"), ("dh", "d"), ("th", "t"), ("dz", "z"), ("nb", "mb"), ("ie", "i"), ("q", "k"), ("v", "f"),
    ("o", "u"), ("e", "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpellingIndex:
    """One name, folded: its `words` with a space before each, and all of them `joined`."""

    words: str
    joined: str


def fold(text: str) -> SpellingIndex:
    words = [_fold_word(word) for word in _plain(text).split() if word not in _GENERIC]
    return SpellingIndex("".join(f" {word}" for word in words), _single("".join(words)))


def rank(text: str, names: Sequence[SpellingIndex], limit: int) -> list[int]:
    """The indexes of the `names` that `text` may mean, the likeliest first."""
    wanted = fold(text)
    if not wanted.joined:
        return []
    likeness = {index: _likeness(wanted, names[index]) for index in _candidates(wanted, names, limit)}
    best = max(likeness.values(), default=0.0)
    meant = [index for index, score in likeness.items() if score >= max(CUTOFF, best - NEAR)]
    return sorted(meant, key=lambda index: (-likeness[index], -_whole(wanted, names[index]), index))[:limit]


def _plain(text: str) -> str:
    """Lower case Latin letters, digits and spaces; an apostrophe does not part a word."""
    letters = unicodedata.normalize("NFKD", text[:MAX_LENGTH]).casefold()
    return _BETWEEN_WORDS.sub(" ", _WITHIN_WORDS.sub("", letters))


def _fold_word(word: str) -> str:
    for spelling, same in _SAME:
        word = word.replace(spelling, same)
    return _single(word)


def _single(text: str) -> str:
    return _DOUBLE.sub(r"\1", text)


def _candidates(wanted: SpellingIndex, names: Sequence[SpellingIndex], limit: int) -> set[int]:
    """Names worth a closer look: with a word that begins so, or near by letters or by words."""
    found = {index for index, name in enumerate(names) if wanted.words in name.words}
    if len(wanted.joined) < 3:
        return found
    joined, words = [name.joined for name in names], [name.words for name in names]
    for query, choices, scorer in (
        (wanted.joined, joined, fuzz.partial_ratio),
        (wanted.words, words, fuzz.token_set_ratio),
    ):
        near = process.extract(query, choices, scorer=scorer, limit=4 * limit, score_cutoff=CUTOFF)
        found.update(index for _, _, index in near)
    return found


def _likeness(wanted: SpellingIndex, name: SpellingIndex) -> float:
    if wanted.words in name.words:
        return 100.0
    return max(
        fuzz.ratio(wanted.joined, name.joined),
        0.95 * fuzz.partial_ratio(wanted.joined, name.joined),
        0.97 * fuzz.token_set_ratio(wanted.words, name.words),
    )


def _whole(wanted: SpellingIndex, name: SpellingIndex) -> float:
    return fuzz.ratio(wanted.joined, name.joined)
