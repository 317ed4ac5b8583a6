"""However long a text is, little of it reaches the normalizer."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from bot.dialog.parsing import choice, text, yesno
from bot.dialog.parsing.errors import ParseError
from models import fuzzy_match
from models.regions import search_regions

ARABIC, MARKS = "\ufdfa", "\u0345\u0301\u0316"
"""One character that becomes eighteen; accents that have to be sorted."""

Lengths = list[tuple[int, int]]
"""Of each text that was normalized, the length and the number of accents in a row."""


@pytest.fixture
def lengths(monkeypatch: pytest.MonkeyPatch) -> Lengths:
    found, normalize = Lengths(), unicodedata.normalize

    def notes(form: str, given: str) -> str:
        run = longest = 0
        for character in given:
            run = run + 1 if unicodedata.combining(character) else 0
            longest = max(longest, run)
        found.append((len(given), longest))
        return normalize(form, given)  # type: ignore[arg-type]  # one of the forms

    monkeypatch.setattr(unicodedata, "normalize", notes)
    return found


@pytest.mark.parametrize("given", [ARABIC * 4_096, "a" + MARKS * 1_300, "ya " * 1_300])
@pytest.mark.parametrize("read", [text.fold, choice._key, fuzzy_match.fold, search_regions])
def test_a_long_text_is_cut_off_first(lengths: Lengths, given: str, read: Callable[[str], object]) -> None:
    read(given)
    first, _marks = lengths[0]
    assert first <= text.MAX_FOLDED + 10
    assert max(length for length, _marks in lengths) <= 18 * (text.MAX_FOLDED + 10)


def test_a_line_is_cut_off_and_has_few_accents_in_a_row(lengths: Lengths) -> None:
    assert len(text.clean("a" * 10_000)) == text.MAX_LINE
    text.clean("a" + MARKS * 1_300)
    assert max(length for length, _marks in lengths) <= text.MAX_LINE
    assert max(marks for _length, marks in lengths) <= text.MAX_MARKS


def test_words_with_their_accents_stay_as_they_are() -> None:
    for word in ("بِسْمِ ٱللَّٰهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ", "Nguyễn Thị Minh Khai, café crème à la française, déjà vu"):
        assert text.clean(word) == unicodedata.normalize("NFC", word)


def test_what_is_cut_off_is_not_taken_for_an_answer() -> None:
    assert yesno.parse("ya" + " " * 400) is True
    with pytest.raises(ParseError):
        yesno.parse("ya " * 90 + "tapi tidak")
    with pytest.raises(ParseError):
        choice.parse("1" + " " * 400 + "x" * 400, ["Makanan", "Minuman"])
