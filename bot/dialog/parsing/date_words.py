"""The parts of a written moment, in Indonesian, English and Javanese."""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_LENGTH = 100
"""Characters; longer texts are not parsed."""

Found = dict[str, re.Match[str]]
"""Matches by kind of part (`_KINDS`)."""


def _numbered(*names: str, first: int = 0) -> dict[str, int]:
    return {name: number for number, same in enumerate(names, first) for name in same.split()}


MONTHS = _numbered(
    "januari january jan",
    "februari pebruari february feb peb",
    "maret march mar mrt",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agu agt ags agust aug",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
    first=1,
)
WEEKDAYS = _numbered(
    "senin senen sen monday mon",
    "selasa slasa sel tuesday tue",
    "rabu rebo rab wednesday wed",
    "kamis kemis kam thursday thu",
    "jumat jum'at jemuah jum friday fri",
    "sabtu setu sab saturday sat",
    "minggu ahad ngahad sunday sun",
)
DAYS = {
    "hari ini": 0,
    "today": 0,
    "besok": 1,
    "bsk": 1,
    "esok": 1,
    "tomorrow": 1,
    "benjing": 1,
    "mbenjing": 1,
    "sesuk": 1,
    "lusa": 2,
    "day after tomorrow": 2,
}


def _hours(*of_the_day: int) -> dict[int, int]:
    """Map each hour of the day from its 24-hour and its 12-hour number: 19 and 7 → 19."""
    return {said: hour for hour in of_the_day for said in (hour, (hour - 1) % 12 + 1)}


_MORNING = {hour: hour for hour in range(12)}
_AFTERNOON, _EVENING = _hours(*range(12, 19)), _hours(*range(18, 24))
PERIODS = {
    "pagi": _MORNING,
    "morning": _MORNING,
    "enjing": _MORNING,
    "siang": _hours(10, 11, 12, 13, 14, 15),
    "sore": _AFTERNOON,
    "afternoon": _AFTERNOON,
    "sonten": _AFTERNOON,
    "malam": _EVENING,
    "evening": _EVENING,
    "dalu": _EVENING,
    "am": _hours(*range(12)),
    "pm": _hours(*range(12, 24)),
}
"""Hours of the day by part of the day and by the number that was written."""


def _any(names: Iterable[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_AT = r"(?:(?:jam|pukul|pkl\.?|jm|at)\s*)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_HOUR = r"(?P<hour>\d{1,2})(?!\d)"
_MONTH = rf"(?P<month>{_any(MONTHS)})\b\.?"
_KINDS = {
    kind: re.compile(pattern)
    for kind, pattern in {
        "iso": r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:t(?=\d)|(?!\d))",
        "numeric": r"(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4}|\d\d)(?!\d)",
        "short": r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/])",
        "written": rf"{_DAY}[\s-]*{_MONTH}(?:[\s,-]*(?P<year>\d{{4}})(?!\d))?",
        "american": rf"{_MONTH}\s*{_DAY}(?![\d.:])(?:[\s,]*(?P<year>\d{{4}})(?!\d))?",
        "relative": rf"(?P<name>{_any(DAYS)})\b",
        "ahead": r"(?P<days>\d{1,3}) hari lagi\b",
        "week": r"(?:pekan|minggu) (?:depan|ngajeng)\b|next week\b",
        "weekday": rf"(?:hari )?(?P<name>{_any(WEEKDAYS)})\b",
        "next": r"(?:depan|next|ngajeng)\b",
        "this": r"(?:ini|nanti|this)\b",
        "clock": rf"{_AT}?{_HOUR}[.:](?P<minute>\d\d)(?!\d)(?:[.:]00(?!\d))?",
        "half": rf"{_AT}?setengah {_HOUR}",
        "full": rf"{_AT}{_HOUR}|(?P<bare>\d{{1,2}})(?=\s*(?:{_any(PERIODS)})\b)",
        "period": rf"(?P<name>{_any(PERIODS)})\b",
        "filler": r"(?:wib|tgl\.?|tanggal|hari|pada|sampai|hingga|s\.?d\.?|on|the|until|dinten|dumugi)\b|[\s,.;·]+",
    }.items()
}
_REPEATED = {"this", "filler"}


def find(text: str) -> Found | None:
    """Return the parts of a folded text; None where there is something else in it, or a kind of part twice."""
    if len(text) > MAX_LENGTH:
        return None
    found: Found = {}
    at = 0
    while at < len(text):
        kind, match = _next(text, at)
        if match is None or (kind in found and kind not in _REPEATED):
            return None
        found[kind] = match
        at = match.end()
    return found


def _next(text: str, at: int) -> tuple[str, re.Match[str] | None]:
    for kind, pattern in _KINDS.items():
        if match := pattern.match(text, at):
            return kind, match
    return "", None
