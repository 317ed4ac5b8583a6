"""The hours in which nobody is disturbed."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.i18n.formatting import WIB


def next_allowed(now: datetime, quiet_from: str, quiet_to: str) -> datetime:
    """`now`, or the end of the quiet hours where it lies in them.

    They are given as the settings have them, "20.30", in WIB, and may go past midnight; the same hour twice is none.
    """
    local = now.astimezone(WIB)
    begin, end = hour_of(quiet_from), hour_of(quiet_to)
    if not _between(local.time(), begin, end):
        return now
    today = datetime.combine(local.date(), end, WIB)
    return today if today > local else today + timedelta(days=1)


def _between(at: time, begin: time, end: time) -> bool:
    return begin <= at < end if begin <= end else at >= begin or at < end


def hour_of(words: str) -> time:
    """ "20.30", as the settings have it."""
    hour, minute = words.split(".")
    return time(int(hour), int(minute))
