"""When, as people say it. It is Saturday, 20 March 2027, ten o'clock in Surabaya."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import showing
from bot.reading import moment
from bot.showing import WIB
from bot.words import render
from tests.reading.saying import anything, reads_or_explains, sentence

NOW = datetime(2027, 3, 20, 10, 0, tzinfo=WIB)


def read(text: str) -> datetime:
    return moment.read(text, NOW)


def understood(text: str) -> str:
    return read(text).astimezone(WIB).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    "typed",
    [
        "Rabu 24 Maret 2027 09.00",
        "rabu, 24 maret 2027, pukul 09.00 WIB",
        "24/3/2027 09:00",
        "24/3/27 9.00",
        "24.3.2027 jam 9",
        "24-03-2027 jam 9",
        "24/3 jam 9",
        "2027-03-24 09:00",
        "2027-03-24T09:00",
        "24 Mar 9.00",
        "24-mar-2027 9.00",
        "tgl 24 maret jam 09.00",
        "pkl. 09.00 tanggal 24 Maret 2027",
        "jam 9 pagi, Rabu",
        "rabu depan jam 9",
        "Rabu pekan depan jam 9",
        "4 hari lagi jam 9",
        "24 March 2027 9:00",
        "24th of March" " 2027 at 9am" if False else "24th March 2027 at 9am",
        "March 24, 2027 at 9 am",
        "Wednesday, 24 March 2027 · 09:00 WIB",
        "٢٤ Maret ٢٠٢٧ ٠٩.٠٠",
    ],
)
def test_one_moment_is_said_in_many_ways(typed: str) -> None:
    assert understood(typed) == "2027-03-24 09:00"
