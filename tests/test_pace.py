"""How fast messages may go out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import pace
from bot.pace import ChatPaces, Pace


def test_one_after_the_other_at_the_rate() -> None:
    ten_a_second = Pace(10)
    ten_a_second.spend(5.0)
    assert ten_a_second.wait(5.0) == pytest.approx(0.1)
    assert ten_a_second.wait(5.1) == pytest.approx(0)


def test_after_a_rest_as_many_at_once_as_the_burst() -> None:
    chatty = Pace(1, burst=3)
    for _message in range(3):
        assert chatty.wait(100.0) == 0
        chatty.spend(100.0)
    assert chatty.wait(100.0) == pytest.approx(1)


def test_a_pause_stops_the_burst_too() -> None:
    chatty = Pace(1, burst=3)
    chatty.pause(107.0)
    assert chatty.wait(100.0) == pytest.approx(7)


def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    channel = Pace(30)
    channel.pause(110.0)
    channel.pause(101.0)
    assert channel.wait(100.0) == pytest.approx(10)


@given(
    st.integers(1, 50),
    st.integers(1, 10),
    st.lists(st.floats(0, 2, allow_nan=False), min_size=1, max_size=80),
)
def test_no_second_has_more_than_the_rate_and_the_burst(rate: int, burst: int, gaps: list[float]) -> None:
    paced, now, gone = Pace(rate, burst), 0.0, list[float]()
    for gap in gaps:
        now += gap
        now += paced.wait(now)
        paced.spend(now)
        gone.append(now)
    for start in gone:
        assert sum(start <= when < start + 1 for when in gone) <= rate + burst


def test_each_chat_has_its_own_pace() -> None:
    chats = ChatPaces(rate=1, burst=1)
    chats.of("ahmad", 100.0).spend(100.0)
    assert chats.of("ahmad", 100.0).wait(100.0) == pytest.approx(1)
    assert chats.of("budi", 100.0).wait(100.0) == 0


def test_only_chats_at_rest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "MOST_CHATS", 2)
    chats = ChatPaces(rate=1, burst=1)
    chats.of("old", 100.0).spend(100.0)
    chats.of("new", 150.0).spend(150.0)
    chats.of("third", 150.5)
    assert chats.paces.keys() == {"new", "third"}
    assert chats.of("new", 150.5).wait(150.5) == pytest.approx(0.5)
