"""The hours in which no broadcast is sent."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.i18n.formatting import WIB


def next_allowed(now: datetime, quiet_from: str, quiet_to: str) -> datetime:
    """Return `now`, or the end of the quiet hours when `now` lies within them.

    The hours are those of the settings ("20.30", in WIB). They may pass midnight; the same hour twice means no quiet
    hours.
    """
    local = now.astimezone(WIB)
    begin, end = parse_hour(quiet_from), parse_hour(quiet_to)
    if not _between(local.time(), begin, end):
        return now
    today = datetime.combine(local.date(), end, WIB)
    return today if today > local else today + timedelta(days=1)


def _between(at: time, begin: time, end: time) -> bool:
    return begin <= at < end if begin <= end else at >= begin or at < end


def parse_hour(words: str) -> time:
    """Parse an hour of the settings: "20.30". Raises `ValueError`."""
    hour, minute = words.split(".")
    return time(int(hour), int(minute))
