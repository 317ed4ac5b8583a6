"""Prices as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialog.parsing import money
from bot.i18n import formatting
from bot.i18n.messages import LANGUAGES, render
from tests.dialog.parsing.saying import anything, reads_or_explains, sentence


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("15rb", 15_000),
        ("15 ribu", 15_000),
        ("15k", 15_000),
        ("15.000", 15_000),
        ("15,000", 15_000),
        ("15 000", 15_000),
        ("15000", 15_000),
        ("Rp 15.000,-", 15_000),
        ("Rp. 15.000.-", 15_000),
        ("Rp15.000,00", 15_000),
        ("15000.00", 15_000),
        ("idr 15000", 15_000),
        ("15.000 rupiah", 15_000),
        ("15rb saja, Kak", 15_000),
        ("@15rb", 15_000),
        ("15,5rb", 15_500),
        ("1,5 jt", 1_500_000),
        ("1.5jt", 1_500_000),
        ("1,250 jt", 1_250_000),
        ("2 juta", 2_000_000),
        ("2 million", 2_000_000),
        ("15 ewu", 15_000),
        ("2,5 yuta", 2_500_000),
        ("1 juta 250 ribu", 1_250_000),
        ("5 ratus ribu", 500_000),
        ("sekitar 5 jutaan", 5_000_000),
        ("2,5 M", 2_500_000_000),
        ("2,5 miliar", 2_500_000_000),
        ("１５rb", 15_000),
        ("١٥٠٠٠", 15_000),
        ("9.999.999.999", 9_999_999_999),
    ],
)
def test_a_price_is_read_as_it_is_meant(typed: str, amount: int) -> None:
    assert money.parse(typed) == amount


@pytest.mark.parametrize(
    "typed",
    ["abc", "lima belas", "10^15", "15.00", "1.500 jt", "1 jt 500", "15rb - 20rb", "15rb/bungkus", "🙏"],
)
def test_what_is_no_price_is_echoed_with_an_example(typed: str) -> None:
    assert sentence(money.parse, typed) == (
        f'Saya belum paham "{typed}". Tulis dengan angka, misalnya 15rb atau 15.000.'
    )


@pytest.mark.parametrize("typed", ["", "   ", "\u200b"])
def test_nothing_typed_is_not_echoed(typed: str) -> None:
    assert sentence(money.parse, typed) == "Tulis dengan angka, misalnya 15rb atau 15.000."


def test_a_long_text_is_echoed_in_short() -> None:
    assert sentence(money.parse, "x" * 5000).startswith('Saya belum paham "' + "x" * 39 + '…".')


@pytest.mark.parametrize("typed", ["0", "-5", "-Rp5.000", "Rp -5", "\u22125", "0,5"])
def test_less_than_one_rupiah_is_refused(typed: str) -> None:
    assert "Paling sedikit Rp1." in sentence(money.parse, typed)


@pytest.mark.parametrize("typed", ["10 miliar", "1000000000000000", "5 triliun"])
def test_too_much_is_refused(typed: str) -> None:
    assert "paling banyak Rp9.999.999.999" in sentence(money.parse, typed)


@pytest.mark.parametrize("typed", ["1,5", "15.000,50", "1,2345rb"])
def test_parts_of_a_rupiah_are_refused(typed: str) -> None:
    assert "tanpa pecahan" in sentence(money.parse, typed)


def test_nothing_earned_is_an_answer_where_it_may_be() -> None:
    assert money.parse("0", minimum=0) == 0


@pytest.mark.parametrize(
    ("typed", "amount", "unit"),
    [
        ("15rb/bungkus", 15_000, "bungkus"),
        ("15.000 per kg", 15_000, "kg"),
        ("15rb perbotol", 15_000, "botol"),
        ("Rp15.000,- sebungkus", 15_000, "bungkus"),
        ("Rp 15.000,-/Kg", 15_000, "kg"),
        ("15rb/250 gr", 15_000, "250 gr"),
        ("15rb", 15_000, None),
    ],
)
def test_a_price_may_name_its_unit(typed: str, amount: int, unit: str | None) -> None:
    assert money.parse_with_unit(typed) == (amount, unit)


@pytest.mark.parametrize("typed", ["15rb/", "15rb per 100", "kopi / kg", "15rb semua"])
def test_half_a_unit_is_unclear(typed: str) -> None:
    assert "Saya belum paham" in sentence(money.parse_with_unit, typed)


@settings(deadline=None)
@given(st.integers(1, money.MAX_AMOUNT), st.sampled_from([*LANGUAGES]))
def test_a_shown_price_is_read_back(amount: int, language: str) -> None:
    shown = render(formatting.money(amount), language)
    assert money.parse(shown) == amount
    assert money.parse_with_unit(f"{shown}/kg") == (amount, "kg")


@settings(deadline=None)
@given(anything)
def test_any_text_is_read_or_explained(text: str) -> None:
    reads_or_explains(money.parse, text)
    reads_or_explains(money.parse_with_unit, text)
