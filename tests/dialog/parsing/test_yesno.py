"""Yes or no."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.dialog.parsing import yesno
from tests.dialog.parsing.saying import anything, reads_or_explains, sentence


@pytest.mark.parametrize(
    "typed",
    [
        "ya",
        "Iya, Kak",
        "y",
        "YA!",
        "betul",
        "sudah ada",
        "oke",
        "👍",
        "👍🏽",
        "yes",
        "right",
        "nggih",
        "Sampun leres",
    ],
)
def test_yes(typed: str) -> None:
    assert yesno.parse(typed) is True


@pytest.mark.parametrize(
    "typed",
    [
        "tidak",
        "Enggak kak",
        "ga",
        "belum",
        "belum ada",
        "tidak mau",
        "no",
        "not yet",
        "bukan",
        "mboten",
        "dereng",
    ],
)
def test_no(typed: str) -> None:
    assert yesno.parse(typed) is False


@pytest.mark.parametrize("typed", ["", "mungkin", "ya tidak", "ya atau tidak", "kak", "1"])
def test_neither(typed: str) -> None:
    assert sentence(yesno.parse, typed) == "Jawab ya atau tidak saja, Kak."


@settings(deadline=None)
@given(anything)
def test_any_text_is_read_or_explained(text: str) -> None:
    reads_or_explains(yesno.parse, text)
