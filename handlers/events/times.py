"""Times of an event: not at the Friday prayer, not for more than a week, its end after its beginning."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.dialog.parsing.errors import ParseError
from bot.i18n import formatting
from bot.i18n.formatting import WIB
from bot.i18n.messages import _

MAX_LENGTH = timedelta(days=7)
_FRIDAY = 4
_PRAYER = time(11, 30), time(13, 0)
_MINUTE = timedelta(minutes=1)


def check_start(start: datetime) -> None:
    """Check when an event begins. Raises `ParseError`."""
    _spare_the_prayer(start, start + _MINUTE)


def check_end(start: datetime, end: datetime) -> None:
    """Check when an event ends: the hours of one day may not touch the prayer; of a longer event, which has its breaks,
    only the ends.

    Raises `ParseError`.
    """
    if end <= start:
        words = _(
            "Selesainya harus sesudah mulai ({start}). Kalau sampai lewat tengah malam, tulis juga harinya.",
            start=formatting.moment(start),
        )
        raise ParseError(words)
    if end - start > MAX_LENGTH:
        raise ParseError(_("Terlalu lama. Satu acara paling lama {n} hari, ya, Kak.", n=MAX_LENGTH.days))
    one_day = start.astimezone(WIB).date() == end.astimezone(WIB).date()
    _spare_the_prayer(start if one_day else end - _MINUTE, end)


def check_deadline(start: datetime, answer_before: datetime) -> None:
    """Check until when an event can be answered. Raises `ParseError`."""
    if answer_before > start:
        words = _(
            "Batas menjawab tidak boleh sesudah acara dimulai ({start}).",
            start=formatting.moment(start),
        )
        raise ParseError(words)


def _spare_the_prayer(start: datetime, end: datetime) -> None:
    day = start.astimezone(WIB).date()
    begins, ends = (datetime.combine(day, hour, WIB) for hour in _PRAYER)
    if day.weekday() == _FRIDAY and start < ends and end > begins:
        raise ParseError(
            _("Jumat pukul 11.30–13.00 WIB adalah waktu salat Jumat. Pilih jam di luar itu, ya, Kak.")
        )
