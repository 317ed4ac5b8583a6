"""When, as people say it. It is Saturday, 20 March 2027, ten o'clock in Surabaya."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialog.parsing import date_time
from bot.i18n import formatting
from bot.i18n.formatting import WIB
from bot.i18n.messages import LANGUAGES, render
from tests.dialog.parsing.saying import anything, reads_or_explains, sentence

NOW = datetime(2027, 3, 20, 10, 0, tzinfo=WIB)


def read(text: str) -> datetime:
    return date_time.parse(text, NOW)


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
        "24th March 2027 at 9am",
        "March 24, 2027 at 9 am",
        "Wednesday, 24 March 2027 · 09:00 WIB",
        "dinten Rebo 24 Maret jam 9 enjing",
        "Rebo ngajeng jam 9",
        "٢٤ Maret ٢٠٢٧ ٠٩.٠٠",
    ],
)
def test_one_moment_is_said_in_many_ways(typed: str) -> None:
    assert understood(typed) == "2027-03-24 09:00"


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("besok jam 9", "2027-03-21 09:00"),
        ("besok pagi jam 9", "2027-03-21 09:00"),
        ("tomorrow 9am", "2027-03-21 09:00"),
        ("benjing jam 3 sonten", "2027-03-21 15:00"),
        ("lusa pukul 13.30", "2027-03-22 13:30"),
        ("hari ini jam 4 sore", "2027-03-20 16:00"),
        ("nanti malam jam 7", "2027-03-20 19:00"),
        ("malam ini jam 7", "2027-03-20 19:00"),
        ("besok setengah 9", "2027-03-21 08:30"),
        ("besok jam setengah 1 siang", "2027-03-21 12:30"),
        ("besok jam 12 siang", "2027-03-21 12:00"),
        ("besok 12am", "2027-03-21 00:00"),
        ("besok jam 04.00", "2027-03-21 04:00"),
        ("15 Agt 8 malam", "2027-08-15 20:00"),
    ],
)
def test_days_and_hours_are_counted_from_now(typed: str, when: str) -> None:
    assert understood(typed) == when


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("Senin jam 8", "2027-03-22 08:00"),
        ("Sabtu jam 11", "2027-03-20 11:00"),
        ("Sabtu jam 9", "2027-03-27 09:00"),
        ("Sabtu depan jam 11", "2027-03-27 11:00"),
        ("hari minggu depan jam 9", "2027-03-21 09:00"),
        ("pekan depan hari Minggu jam 9", "2027-03-28 09:00"),
        ("senin minggu depan jam 8", "2027-03-22 08:00"),
    ],
)
def test_a_weekday_is_the_next_one(typed: str, when: str) -> None:
    assert understood(typed) == when


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("20 maret jam 9", "2027-03-20 09:00"),
        ("19 maret jam 9", "2028-03-19 09:00"),
        ("29 feb jam 9", "2028-02-29 09:00"),
        ("20 maret 2020 jam 9", "2020-03-20 09:00"),
    ],
)
def test_a_date_without_its_year_is_the_next_one(typed: str, when: str) -> None:
    assert understood(typed) == when


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("Jum'at 26/3/2027 9.00", "Jumat, 26 Maret 2027"),
        ("Jum’at 26/3/2027 9.00", "Jumat, 26 Maret 2027"),
        ("Ahad 28/3/2027 9.00", "Minggu, 28 Maret 2027"),
        ("1 Nopember 2027 9.00", "Senin, 1 November 2027"),
        ("1 Pebruari 2027 9.00", "Senin, 1 Februari 2027"),
        ("1 Agu 2027 9.00", "Minggu, 1 Agustus 2027"),
        ("1 Mei 2027 9.00", "Sabtu, 1 Mei 2027"),
        ("1 Okt 2027 9.00", "Jumat, 1 Oktober 2027"),
        ("1 Des 2027 9.00", "Rabu, 1 Desember 2027"),
    ],
)
def test_names_of_days_and_months_have_other_spellings(typed: str, day: str) -> None:
    assert render(formatting.day(read(typed)), "id") == day


@pytest.mark.parametrize("typed", ["Rabu 23 Maret 2027 jam 9", "Rabu 23 Maret 2027", "23 Maret jam 9, Rabu"])
def test_a_weekday_that_is_not_the_dates_is_refused(typed: str) -> None:
    assert sentence(read, typed).startswith("23 Maret 2027 adalah hari Selasa, bukan Rabu.")


@pytest.mark.parametrize("typed", ["31 April jam 9", "24/13/2027 9.00", "29 feb 2027 jam 9", "0 maret jam 9"])
def test_a_date_that_is_in_no_calendar_is_refused(typed: str) -> None:
    assert "tidak ada. Periksa lagi tanggal dan bulannya." in sentence(read, typed)


@pytest.mark.parametrize("typed", ["besok jam 25", "besok 24.00", "besok 9.75", "besok 4.75"])
def test_an_hour_that_is_on_no_clock_is_refused(typed: str) -> None:
    assert "bukan jam. Tulis 00.00 sampai 23.59" in sentence(read, typed)


def test_midnight_belongs_to_two_days_and_is_asked_again() -> None:
    assert 'Saya belum paham "12 malam".' in sentence(read, "besok jam 12 malam")


def test_an_hour_of_the_night_or_the_afternoon_is_asked_again() -> None:
    assert sentence(read, "besok jam 4").startswith("Maksudnya pukul 04.00 atau 16.00?")


def test_a_missing_hour_is_asked_for_with_the_day_that_was_understood() -> None:
    assert sentence(read, "besok") == (
        "Pukul berapa? Tambahkan jamnya, misalnya Minggu, 21 Maret 2027 · 09.00 WIB."
    )


@pytest.mark.parametrize("typed", ["jam 9", "minggu depan jam 9", "pekan depan"])
def test_a_missing_day_is_asked_for(typed: str) -> None:
    assert sentence(read, typed).startswith("Hari apa?")


def test_a_year_far_away_is_refused() -> None:
    assert sentence(read, "24 maret 3027 jam 9") == "Tahun 3027 terlalu jauh. Periksa lagi tahunnya."


@pytest.mark.parametrize(
    "typed",
    [
        "kapan-kapan",
        "",
        "besok 24 maret jam 9",
        "besok jam 9 sampai jam 12",
        "besok lusa jam 9",
        "besok jam 9 🙏",
        "x" * 5000,
    ],
)
def test_anything_else_gets_an_example_that_can_be_copied(typed: str) -> None:
    said = sentence(read, typed)
    assert said.endswith("Tulis hari dan jamnya, misalnya besok jam 9 atau Sabtu, 27 Maret 2027 · 09.00 WIB.")
    assert understood("Sabtu, 27 Maret 2027 · 09.00 WIB") == "2027-03-27 09:00"


def test_what_is_understood_is_kept_in_utc() -> None:
    assert read("besok jam 9") == datetime(2027, 3, 21, 2, 0, tzinfo=UTC)
    assert read("besok jam 9").utcoffset() == timedelta(0)


def test_tomorrow_begins_at_midnight_in_surabaya() -> None:
    just_after = datetime(2027, 3, 20, 17, 30, tzinfo=UTC)
    assert date_time.parse("hari ini jam 9", just_after) == datetime(2027, 3, 21, 2, 0, tzinfo=UTC)


def test_only_what_is_still_to_come_can_be_planned() -> None:
    assert date_time.parse_future("hari ini jam 11", NOW) == read("hari ini jam 11")
    said = sentence(lambda text: date_time.parse_future(text, NOW), "hari ini jam 10.00")
    assert said.startswith("Sabtu, 20 Maret 2027 · 10.00 WIB sudah lewat.")


@settings(deadline=None)
@given(st.integers(0, 152 * 365 * 24 * 60), st.sampled_from([*LANGUAGES]))
def test_a_shown_moment_is_read_back_to_the_minute(minutes: int, language: str) -> None:
    when = datetime(1925, 1, 1, tzinfo=WIB) + timedelta(minutes=minutes)
    assert read(render(formatting.moment(when), language)) == when


@settings(deadline=None)
@given(anything)
def test_any_text_is_read_or_explained(text: str) -> None:
    reads_or_explains(read, text)
    reads_or_explains(lambda typed: date_time.parse_future(typed, NOW), text)
