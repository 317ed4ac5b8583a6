"""Quiet hours: until when a broadcast waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialog.quiet_hours import next_allowed
from bot.i18n.formatting import WIB

HOURS = st.builds("{:02}.{:02}".format, st.integers(0, 23), st.integers(0, 59))


def wib(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=WIB)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (wib(12), wib(12)),
        (wib(20, 29), wib(20, 29)),
        (wib(20, 30), wib(5, day=25)),
        (wib(23, 59), wib(5, day=25)),
        (wib(0), wib(5)),
        (wib(4, 59), wib(5)),
        (wib(5), wib(5)),
    ],
)
def test_a_broadcast_of_the_night_waits_for_the_morning(now: datetime, then: datetime) -> None:
    assert next_allowed(now.astimezone(UTC), "20.30", "05.00") == then


def test_quiet_hours_may_lie_within_a_day() -> None:
    assert next_allowed(wib(12, 15), "11.30", "13.00") == wib(13)
    assert next_allowed(wib(13), "11.30", "13.00") == wib(13)


def test_the_same_hour_twice_is_no_quiet_time() -> None:
    assert next_allowed(wib(5), "05.00", "05.00") == wib(5)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)), HOURS, HOURS)  # noqa: DTZ001
def test_when_the_wait_is_over_it_is_not_quiet(now: datetime, begin: str, end: str) -> None:
    then = next_allowed(now, begin, end)
    assert now <= then < now + timedelta(days=1)
    assert next_allowed(then, begin, end) == then
