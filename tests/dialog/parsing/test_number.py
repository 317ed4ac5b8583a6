"""How many."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialog.parsing import number as parsing_number
from bot.i18n import formatting
from bot.i18n.messages import LANGUAGES, render
from tests.dialog.parsing.saying import anything, reads_or_explains, sentence


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("400", 400),
        ("0", 0),
        ("1.000", 1000),
        ("1rb", 1000),
        ("2,5rb", 2500),
        ("2 puluh ribu", 20_000),
        ("400 bungkus", 400),
        ("400bungkus/bulan", 400),
        ("sekitar 10 orang", 10),
        ("3 🙏", 3),
        ("٤٠٠", 400),
    ],
)
def test_a_number_is_read_and_words_after_it_let_go(typed: str, number: int) -> None:
    assert parsing_number.parse(typed) == number


@pytest.mark.parametrize(
    "typed", ["x", "400-500", "1/2", "5%", "10^15", "2 belas", "4 hundred", "empat ratus", ""]
)
def test_what_is_no_number_gets_an_example(typed: str) -> None:
    assert "Tulis dengan angka, misalnya 400 atau 1.000." in sentence(parsing_number.parse, typed)


def test_a_fraction_is_refused() -> None:
    assert sentence(parsing_number.parse, "2,5 orang") == "Tulis angka bulat, misalnya 400 atau 1.000."


def test_too_few_and_too_many_are_refused_with_the_limit() -> None:
    assert sentence(lambda text: parsing_number.parse(text, minimum=1), "0") == "Tulis angka mulai dari 1."
    assert sentence(parsing_number.parse, "-3") == "Tulis angka mulai dari 0."
    assert sentence(lambda text: parsing_number.parse(text, maximum=2500), "2501").startswith(
        "Tulis angka sampai 2.500."
    )


@settings(deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([*LANGUAGES]))
def test_a_shown_number_is_read_back(number: int, language: str) -> None:
    assert parsing_number.parse(render(formatting.number(number), language)) == number


@settings(deadline=None)
@given(anything)
def test_any_text_is_read_or_explained(text: str) -> None:
    reads_or_explains(parsing_number.parse, text)
