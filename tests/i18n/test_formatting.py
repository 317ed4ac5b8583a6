"""How values are written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.i18n import formatting
from bot.i18n.formatting import WIB
from bot.i18n.messages import Translatable, render

START = datetime(2027, 3, 24, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "indonesian", "english"),
    [
        (formatting.money(15_000), "Rp15.000", "Rp15,000"),
        (formatting.number(1204), "1.204", "1,204"),
        (formatting.day(START), "Rabu, 24 Maret 2027", "Wednesday, 24 March 2027"),
        (formatting.date(START), "24 Maret 2027", "24 March 2027"),
        (formatting.short_day(START), "24 Maret", "24 March"),
        (formatting.weekday(START), "Rabu", "Wednesday"),
        (formatting.clock(START), "09.00 WIB", "09:00 WIB"),
        (formatting.moment(START), "Rabu, 24 Maret 2027 · 09.00 WIB", "Wednesday, 24 March 2027 · 09:00 WIB"),
        (formatting.hijri(START), "16 Syawal 1448 H", "16 Shawwal 1448 AH"),
        (
            formatting.span(START, START + timedelta(hours=6)),
            "Rabu, 24 Maret 2027 · 09.00–15.00 WIB (16 Syawal 1448 H)",
            "Wednesday, 24 March 2027 · 09:00–15:00 WIB (16 Shawwal 1448 AH)",
        ),
        (
            formatting.span(START, START + timedelta(hours=30)),
            "Rabu, 24 Maret 2027 · 09.00 WIB – Kamis, 25 Maret 2027 · 15.00 WIB (16 Syawal 1448 H)",
            "Wednesday, 24 March 2027 · 09:00 WIB – Thursday, 25 March 2027 · 15:00 WIB (16 Shawwal 1448 AH)",
        ),
        (
            formatting.span(START),
            "Rabu, 24 Maret 2027 · 09.00 WIB (16 Syawal 1448 H)",
            "Wednesday, 24 March 2027 · 09:00 WIB (16 Shawwal 1448 AH)",
        ),
    ],
)
def test_each_language_writes_in_its_own_way(words: Translatable, indonesian: str, english: str) -> None:
    assert render(words, "id") == indonesian
    assert render(words, "en") == english


def test_javanese_writes_as_indonesian_and_says_ahad() -> None:
    sunday = START + timedelta(days=4)
    assert render(formatting.span(sunday), "jv") == "Ahad, 28 Maret 2027 · 09.00 WIB (20 Syawal 1448 H)"
    assert render(formatting.money(15_000), "jv") == "Rp15.000"
    assert render(formatting.duration(4800), "jv") == "1 jam 20 menit"


def test_the_day_is_the_one_in_surabaya() -> None:
    late_in_london = datetime(2027, 3, 24, 20, 0, tzinfo=UTC)
    assert render(formatting.moment(late_in_london), "id") == "Kamis, 25 Maret 2027 · 03.00 WIB"
    assert render(formatting.hijri(late_in_london), "id") == "17 Syawal 1448 H"


def test_a_year_without_a_hijri_date_is_shown_without_it() -> None:
    far = datetime(2090, 1, 1, 9, 0, tzinfo=WIB)
    assert render(formatting.hijri(far), "id") == ""
    assert render(formatting.span(far), "id") == "Minggu, 1 Januari 2090 · 09.00 WIB"


def test_the_months_of_a_hijri_year() -> None:
    days = (datetime(2027, 6, 10, 9, 0, tzinfo=WIB) + timedelta(days=29.5 * month) for month in range(12))
    months = [str(render(formatting.hijri(day), "id")).split()[1] for day in days]
    assert ", ".join(months) == (
        "Muharam, Safar, Rabiulawal, Rabiulakhir, Jumadilawal, Jumadilakhir, "
        "Rajab, Syakban, Ramadan, Syawal, Zulkaidah, Zulhijah"
    )


def test_a_phone_number_is_shown_as_it_is_dialled_at_home() -> None:
    assert formatting.phone("+6281234567890") == "0812-3456-7890"
    assert formatting.phone("+60123456789") == "+60 12-345 6789"


@pytest.mark.parametrize(
    ("done", "total", "bar", "percent"),
    [
        (0, 412, "░░░░░░░░░░", "0%"),
        (251, 412, "▓▓▓▓▓▓░░░░", "61%"),
        (411, 412, "▓▓▓▓▓▓▓▓▓░", "99%"),
        (412, 412, "▓▓▓▓▓▓▓▓▓▓", "100%"),
        (500, 412, "▓▓▓▓▓▓▓▓▓▓", "121%"),
        (0, 0, "▓▓▓▓▓▓▓▓▓▓", "100%"),
    ],
)
def test_how_far_along_something_is(done: int, total: int, bar: str, percent: str) -> None:
    assert formatting.bar(done, total) == bar
    assert formatting.percent(done, total) == percent


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "1 detik"),
        (14.4, "14 detik"),
        (59.6, "1 menit"),
        (61, "1 menit"),
        (300, "5 menit"),
        (3599, "1 jam"),
        (4800, "1 jam 20 menit"),
        (7200, "2 jam"),
    ],
)
def test_how_long_something_takes(seconds: float, shown: str) -> None:
    assert render(formatting.duration(seconds), "id") == shown


def test_english_tells_one_from_many() -> None:
    assert render(formatting.duration(3600 + 120), "en") == "1 hour 2 minutes"


def test_a_bar_has_the_width_that_is_asked_for() -> None:
    assert formatting.bar(1, 2, width=4) == "▓▓░░"
