"""How fast messages may go out."""

from __future__ import annotations

from heapq import heappop, heappush

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import Limits
from bot.channels.telegram.limits import is_group
from bot.delivery import rate_limit
from bot.delivery.rate_limit import JITTER_SECONDS, ChannelRateLimit, ChatRateLimits
from bot.runtime.token_bucket import TokenBucket


def test_one_after_the_other_at_the_rate() -> None:
    ten_a_second = TokenBucket(10)
    ten_a_second.spend(5.0)
    assert ten_a_second.wait(5.0) == pytest.approx(0.1)
    assert ten_a_second.wait(5.1) == pytest.approx(0)


def test_after_a_rest_as_many_at_once_as_the_burst() -> None:
    chatty = TokenBucket(1, burst=3)
    for _message in range(3):
        assert chatty.wait(100.0) == 0
        chatty.spend(100.0)
    assert chatty.wait(100.0) == pytest.approx(1)


def test_a_pause_stops_the_burst_too() -> None:
    chatty = TokenBucket(1, burst=3)
    chatty.pause(107.0)
    assert chatty.wait(100.0) == pytest.approx(7)


def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    channel = TokenBucket(30)
    channel.pause(110.0)
    channel.pause(101.0)
    assert channel.wait(100.0) == pytest.approx(10)


@given(
    st.integers(1, 50),
    st.integers(1, 10),
    st.lists(st.floats(0, 2, allow_nan=False), min_size=1, max_size=80),
)
def test_no_second_has_more_than_the_rate_and_the_burst(rate: int, burst: int, gaps: list[float]) -> None:
    limit, now, gone = TokenBucket(rate, burst), 0.0, list[float]()
    for gap in gaps:
        now += gap
        now += limit.wait(now)
        limit.spend(now)
        gone.append(now)
    for start in gone:
        assert sum(start <= when < start + 1 for when in gone) <= rate + burst


def test_each_chat_has_its_own_pace() -> None:
    chats = ChatRateLimits(Limits(30, 1, chat_burst=1))
    chats.of("ahmad", 100.0).spend(100.0)
    assert chats.of("ahmad", 100.0).wait(100.0) == pytest.approx(1)
    assert chats.of("budi", 100.0).wait(100.0) == 0


def test_only_chats_at_rest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "MAX_CHATS", 2)
    chats = ChatRateLimits(Limits(30, 1, chat_burst=1))
    chats.of("old", 100.0).spend(100.0)
    chats.of("new", 150.0).spend(150.0)
    chats.of("third", 150.5)
    assert chats.by_chat.keys() == {"new", "third"}
    assert chats.of("new", 150.5).wait(150.5) == pytest.approx(0.5)


def test_chats_that_are_all_busy_are_not_remembered_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "MAX_CHATS", 10)
    chats = ChatRateLimits(Limits(30, 1, chat_burst=1))
    for number in range(1_000):
        chats.of(str(number), 100.0).spend(100.0)
        assert len(chats.by_chat) <= 10
    chats.of("999", 100.0).pause(200.0)
    for number in range(1_000, 1_050):
        chats.of(str(number), 100.0).spend(100.0)
    assert chats.of("999", 100.0).wait(100.0) > 50


# The bot's own pace


@given(
    st.sampled_from([1, 2, 10, 30, 1000]),
    st.lists(st.floats(0, 0.2, allow_nan=False), min_size=1, max_size=120),
    st.lists(st.floats(0, JITTER_SECONDS, allow_nan=False), min_size=120, max_size=120),
    st.sets(st.integers(0, 119), max_size=3),
)
def test_no_second_has_more_than_the_limit_also_where_messages_arrive(
    rate: int, gaps: list[float], delays: list[float], floods: set[int]
) -> None:
    """Whether they wait for nothing or come late, are held up on their way, and floods slow them down."""
    limit, now, arrived = ChannelRateLimit(rate), 100.0, list[float]()
    for place, gap in enumerate(gaps):
        now += gap / rate
        now += limit.wait(now)
        limit.spend(now)
        limit.arrived(now, now)
        arrived.append(now + delays[place])
        if place in floods:
            limit.slow(now, now + 1)
            limit.pause(now + 1)
    arrived.sort()
    for first, one_too_many in zip(arrived, arrived[rate:], strict=False):
        assert one_too_many - first >= 1 - 1e-9


@given(st.lists(st.floats(0, 0.3, allow_nan=False), min_size=60, max_size=200))
def test_no_second_has_more_than_the_limit_however_long_messages_are_held_up(delays: list[float]) -> None:
    """Each takes the usual way, 20 ms there and 20 ms back, and is held up before it arrives."""
    limit, now = ChannelRateLimit(10), 100.0
    arrived: list[float] = []
    answers: list[tuple[float, float]] = []
    limit.spend(now - 60)
    limit.arrived(now - 60, now - 60 + 0.04)
    for delay in delays:
        while (wait := limit.wait(now)) or (answers and answers[0][0] <= now):
            now = min(now + wait, answers[0][0]) if answers else now + wait
            if answers and answers[0][0] <= now:
                done, sent = heappop(answers)
                limit.arrived(sent, done)
                limit._quickest = 0.04  # the usual way is known
        limit.spend(now)
        arrived.append(now + 0.02 + delay)
        heappush(answers, (now + 0.04 + delay, now))
    arrived.sort()
    assert all(eleventh - first >= 1 - 1e-6 for first, eleventh in zip(arrived, arrived[10:], strict=False))


def test_messages_that_go_a_little_late_cost_nothing() -> None:
    limit, now = ChannelRateLimit(30), 100.0
    for _message in range(600):
        now += limit.wait(now) + 0.004
        limit.spend(now)
        limit.arrived(now, now)
    assert 600 / (now - 100) >= 0.97 * 30


def test_a_flood_lowers_the_pace_once_for_all_that_were_under_way_and_it_recovers_slowly() -> None:
    limit = ChannelRateLimit(30)
    for _message in range(5):
        limit.slow(100.0, 107.0)
    assert limit.rate(107.0) == pytest.approx(24)
    assert limit.rate(117.0) == pytest.approx(27)
    assert limit.rate(200.0) == 30
    for second in range(50):
        limit.slow(300.0 + second, 300.0 + second)
    assert limit.rate(349.0) == pytest.approx(1, abs=0.5)
    assert limit.rate(349.0) >= 1


def test_a_group_gets_no_more_in_any_minute_than_its_limit() -> None:
    rate_limit, now, gone = (
        ChatRateLimits(Limits(30, 1, is_group=is_group)).of("-100", 0.0),
        0.0,
        list[float](),
    )
    for _message in range(100):
        now += rate_limit.wait(now)
        rate_limit.spend(now)
        gone.append(now)
    assert all(one_too_many - first >= 60 for first, one_too_many in zip(gone, gone[20:], strict=False))
    assert gone[2] == 0
    assert gone[99] < 60 * 6
