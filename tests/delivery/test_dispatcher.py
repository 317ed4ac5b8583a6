"""The way out through one channel: the order, the pace, and what becomes of each message."""

from __future__ import annotations

from math import inf

import pytest

from bot.channels.base import Limits
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import (
    MAX_ALONE,
    Gone,
    Later,
    Priority,
    Refused,
    SendResult,
    Unavailable,
    Unknown,
)
from bot.queue.outbox import ClaimedMessage
from models.db.database import UnreachableError
from models.queue.outbox import OutboxState
from tests.delivery.road import BROADCAST, NOTICE, ONE_AT_A_TIME, REPLY, Road, limited


@limited(ONE_AT_A_TIME)
async def test_a_reply_goes_before_a_notice_and_a_notice_before_a_broadcast(road: Road) -> None:
    road.gets("siaran 1", "siaran 2", priority=BROADCAST)
    road.gets("kabar", priority=NOTICE)
    road.gets("jawaban")
    assert await road.waits() == ["jawaban", "kabar", "siaran 1", "siaran 2"]


@limited(ONE_AT_A_TIME)
async def test_what_is_not_written_down_yet_counts_as_under_way(road: Road) -> None:
    road.records = False
    road.gets("a", "b")
    assert await road.waits() == ["a"]
    road.dispatcher.recorded(1)
    assert await road.waits() == ["a", "b"]


@limited(ONE_AT_A_TIME)
async def test_when_one_has_ended_the_next_begins(road: Road) -> None:
    road.channel.open.clear()
    road.gets("a", "b", "c")
    assert await road.waits() == ["a"]
    road.channel.open.set()
    assert await road.waits() == ["a", "b", "c"]
    assert road.dispatcher.load == 0


async def test_a_chat_gets_one_at_a_time_in_order_while_others_go_on(road: Road) -> None:
    road.channel.open.clear()
    road.gets("1", "2", "3", chat="ahmad")
    road.gets("lain")
    assert await road.waits() == ["1", "lain"]
    road.channel.open.set()
    assert await road.waits() == ["1", "lain", "2", "3"]


@limited(Limits(10, inf))
async def test_the_channel_keeps_its_pace(road: Road) -> None:
    road.gets("a", "b", "c")
    assert await road.waits() == ["a"]
    assert await road.waits(0.05) == ["a"]
    assert await road.waits(0.06) == ["a", "b"]
    assert await road.waits(0.1) == ["a", "b", "c"]


@limited(Limits(inf, chat_messages_per_second=1, chat_burst=2))
async def test_a_chat_keeps_its_pace_and_does_not_hold_up_others(road: Road) -> None:
    road.gets("1", "2", "3", "4", chat="ahmad")
    road.gets("lain")
    assert await road.waits() == ["1", "lain", "2"]
    assert await road.waits(1) == ["1", "lain", "2", "3"]
    assert await road.waits(1) == ["1", "lain", "2", "3", "4"]


@limited(Limits(inf, chat_messages_per_second=1, chat_burst=1))
async def test_a_reply_overtakes_a_broadcast_that_waits_for_the_pace_of_its_chat(road: Road) -> None:
    road.gets("siaran 1", "siaran 2", chat="ahmad", priority=BROADCAST)
    assert await road.waits() == ["siaran 1"]
    road.gets("jawaban", chat="ahmad")
    assert await road.waits(0.5) == ["siaran 1"]
    assert await road.waits(0.6) == ["siaran 1", "jawaban"]
    assert await road.waits(1) == ["siaran 1", "jawaban", "siaran 2"]


async def test_too_many_requests_pause_the_whole_channel_for_as_long_as_it_says(road: Road) -> None:
    road.channel.answers["a"] = [Later(7)]
    road.gets("a")
    assert await road.waits() == ["a"]
    road.gets("b")
    assert await road.waits(6.9) == ["a"]
    assert await road.waits(0.2) == ["a", "a", "b"]
    assert road.ended == {"a": (OutboxState.SENT, ""), "b": (OutboxState.SENT, "")}


async def test_a_pause_of_one_chat_pauses_no_other(road: Road) -> None:
    road.channel.answers["a"] = [Later(7, whole_channel=False)]
    road.gets("a", "b", chat="ahmad")
    assert await road.waits() == ["a"]
    road.gets("lain")
    assert await road.waits(1) == ["a", "lain"]
    assert await road.waits(7) == ["a", "lain", "a", "b"]


@pytest.mark.parametrize(
    ("outcome", "end"),
    [
        (Gone(), (OutboxState.GONE, "")),
        (Refused("message is too long"), (OutboxState.FAILED, "message is too long")),
        (RuntimeError("boom"), (OutboxState.FAILED, "RuntimeError")),
    ],
)
async def test_what_will_never_arrive_is_not_tried_again(
    road: Road, outcome: SendResult | Exception, end: tuple[OutboxState, str]
) -> None:
    road.channel.answers["a"] = [outcome]
    road.gets("a", "b", chat="ahmad")
    assert await road.waits(60) == ["a", "b"]
    assert road.ended == {"a": end, "b": (OutboxState.SENT, "")}


