"""The calendar file."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.dialog.parsing.text import clean_long
from handlers.events import ics
from models.events import Event

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)

written = st.text(max_size=400).map(clean_long)


def event(**fields: object) -> Event:
    usual = {
        "code": "AC3467",
        "title": "Temu Bisnis",
        "description": "",
        "place_name": "Surabaya",
        "starts_at": datetime(2027, 3, 24, 2, 0, tzinfo=UTC),
        "ends_at": datetime(2027, 3, 24, 8, 0, tzinfo=UTC),
        "latitude": None,
        "longitude": None,
    }
    return Event(**{**usual, **fields})


def read(file: bytes) -> dict[str, str]:
    """The properties of the event, as a calendar reads them."""
    lines = file.decode().replace("\r\n ", "").split("\r\n")
    escapes = {"\\n": "\n"}
    return {
        name: re.sub(r"\\.", lambda match: escapes.get(match[0], match[0][1]), value)
        for name, _colon, value in (line.partition(":") for line in lines)
    }


def test_the_whole_file() -> None:
    kept = event(latitude=-7.265, longitude=112.74, description="Bawa produk;\ncontoh, juga \\.")
    assert ics.file(kept, NOW).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//santribot//acara//ID",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:AC3467@santribot",
        "DTSTAMP:20261124T030000Z",
        "DTSTART:20270324T020000Z",
        "DTEND:20270324T080000Z",
        "SUMMARY:Temu Bisnis",
        "LOCATION:Surabaya",
        "GEO:-7.265000;112.740000",
        "DESCRIPTION:Bawa produk\\;\\ncontoh\\, juga \\\\.",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@given(title=written, about=written, place=written)
def test_whatever_is_written_comes_out_again_from_short_lines(title: str, about: str, place: str) -> None:
    file = ics.file(event(title=title, description=about, place_name=place), NOW)
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert file.count(b"\n") == file.count(b"\r\n") == file.count(b"\r")
    found = read(file)
    assert (found["SUMMARY"], found["LOCATION"], found.get("DESCRIPTION", "")) == (title, place, about)


TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
BREAKS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"

forged = st.text(
    st.one_of(st.sampled_from(TURNING + BREAKS + "\x00\x07\ud800;,:\\"), st.characters()), max_size=300
)
"""Whatever an earlier version, or another program, may have kept."""


@given(title=forged, about=forged, place=forged)
def test_whatever_is_kept_no_text_leaves_its_line(title: str, about: str, place: str) -> None:
    file = ics.file(event(title=title, description=about, place_name=place), NOW)
    assert file.count(b"\n") == file.count(b"\r\n") == file.count(b"\r")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    text = file.decode()
    names = [line.partition(":")[0] for line in text.replace("\r\n ", "").split("\r\n")]
    assert [name for name in names if name != "DESCRIPTION"] == [
        *("BEGIN", "VERSION", "PRODID", "METHOD", "BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND"),
        *("SUMMARY", "LOCATION", "END", "END", ""),
    ]
    assert not set(text) & set(TURNING + BREAKS[2:])
    assert not any(unicodedata.category(c) == "Cc" for c in text if c not in "\r\n")


def test_a_bare_cr_in_a_place_of_an_older_database_begins_no_property() -> None:
    file = ics.file(event(place_name="Surabaya\rATTACH:https://lain.example\u202egnp.exe"), NOW)
    assert b"\r\nATTACH" not in file
    assert "LOCATION:Surabaya\\nATTACH:https://lain.examplegnp.exe\r\n" in file.decode()
