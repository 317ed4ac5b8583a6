"""Where a chat stands, and when it is forgotten."""

from __future__ import annotations

from heapq import heappop

import pytest

from bot.delivery.chat_queue import ChatQueue, ChatState, Order
from bot.delivery.chat_queues import ChatQueues, ReadyQueue
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Priority
from bot.queue.outbox import ClaimedMessage

REPLY, NOTICE, BROADCAST = Priority


@pytest.fixture
def queues() -> ChatQueues:
    return ChatQueues()


def gets(queues: ChatQueues, number: int, priority: Priority = REPLY, chat: str = "ahmad") -> None:
    text = OutgoingMessage(html=str(number))
    queues.add((int(priority), number), ClaimedMessage(number, "test", chat, priority, text, number))


def take(ready: ReadyQueue) -> tuple[ChatQueue, Order, ClaimedMessage]:
    """Begin to send the first that counts."""
    while True:
        order, chat = heappop(ready)
        if chat.is_next(order):
            return (chat, *chat.take())


def test_a_chat_goes_through_its_states_and_is_forgotten(queues: ChatQueues) -> None:
    gets(queues, 1)
    states = [queues.urgent[0][1].state]
    chat, order, message = take(queues.urgent)
    states.append(chat.state)
    chat.add(order, message)
    queues.rest(chat, 5.0)
    for now in (4.9, 5.0):
        queues.end_rests(now)
        states.append(chat.state)
    take(queues.urgent)
    queues.make_ready(chat)
    states.append(chat.state)
    assert [state.name for state in states] == ["QUEUED", "SENDING", "RESTING", "QUEUED", "IDLE"]
    assert len(queues) == 0


def test_what_comes_while_one_is_sent_waits_behind_it_in_its_order(queues: ChatQueues) -> None:
    gets(queues, 2)
    chat, _order, first = take(queues.urgent)
    for number, priority in ((5, NOTICE), (4, REPLY), (3, REPLY)):
        gets(queues, number, priority)
    assert queues.urgent == []
    sent = [first.id]
    while chat.state is not ChatState.IDLE:
        queues.make_ready(chat)
        if queues.urgent:
            sent.append(take(queues.urgent)[2].id)
    assert sent == [2, 3, 4, 5]


def test_a_reply_goes_before_the_broadcast_that_its_chat_is_queued_with(queues: ChatQueues) -> None:
    gets(queues, 1, BROADCAST)
    gets(queues, 2)
    chat, _order, message = take(queues.urgent)
    assert message.id == 2
    queues.make_ready(chat)
    assert take(queues.broadcasts)[2].id == 1


def test_an_entry_that_was_overtaken_does_not_count_twice(queues: ChatQueues) -> None:
    gets(queues, 1, BROADCAST)
    gets(queues, 2)
    chat, _order, _message = take(queues.urgent)
    queues.make_ready(chat)
    assert [chat.is_next(place) for place, chat in sorted(queues.broadcasts)] == [False, True]
    take(queues.broadcasts)
    assert not queues.broadcasts


def test_a_chat_whose_messages_are_all_taken_away_is_forgotten(queues: ChatQueues) -> None:
    gets(queues, 1, BROADCAST)
    gets(queues, 2, BROADCAST, chat="siti")
    chat, _order, _message = take(queues.broadcasts)
    gets(queues, 3, BROADCAST)
    assert [message.id for message in queues.remove(lambda message: message.id != 1)] == [3, 2]
    assert (len(queues), chat.state) == (1, ChatState.SENDING)


def test_a_chat_that_rests_goes_on_resting_when_a_broadcast_is_taken_away(queues: ChatQueues) -> None:
    gets(queues, 1)
    chat, order, message = take(queues.urgent)
    gets(queues, 2, BROADCAST)
    chat.add(order, message)
    queues.rest(chat, 5.0)
    assert [one.id for one in queues.remove(lambda one: one.priority is BROADCAST)] == [2]
    assert (chat.state, queues.urgent) == (ChatState.RESTING, [])
    queues.end_rests(5.0)
    assert take(queues.urgent)[2].id == 1


def test_chats_take_turns_however_many_messages_one_has(queues: ChatQueues) -> None:
    for number in range(50):
        gets(queues, number)
    for number in range(50, 52):
        gets(queues, number, chat="siti")
    gets(queues, 60, chat="budi")
    sent = []
    while queues.urgent:
        chat, _order, message = take(queues.urgent)
        sent.append((message.chat, message.id))
        queues.make_ready(chat)
    assert [chat for chat, _number in sent[:6]] == ["ahmad", "siti", "budi", "ahmad", "siti", "ahmad"]
    assert [number for chat, number in sent if chat == "ahmad"] == list(range(50))


def test_a_chat_that_had_to_rest_keeps_its_place(queues: ChatQueues) -> None:
    gets(queues, 1)
    gets(queues, 2, chat="siti")
    chat, order, message = take(queues.urgent)
    chat.add(order, message)
    queues.rest(chat, 5.0)
    queues.end_rests(5.0)
    assert take(queues.urgent)[2].id == 1
