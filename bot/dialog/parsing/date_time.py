"""Moments as people write them, in WIB: besok jam 9, Rabu 24 Maret 2027 09.00, 24/3/2027 jam 4 sore."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from bot.dialog.parsing.date_words import DAYS, MONTHS, PERIODS, WEEKDAYS, Found, find
from bot.dialog.parsing.errors import ParseError, not_understood
from bot.dialog.parsing.text import fold
from bot.i18n import formatting
from bot.i18n.formatting import WIB
from bot.i18n.messages import _

YEARS = range(1925, 2077)
"""Years whose days have a Hijri date."""
_NINE = time(9)
_DATES = ("iso", "numeric", "short", "written", "american")
_CLOCKS = ("clock", "half", "full")
_HOUR_ALONE = {*_CLOCKS, "period", "filler"}


def parse(text: str, now: datetime, after: datetime | None = None) -> datetime:
    """Return the moment in UTC, which may lie in the past. `now` (aware) is the time of the message.

    A date without a year is the next such date, a weekday the next such day. With `after`, the beginning of what ends
    at this moment, an hour alone is on the day of `after`. Raises `ParseError`, also for a weekday that is not that of
    its date.
    """
    local = now.astimezone(WIB)
    found = find(fold(text))
    hours = [found[kind] for kind in _CLOCKS if kind in found] if found else []
    if not found or len(hours) > 1:
        raise _confused(text, local)
    start = after.astimezone(WIB) if after and found.keys() <= _HOUR_ALONE else None
    clock = _clock(hours[0], found, start) if hours else None
    day = start.date() if start else _day(text, found, local, clock or time.max)
    if clock is None:
        raise ParseError(
            _(
                "Pukul berapa? Tambahkan jamnya, misalnya {example}.",
                example=formatting.moment(_at(day, _NINE)),
            )
        )
    return _at(day, clock).astimezone(UTC)


def parse_future(text: str, now: datetime, after: datetime | None = None) -> datetime:
    """Parse a moment later than `now`, as `parse` does. Raises `ParseError`."""
    moment = parse(text, now, after)
    if moment <= now:
        raise ParseError(
            _("{moment} sudah lewat. Tulis waktu yang akan datang.", moment=formatting.moment(moment))
        )
    return moment


def _day(text: str, found: Found, local: datetime, clock: time) -> date:
    today = local.date()
    days = {_date(found[kind], today) for kind in _DATES if kind in found} | _relative(found, today)
    weekday = WEEKDAYS[found["weekday"]["name"]] if "weekday" in found else None
    if not days and weekday is not None:
        days = {_coming(weekday, found, local, clock)}
    if not days:
        raise _no_day(found)
    if len(days) > 1:
        raise _confused(text, local)
    (day,) = days
    if day.year not in YEARS:
        raise ParseError(_("Tahun {year} terlalu jauh. Periksa lagi tahunnya.", year=str(day.year)))
    if weekday is not None and day.weekday() != weekday:
        raise _contradiction(day, weekday)
    return day


def _date(match: re.Match[str], today: date) -> date:
    """Return the written date; without a year the next such date. Raises `ParseError`."""
    number, month, year = int(match["day"]), match["month"], match.groupdict().get("year")
    month_number = MONTHS.get(month) or int(month)
    years = range(today.year, today.year + 9) if year is None else [int(year) + 2000 * (len(year) == 2)]
    for candidate in years:
        try:
            day = date(candidate, month_number, number)
        except ValueError:
            continue
        if year is not None or day >= today:
            return day
    raise ParseError(
        _('Tanggal "{text}" tidak ada. Periksa lagi tanggal dan bulannya.', text=match[0].strip())
    )


def _relative(found: Found, today: date) -> set[date]:
    """Return the days that are counted from today."""
    counts = set()
    if "relative" in found:
        counts.add(DAYS[found["relative"]["name"]])
    if "ahead" in found:
        counts.add(int(found["ahead"]["days"]))
    if "this" in found and not found.keys() & {*_DATES, "weekday", "relative", "ahead"}:
        counts.add(0)
    return {today + timedelta(days=count) for count in counts}


def _coming(weekday: int, found: Found, local: datetime, clock: time) -> date:
    """Return the next such weekday: today only if the hour is still to come and there is no "depan"."""
    today = local.date()
    if "week" in found:
        return today + timedelta(days=7 - today.weekday() + weekday)
    ahead = (weekday - today.weekday()) % 7
    if ahead == 0 and ("next" in found or _at(today, clock) <= local):
        ahead = 7
    return today + timedelta(days=ahead)


def _clock(match: re.Match[str], found: Found, start: datetime | None) -> time:
    parts = match.groupdict()
    said = parts.get("hour") or parts["bare"]
    hour, minute = int(said), int(parts.get("minute") or 0)
    if "half" in found:
        hour, minute = (hour - 1) or 12, 30
    if "period" in found:
        hour = _of_the_day(hour, found["period"]["name"])
    elif "clock" not in found and not said.startswith("0"):
        hour = _more_likely(hour, minute, start)
    try:
        return time(hour, minute)
    except ValueError:
        raise ParseError(
            _('"{text}" bukan jam. Tulis 00.00 sampai 23.59, misalnya 13.30.', text=match[0].strip())
        ) from None


def _of_the_day(hour: int, period: str) -> int:
    if hour not in PERIODS[period]:
        raise ParseError(
            _(
                'Saya belum paham "{text}". Tulis jamnya dari 00.00 sampai 23.59, misalnya 13.30.',
                text=f"{hour} {period}",
            )
        )
    return PERIODS[period][hour]


def _more_likely(hour: int, minute: int, start: datetime | None) -> int:
    """Return the hour of the day for "jam 3"; after a start at 09.00 it is 15. Raises `ParseError`."""
    if start:
        return hour + 12 if hour < 12 and (hour, minute) <= (start.hour, start.minute) else hour
    if 1 <= hour <= 5 and minute < 60:
        raise _morning_or_afternoon(hour, minute)
    return hour


def _morning_or_afternoon(hour: int, minute: int) -> ParseError:
    early, late = (formatting.hour(time(of_the_day, minute)) for of_the_day in (hour, hour + 12))
    return ParseError(
        _("Maksudnya pukul {early} atau {late}? Tulis lagi hari dan jamnya.", early=early, late=late)
    )


def _no_day(found: Found) -> ParseError:
    if "week" in found:
        return ParseError(_("Hari apa? Tulis misalnya hari Minggu jam 9, atau Senin pekan depan jam 9."))
    return ParseError(_("Hari apa? Tambahkan harinya, misalnya besok jam 9."))


def _contradiction(day: date, weekday: int) -> ParseError:
    meant, said = _at(day, _NINE), _at(day + timedelta(days=weekday - day.weekday()), _NINE)
    return ParseError(
        _(
            "{date} adalah hari {right}, bukan {wrong}. Tulis lagi hari dan tanggalnya.",
            date=formatting.date(meant),
            right=formatting.weekday(meant),
            wrong=formatting.weekday(said),
        )
    )


def _confused(text: str, local: datetime) -> ParseError:
    example = formatting.moment(_at(local.date() + timedelta(days=7), _NINE))
    return not_understood(
        text, _("Tulis hari dan jamnya, misalnya besok jam 9 atau {example}.", example=example)
    )


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, WIB)