@pytest.mark.parametrize("priority", [REPLY, NOTICE])
async def test_a_reply_whose_answer_was_lost_is_sent_once_more(road: Road, priority: Priority) -> None:
    road.channel.answers["a"] = [Unknown("timed out")]
    road.gets("a", priority=priority)
    assert await road.waits() == ["a"]
    assert await road.waits(0.4) == ["a"]
    assert await road.waits(0.2) == ["a", "a"]
    assert road.ended == {"a": (OutboxState.SENT, "")}


async def test_a_reply_that_may_have_arrived_twice_is_not_sent_again(road: Road) -> None:
    road.channel.answers["a"] = [Unknown("connection lost")] * 3
    road.gets("a", "b", chat="ahmad")
    for _moment in range(5):
        await road.waits(61)
    assert road.channel.sent == ["a", "a", "b"]
    assert road.ended == {"a": (OutboxState.UNKNOWN, "connection lost"), "b": (OutboxState.SENT, "")}


async def test_what_may_have_arrived_before_a_stop_counts_after_it(road: Road) -> None:
    road.channel.answers["a"] = [Unknown("connection lost")]
    road.dispatcher.add([ClaimedMessage(1, "test", "ahmad", REPLY, OutgoingMessage(html="a"), attempts=1)])
    assert await road.waits(61) == ["a"]
    assert road.ended == {"a": (OutboxState.UNKNOWN, "connection lost")}


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Unavailable("the server answered 500"), OutboxState.FAILED),
        (Unknown("the server answered 502", repeatable=True), OutboxState.UNKNOWN),
    ],
)
async def test_a_reply_that_fails_while_others_arrive_is_given_up_in_the_end(
    road: Road, outcome: Unavailable | Unknown, state: OutboxState
) -> None:
    road.channel.answers["a"] = [outcome] * MAX_ALONE
    road.gets("a")
    for number in range(MAX_ALONE + 1):
        road.gets(f"lain {number}")
        await road.waits(16)
    assert road.channel.sent.count("a") == MAX_ALONE
    assert road.ended["a"] == (state, outcome.reason)


async def test_a_message_of_a_broadcast_that_was_not_taken_waits_in_the_table(road: Road) -> None:
    road.channel.answers["a"] = [Unavailable("the server answered 500")]
    road.gets("a", priority=BROADCAST, broadcast=7)
    assert await road.waits() == ["a"]
    assert road.ended == {"a": (OutboxState.WAITING, "")}
    assert road.again_in == {"a": 1}


async def test_a_broadcast_whose_answer_was_lost_is_not_sent_again(road: Road) -> None:
    road.channel.answers["a"] = [Unknown("timed out")]
    road.gets("a", priority=BROADCAST)
    assert await road.waits(61) == ["a"]
    assert road.ended == {"a": (OutboxState.UNKNOWN, "timed out")}


# What of a broadcast is here only for a moment


@limited(Limits(10, inf))
async def test_a_broadcast_that_stands_still_is_given_back_but_for_what_is_under_way(road: Road) -> None:
    road.channel.open.clear()
    road.gets("1", "2", "3", priority=BROADCAST, broadcast=7)
    road.gets("lain", chat="x", priority=BROADCAST, broadcast=8)
    assert await road.waits() == ["1"]
    road.dispatcher.release(lambda broadcast: broadcast == 7)
    assert road.ended == {"2": (OutboxState.WAITING, ""), "3": (OutboxState.WAITING, "")}
    road.channel.open.set()
    assert await road.waits(1) == ["1", "lain"]
    assert road.dispatcher.load == 0


@limited(Limits(inf, chat_messages_per_second=1, chat_burst=1))
async def test_a_chat_goes_on_when_the_broadcast_that_rested_there_is_given_back(road: Road) -> None:
    road.gets("1", "2", chat="ahmad", priority=BROADCAST, broadcast=7)
    assert await road.waits() == ["1"]
    road.gets("jawaban", chat="ahmad")
    road.dispatcher.release(lambda broadcast: broadcast == 7)
    assert await road.waits(0.5) == ["1"]
    assert await road.waits(0.6) == ["1", "jawaban"]


async def test_a_message_of_a_broadcast_that_is_told_to_wait_waits_in_the_table(road: Road) -> None:
    road.channel.answers["a"] = [Later(6.5, flood=True)]
    road.gets("a", priority=BROADCAST, broadcast=7)
    assert await road.waits() == ["a"]
    assert road.ended == {"a": (OutboxState.WAITING, "")}
    assert road.again_in == {"a": 7}
    assert road.dispatcher.capacity() == 0
    await road.waits(6.6)
    assert road.dispatcher.capacity() > 0


@limited(Limits(100, inf, concurrency=8))
async def test_there_is_room_for_no_more_than_may_be_under_way(road: Road) -> None:
    road.records = False
    road.channel.open.clear()
    assert road.dispatcher.capacity() == 8
    road.gets("1", "2", "3", "4", priority=BROADCAST, broadcast=7)
    assert road.dispatcher.capacity() == 4
    await road.waits()
    for _message in range(3):
        await road.waits(0.011)
    assert road.dispatcher.capacity() == 4
    road.channel.open.set()
    await road.waits()
    assert road.dispatcher.capacity() == 4
    assert road.dispatcher.capacity(recorded=4) == 8


