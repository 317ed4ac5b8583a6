"""A channel that fails in several chats pauses: nothing is lost, and what works goes on."""

from __future__ import annotations

from collections import Counter
from math import inf

import pytest

from bot.channels.base import Limits
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import (
    Unavailable,
    Unknown,
)
from bot.queue.outbox import ClaimedMessage
from models.queue.outbox import OutboxState
from tests.delivery.road import BROADCAST, REPLY, Road, limited

OUTAGES = pytest.mark.parametrize(
    "outcome",
    [Unavailable("the server answered 500"), Unknown("the server answered 502", repeatable=True)],
    ids=["500", "502"],
)


@OUTAGES
async def test_a_channel_that_fails_in_several_chats_pauses_and_nothing_is_lost(
    road: Road, outcome: Unavailable | Unknown
) -> None:
    people = [f"santri {number}" for number in range(15)]
    for person in people:
        road.channel.answers[person] = [outcome] * 100
    road.channel.is_reachable = False
    road.gets(*people)
    for _second in range(120):
        await road.waits(1)
    assert road.ended == {}
    before = len(road.channel.sent)
    assert before <= 20
    road.channel.answers.clear()
    road.channel.is_reachable = True
    for _second in range(16):
        await road.waits(1)
    assert road.ended == dict.fromkeys(people, (OutboxState.SENT, ""))


async def test_while_a_channel_is_out_of_order_one_message_at_a_time_tries(road: Road) -> None:
    people = [f"santri {number}" for number in range(15)]
    for person in people:
        road.channel.answers[person] = [Unknown("timed out", repeatable=True)] * 100
    road.gets(*people)
    await road.waits()
    tries = []
    for _second in range(40):
        before = len(road.channel.sent)
        await road.waits(1)
        tries.append(len(road.channel.sent) - before)
    assert max(tries) == 1
    assert 3 <= sum(tries) <= 6


async def test_what_may_have_arrived_is_not_tried_while_nobody_answers(road: Road) -> None:
    people = [f"santri {number}" for number in range(15)]
    for person in people:
        road.channel.answers[person] = [Unknown("timed out")]
    road.channel.is_reachable = False
    road.gets(*people)
    for _second in range(120):
        await road.waits(1)
    assert road.channel.sent == people
    road.channel.is_reachable = True
    for _second in range(16):
        await road.waits(1)
    assert sorted(road.channel.sent) == sorted(people * 2)
    assert {state for state, _reason in road.ended.values()} == {OutboxState.SENT}


async def test_one_person_alone_loses_nothing_while_the_channel_does_not_answer(road: Road) -> None:
    road.channel.answers["a"] = [Unknown("timed out")]
    road.channel.is_reachable = False
    road.gets("a")
    for _second in range(600):
        await road.waits(1)
    assert road.channel.sent == ["a"]
    assert road.ended == {}
    road.channel.is_reachable = True
    for _second in range(16):
        await road.waits(1)
    assert road.ended == {"a": (OutboxState.SENT, "")}


async def test_answers_that_are_cut_off_let_nobody_get_a_reply_more_than_twice(road: Road) -> None:
    people = [f"santri {number}" for number in range(15)]
    for person in people:
        road.channel.answers[person] = [Unknown("connection lost")] * 100
    road.gets(*people)
    for _second in range(90):
        await road.waits(1)
    road.channel.answers.clear()
    for _second in range(16):
        await road.waits(1)
    assert max(Counter(road.channel.sent).values()) == 2
    assert set(road.ended) == set(people)
    lost = [end for end in road.ended.values() if end != (OutboxState.SENT, "")]
    assert set(lost) <= {(OutboxState.UNKNOWN, "connection lost")}
    assert len(lost) <= 8


async def test_one_kind_that_fails_holds_up_no_other(road: Road) -> None:
    def photo(number: int) -> ClaimedMessage:
        message = OutgoingMessage(html=f"foto {number}", photos=[1])
        return ClaimedMessage(number, "test", f"foto {number}", REPLY, message)

    for number in range(100, 110):
        road.channel.answers[f"foto {number}"] = [Unavailable("the server answered 404")] * 100
    road.dispatcher.add([photo(number) for number in range(100, 110)])
    for number in range(20):
        road.gets(f"teks {number}")
        await road.waits(1)
        assert road.ended[f"teks {number}"] == (OutboxState.SENT, "")
    assert len(road.channel.sent) <= 20 + 20


async def test_one_chat_that_fails_holds_up_no_other(road: Road) -> None:
    road.channel.answers["rusak"] = [Unavailable("the server answered 500")] * 100
    road.gets("rusak")
    for number in range(20):
        road.gets(f"{number}")
        await road.waits(1)
        assert road.ended[f"{number}"] == (OutboxState.SENT, "")


@limited(Limits(inf, inf, concurrency=8))
async def test_a_broadcast_goes_back_to_the_table_while_nothing_is_taken(road: Road) -> None:
    road.channel.answers["siaran"] = [Unavailable("the server answered 500")] * 3
    for number in range(1, 7):
        message = ClaimedMessage(
            number, "test", str(number), BROADCAST, OutgoingMessage(html="siaran"), broadcast_id=7
        )
        road.dispatcher.add([message])
        await road.waits()
    assert len(road.channel.sent) == 3
    assert road.dispatcher.capacity() == 0
    assert road.dispatcher.load == 3
    await road.waits(1)
    assert road.dispatcher.load == 0
    assert road.dispatcher.capacity() > 0
