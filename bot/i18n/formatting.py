"""Values as each language writes them: money, numbers, moments in WIB, progress."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone

import phonenumbers
from babel.dates import format_date
from hijridate import Gregorian

from bot.i18n.messages import Localized, TextLike, Translatable, _n, group_digits, join

WIB = timezone(timedelta(hours=7), "WIB")
"""East Java's time; it has no summer time."""


def start_of_day(when: datetime) -> datetime:
    """Return the beginning of the day of `when`, in WIB."""
    return datetime.combine(_wib(when).date(), time(), WIB)


_HIJRI_MONTHS = (
    "Muharam",
    "Safar",
    "Rabiulawal",
    "Rabiulakhir",
    "Jumadilawal",
    "Jumadilakhir",
    "Rajab",
    "Syakban",
    "Ramadan",
    "Syawal",
    "Zulkaidah",
    "Zulhijah",
)


def money(amount: int) -> Translatable:
    """Format rupiah: 15000 → "Rp15.000"."""
    return join(["Rp", number(amount)], "")


def number(amount: int) -> Translatable:
    """Format a whole number: 1204 → "1.204"."""
    return Localized(lambda language: group_digits(amount, language))


def day(when: datetime) -> Translatable:
    """Format the day: "Rabu, 24 Maret 2027"."""
    return _dated(when, "EEEE, d MMMM y")


def date(when: datetime) -> Translatable:
    """Format the date without the weekday: "24 Maret 2027"."""
    return _dated(when, "d MMMM y")


def short_day(when: datetime) -> Translatable:
    """Format the day and the month: "24 Maret"."""
    return _dated(when, "d MMMM")


def weekday(when: datetime) -> Translatable:
    """Format the weekday: "Rabu"."""
    return _dated(when, "EEEE")


def clock(when: datetime) -> Translatable:
    """Format the time of day with its zone: "09.00 WIB"."""
    return join([_hour(when), " WIB"], "")


def hour(clock: time) -> Translatable:
    """Format a time of day: "09.00"."""
    return Localized(lambda language: f"{clock:%H:%M}" if language == "en" else f"{clock:%H.%M}")


def moment(when: datetime) -> Translatable:
    """Format the day and the time: "Rabu, 24 Maret 2027 · 09.00 WIB"."""
    return join([day(when), clock(when)], " · ")


def hijri(when: datetime) -> Translatable:
    """Format the day in the Umm al-Qura calendar: "16 Syawal 1448 H"; empty before 1924 and after 2077."""
    return Localized(lambda language: _hijri(when, language))


def span(start: datetime, end: datetime | None = None) -> Translatable:
    """Format a period: "Rabu, 24 Maret 2027 · 09.00–15.00 WIB (16 Syawal 1448 H)".

    The day of the end is added where it is another one.
    """
    brackets = Localized(lambda language: f" ({muslim})" if (muslim := _hijri(start, language)) else "")
    return join([_from_to(start, end), brackets], "")


def duration(seconds: float) -> Translatable:
    """Format a duration: "14 detik", "5 menit", "1 jam 20 menit"."""
    if seconds < 59.5:
        n = max(1, round(seconds))
        return _n("{n} detik", "{n} detik", n)
    hours, minutes = divmod(round(seconds / 60), 60)
    parts: list[TextLike] = [
        _n("{n} jam", "{n} jam", hours) if hours else "",
        _n("{n} menit", "{n} menit", minutes) if minutes else "",
    ]
    return join(parts, " ")


def phone(e164: str) -> str:
    """Format a number given as E.164: "+6281234567890" → "0812-3456-7890"; foreign numbers keep their country code."""
    parsed = phonenumbers.parse(e164)
    home = phonenumbers.region_code_for_country_code(parsed.country_code or 0) == "ID"
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, form.NATIONAL if home else form.INTERNATIONAL)


def bar(done: int, total: int, width: int = 10) -> str:
    """Draw a progress bar, "▓▓▓▓▓▓░░░░", which is full only when all is done."""
    full = width if done >= total else min(width - 1, round(width * done / total))
    return "▓" * full + "░" * (width - full)


def percent(done: int, total: int) -> str:
    """Format a share: "61%". It is 100% only when all is done, and more when `done` is more than `total`."""
    if done < total:
        return f"{min(99, round(100 * done / total))}%"
    return f"{100 * done // total if total else 100}%"


def _from_to(start: datetime, end: datetime | None) -> Translatable:
    if end is None:
        return moment(start)
    if _wib(start).date() == _wib(end).date():
        return join([day(start), " · ", _hour(start), "–", clock(end)], "")
    return join([moment(start), moment(end)], " – ")


def _dated(when: datetime, pattern: str) -> Translatable:
    local = _wib(when).date()
    return Localized(lambda language: format_date(local, pattern, locale=language))


def _hour(when: datetime) -> Translatable:
    return hour(_wib(when).time())


def _hijri(when: datetime, language: str) -> str:
    try:
        muslim = Gregorian.fromdate(_wib(when).date()).to_hijri()
    except OverflowError:
        return ""
    if language == "en":
        return f"{muslim.day} {muslim.month_name('en')} {muslim.year} AH"
    return f"{muslim.day} {_HIJRI_MONTHS[muslim.month - 1]} {muslim.year} H"


def _wib(when: datetime) -> datetime:
    return when.astimezone(WIB)
