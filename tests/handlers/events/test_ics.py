"""The calendar file."""

from __future__ import annotations

import re
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
