"""One of several."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialog.parsing import choice as parsing_choice
from tests.dialog.parsing.saying import anything, reads_or_explains, sentence

CATEGORIES = [
    "Makanan",
    "Minuman",
    "Fesyen",
    "Kerajinan",
    "Kosmetik & herbal",
    "Pertanian & perikanan",
    "Digital & jasa",
    "Lainnya",
    "Kab. Pasuruan",
    "Kota Pasuruan",
]


def choice(text: str) -> str:
    return CATEGORIES[parsing_choice.parse(text, CATEGORIES)]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("2", "Minuman"),
        ("2.", "Minuman"),
        ("no. 2", "Minuman"),
        ("Makanan", "Makanan"),
        ("  MAKANAN ", "Makanan"),
        ("fésyen", "Fesyen"),
        ("mak", "Makanan"),
        ("f", "Fesyen"),
        ("jasa", "Digital & jasa"),
        ("kosmetik dan herbal", "Kosmetik & herbal"),
        ("makann", "Makanan"),
        ("herbl", "Kosmetik & herbal"),
        ("kota pasuruhan", "Kota Pasuruan"),
    ],
)
def test_a_label_is_meant_by_its_number_its_beginning_or_nearly_its_spelling(typed: str, label: str) -> None:
    assert choice(typed) == label


@pytest.mark.parametrize("typed", ["xyz", "0", "11", "x", "99999999"])
def test_what_is_none_of_them_gets_the_first_eight(typed: str) -> None:
    said = sentence(choice, typed)
    assert said.startswith(f'Saya belum paham "{typed}". Pilih salah satu: Makanan, Minuman, ')
    assert said.endswith("Digital & jasa, Lainnya.")


def test_nothing_typed_gets_the_choice() -> None:
    assert sentence(choice, "  ").startswith("Pilih salah satu: Makanan")


def test_what_may_be_several_gets_those() -> None:
    assert sentence(choice, "pasuruan").endswith("Pilih salah satu: Kab. Pasuruan, Kota Pasuruan.")
    assert sentence(choice, "m").endswith("Pilih salah satu: Makanan, Minuman.")


def test_a_label_that_is_a_number_wins_over_the_place_in_the_list() -> None:
    assert parsing_choice.parse("2", ["1 kg", "3", "2"]) == 2


@settings(deadline=None)
@given(st.sampled_from(CATEGORIES))
def test_every_label_means_itself(label: str) -> None:
    assert choice(label) == label
    assert choice(label.upper()) == label


@settings(deadline=None)
@given(anything, st.lists(st.text(max_size=12), max_size=6))
def test_any_text_is_read_or_explained(text: str, labels: list[str]) -> None:
    reads_or_explains(lambda typed: parsing_choice.parse(typed, labels), text)
    reads_or_explains(choice, text)