@limited(ONE_AT_A_TIME)
async def test_broadcasts_go_in_the_order_in_which_they_got_their_turn(road: Road) -> None:
    road.channel.open.clear()
    road.gets("jawaban")
    later, earlier = (
        ClaimedMessage(number, "test", str(number), BROADCAST, OutgoingMessage(html=str(number)), number)
        for number in (90, 80)
    )
    await road.waits()
    road.dispatcher.add([later])
    road.dispatcher.add([earlier])
    road.channel.open.set()
    assert await road.waits() == ["jawaban", "90", "80"]


@limited(Limits(10, inf, paid_per_second=100))
async def test_a_broadcast_for_stars_has_a_pace_of_its_own(road: Road) -> None:
    road.gets("1", "2", "3", priority=BROADCAST, broadcast=7)
    road.gets("a", "b")
    assert await road.waits() == ["a", "1"]
    assert await road.waits(0.011) == ["a", "1", "2"]
    assert await road.waits(0.011) == ["a", "1", "2", "3"]
    assert await road.waits(0.1) == ["a", "1", "2", "3", "b"]


@limited(Limits(inf, inf, concurrency=8))
async def test_broadcasts_leave_a_way_free_for_replies(road: Road) -> None:
    road.channel.open.clear()
    road.gets(*"1234567890", priority=BROADCAST, broadcast=7)
    assert await road.waits() == [*"1234567"]
    road.gets("jawaban")
    assert await road.waits() == [*"1234567", "jawaban"]


# Trouble


async def test_a_channel_that_stays_out_of_order_is_tried_less_and_less_often(road: Road) -> None:
    road.channel.answers["a"] = [Later(2), Later(2), Later(2)]
    road.gets("a")
    assert await road.waits() == ["a"]
    assert await road.waits(2.1) == ["a"] * 2
    assert await road.waits(2.1) == ["a"] * 2
    assert await road.waits(2) == ["a"] * 3
    assert await road.waits(7) == ["a"] * 3
    assert await road.waits(1.1) == ["a"] * 4
    road.channel.answers["b"] = [Later(2)]
    road.gets("b")
    assert await road.waits() == ["a"] * 4 + ["b"]
    assert await road.waits(2.1) == ["a"] * 4 + ["b"] * 2


@limited(Limits(inf, chat_messages_per_second=1, chat_burst=3))
async def test_a_chat_that_got_more_than_its_share_is_what_a_flood_is_about(road: Road) -> None:
    road.channel.answers["3"] = [Later(7, flood=True)]
    road.gets("1", "2", "3", chat="ahmad")
    road.gets("lain")
    assert await road.waits() == ["1", "lain", "2", "3"]
    road.gets("lagi")
    assert await road.waits(1) == ["1", "lain", "2", "3", "lagi"]
    assert await road.waits(7) == ["1", "lain", "2", "3", "lagi", "3"]


async def test_what_needs_a_database_that_is_away_is_sent_when_it_is_back(road: Road) -> None:
    road.channel.answers["foto"] = [UnreachableError("nobody answers"), UnreachableError("nobody answers")]
    road.gets("foto", "lain")
    assert await road.waits() == ["foto", "lain"]
    assert await road.waits(1.1) == ["foto", "lain", "foto"]
    assert "foto" not in road.ended
    assert await road.waits(1.1) == ["foto", "lain", "foto", "foto"]
    assert road.ended["foto"] == (OutboxState.SENT, "")


@pytest.mark.parametrize("whole_channel", [True, False])
async def test_a_pause_of_a_day_is_tried_after_ten_minutes(road: Road, whole_channel: bool) -> None:
    road.channel.answers["a"] = [Later(86_400, whole_channel=whole_channel, flood=True)]
    road.gets("a")
    assert await road.waits(599) == ["a"]
    assert await road.waits(602) == ["a", "a"]


@pytest.mark.parametrize("seconds", [-5, 0, -inf])
async def test_a_pause_of_no_time_is_a_short_one(road: Road, seconds: float) -> None:
    road.channel.answers["a"] = [Later(seconds, flood=True)] * 3
    road.gets("a")
    assert await road.waits() == ["a"]
    assert await road.waits(0.05) == ["a"]
    assert await road.waits(0.06) == ["a", "a"]


# A stop while the channel is slow


async def test_what_is_under_way_at_a_stop_is_unknown_and_what_never_began_is_released(road: Road) -> None:
    road.channel.open.clear()
    road.gets("siaran", priority=BROADCAST, broadcast=7)
    road.gets("jawaban", "lalu", chat="ahmad")
    assert await road.waits() == ["jawaban", "siaran"]
    await road.dispatcher.stop()
    assert road.ended == {
        "siaran": (OutboxState.UNKNOWN, "stopped while sending"),
        "jawaban": (OutboxState.WAITING, ""),
    }
    assert road.attempts["jawaban"] == 1
