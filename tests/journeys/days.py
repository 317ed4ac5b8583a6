"""Days that are still to come, as people say them and as the bot shows them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.i18n import formatting
from bot.i18n.formatting import WIB
from bot.i18n.messages import Translatable, render

AHEAD = timedelta(days=60)
_WEDNESDAY = 2


def wednesday() -> datetime:
    """Nine o'clock on a Wednesday some weeks from now."""
    day = datetime.now(UTC).astimezone(WIB) + AHEAD
    day += timedelta(days=(_WEDNESDAY - day.weekday()) % 7)
    return day.replace(hour=9, minute=0, second=0, microsecond=0)


def said(words: Translatable) -> str:
    """What the bot shows in Indonesian."""
    return str(render(words, "id"))


def numbers(day: datetime | date) -> str:
    """A date without its weekday: 24/3/2027."""
    return f"{day.day}/{day.month}/{day.year}"


def on(day: datetime) -> str:
    """ "Rabu, 24 Maret 2027"."""
    return said(formatting.day(day))
