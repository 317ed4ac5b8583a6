"""Where something is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.dialog.parsing import place
from bot.dialog.parsing.place import Place
from tests.dialog.parsing.saying import anything, reads_or_explains, sentence

HERE = Place(latitude=-7.25, longitude=112.75)


@pytest.mark.parametrize(
    "typed",
    [
        "-7.25, 112.75",
        "−7.25 112.75",
        "geo:-7.25,112.75",
        "https://maps.google.com/?q=-7.25,112.75",
        "https://www.google.com/maps/@-7.25,112.75,15z",
        "https://www.google.com/maps/search/-7.25,+112.75?entry=tts",
        "https://www.google.com/maps/search/?api=1&query=-7.25%2C112.75",
        "https://www.openstreetmap.org/#map=16/-7.25/112.75",
        "https://www.openstreetmap.org/?mlat=-7.25&mlon=112.75#map=16/-7.2/112.7",
        "maps.google.com/maps?q=-7.25,112.75",
    ],
)
def test_a_point_is_read_from_numbers_and_from_links(typed: str) -> None:
    assert place.parse(typed) == HERE


def test_a_link_to_a_place_gives_its_name_and_its_own_point() -> None:
    typed = "https://www.google.com/maps/place/Hotel+Dafam/@-7.3,112.8,17z/data=!3m1!4b1!3d-7.25!4d112.75"
    assert place.parse(typed) == HERE.model_copy(update={"name": "Hotel Dafam"})


def test_a_name_beside_the_link_is_kept() -> None:
    found = place.parse("Hotel Dafam, Surabaya\nhttps://maps.google.com/?q=-7.25,112.75")
    assert found == HERE.model_copy(update={"name": "Hotel Dafam, Surabaya"})


@pytest.mark.parametrize(
    "typed", ["Hotel Grand Dafam, Surabaya", "Jl. Kayoon 4-10", "Daring: https://zoom.us/j/123"]
)
def test_anything_else_is_a_name(typed: str) -> None:
    assert place.parse(typed) == Place(name=typed)


@pytest.mark.parametrize("typed", ["https://maps.app.goo.gl/abc", "Hotel Dafam https://maps.app.goo.gl/abc"])
def test_a_short_link_has_no_point_in_it(typed: str) -> None:
    assert sentence(place.parse, typed).startswith("Tautan itu tidak menunjuk titik.")


@pytest.mark.parametrize(
    "typed", ["112.75, -7.25", "-7.25, 212.75", "https://maps.google.com/?q=-97.25,112.75"]
)
def test_a_point_off_the_earth_is_refused(typed: str) -> None:
    assert sentence(place.parse, typed).startswith("Titik itu tidak ada di bumi.")


@pytest.mark.parametrize("typed", ["", "ab", "123", "🕌🕌🕌"])
def test_a_name_has_letters(typed: str) -> None:
    assert "Tulis nama tempat dan kotanya" in sentence(place.parse, typed)


def test_an_endless_name_is_refused() -> None:
    assert "Cukup 120 huruf" in sentence(place.parse, "a" * 5000)


@settings(deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_on_earth_is_read_back(latitude: float, longitude: float) -> None:
    found = place.parse(f"{latitude:.6f}, {longitude:.6f}")
    assert found.latitude == pytest.approx(latitude, abs=1e-6)
    assert found.longitude == pytest.approx(longitude, abs=1e-6)


@settings(deadline=None)
@given(anything)
def test_any_text_is_read_or_explained(text: str) -> None:
    reads_or_explains(place.parse, text)


@given(
    st.text(st.one_of(st.sampled_from("\r\n\u202e\u2066\u2028\x85\x00ab "), st.characters()), max_size=130)
)
def test_a_name_has_one_line_and_one_direction_wherever_it_comes_from(name: str) -> None:
    """A messenger's own places are named by anybody."""
    try:
        kept = Place(name=name).name
    except ValidationError:
        assert len(name) > place.MAX_LENGTH
        return
    assert kept.splitlines() in ([], [kept])
    assert not set(kept) & set("\r\n\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00")
