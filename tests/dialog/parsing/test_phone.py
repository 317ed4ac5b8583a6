"""Phone numbers as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialog.parsing import phone
from bot.i18n import formatting
from tests.dialog.parsing.saying import anything, reads_or_explains, sentence


@pytest.mark.parametrize(
    "typed",
    [
        "0812-3456-7890",
        "081234567890",
        "+62 812 3456 7890",
        "6281234567890",
        "+62 0812 3456 7890",
        "812 3456 7890",
        "WA: 0812.3456.7890",
        "٠٨١٢٣٤٥٦٧٨٩٠",
    ],
)
def test_one_number_is_written_in_many_ways(typed: str) -> None:
    assert phone.parse(typed) == "+6281234567890"


def test_a_number_of_another_country_keeps_its_code() -> None:
    assert phone.parse("+60 12-345 6789") == "+60123456789"


@pytest.mark.parametrize(
    "typed",
    [
        "12345",
        "abc",
        "",
        "0812345678901234567890",
        "0812 3456 7890 / 0813 3456 7890",
        "+999 12345678",
        "0800-SANTRI",
    ],
)
def test_what_nobody_can_be_called_at_gets_an_example(typed: str) -> None:
    assert "Tulis nomor teleponnya, misalnya 0812-3456-7890." in sentence(phone.parse, typed)


@settings(deadline=None)
@given(st.integers(10_000_000, 99_999_999))
def test_a_shown_number_is_read_back(rest: int) -> None:
    number = f"+62812{rest}"
    assert phone.parse(formatting.phone(number)) == number


@settings(deadline=None)
@given(anything)
def test_any_text_is_read_or_explained(text: str) -> None:
    reads_or_explains(phone.parse, text)
