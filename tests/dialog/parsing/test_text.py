"""Plain text: tidied, and otherwise as it was typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings

from bot.dialog.parsing.text import clean, clean_long, fold, without_controls
from tests.dialog.parsing.saying import anything


@pytest.mark.parametrize(
    "typed",
    [
        "<b>Tempe</b> & _*[Bu Nyai](x)",
        "مكتبة النور",
        "👨‍👩‍👧‍👦 👍🏽 🇮🇩",
        "Kopi “Gayo” — 100%",
        "ꦏꦶꦫꦶꦥꦶꦏ꧀",
        "می‌خواهم",
    ],
)
def test_what_can_be_seen_stays_as_typed(typed: str) -> None:
    assert clean(typed) == typed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Keripik \t Tempe\nBu Nyai ", "Keripik Tempe Bu Nyai"),
        ("Keripik\u00a0\u3000Tempe", "Keripik Tempe"),
        ("Ke\x00ri\x07pik", "Keripik"),
        ("a \x00 b", "a b"),
        ("\u202egnirik\u202c \u2066x\u2069", "gnirik x"),
        ("Cafe\u0301", "Café"),
        ("separuh \ud83d", "separuh"),
        ("\ufeffTempe\u200b", "Tempe"),
    ],
)
def test_what_disturbs_is_dropped(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\u200b\u200d", "\u3164\u3164", "\u2800", "\ufe0f"])
def test_text_that_nobody_sees_is_empty(typed: str) -> None:
    assert clean(typed) == ""
    assert clean_long(typed) == ""


def test_a_long_text_keeps_its_paragraphs() -> None:
    assert clean_long(" Renyah. \r\n\r\n\r\n\r\nDari  kedelai\nlokal.\n") == "Renyah.\n\nDari kedelai\nlokal."


def test_look_alikes_are_compared_as_the_same() -> None:
    assert fold("Jum’at １５—٢٤") == "jum'at 15-24"


@settings(deadline=None)
@given(anything)
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    for tidy in (clean, clean_long, fold):
        once = tidy(text)
        assert tidy(once) == once
        once.encode()
    assert unicodedata.is_normalized("NFC", clean(text))
    assert "\n" not in clean(text)
    assert "\n\n\n" not in clean_long(text)


@given(anything)
def test_of_a_formatted_text_only_what_steers_is_taken(text: str) -> None:
    kept = without_controls(text)
    assert without_controls(kept) == kept
    assert not set(kept) & set("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\u202d\u202e\u2067\x00")
    assert without_controls("<b>a  b</b>\r\nc\u202e\td") == "<b>a  b</b>\nc\td"
