"""How running broadcasts share what may be claimed."""

from __future__ import annotations

from collections import Counter
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.broadcast_round_robin import BroadcastRoundRobin
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Priority
from bot.queue.outbox import ClaimedMessage, SendRecord
from models.queue.outbox import OutboxState

_ids = count(1)


def message(broadcast: int) -> ClaimedMessage:
    return ClaimedMessage(
        next(_ids), "test", "1", Priority.BROADCAST, OutgoingMessage(html="Halo"), broadcast
    )


def claimed(round_robin: BroadcastRoundRobin, room: int, waiting: Counter[int]) -> list[ClaimedMessage]:
    """Each gets its share, as far as so many of it wait."""
    taken: list[ClaimedMessage] = []
    for broadcast, share in round_robin.shares(room):
        items = [message(broadcast) for _ in range(min(share, waiting[broadcast]))]
        waiting[broadcast] -= len(items)
        round_robin.claimed(items)
        taken += items
    return taken


def of(items: list[ClaimedMessage]) -> Counter[int]:
    return Counter(one.broadcast_id or 0 for one in items)


def running(*broadcasts: int, proven: bool = True) -> BroadcastRoundRobin:
    round_robin = BroadcastRoundRobin()
    round_robin.set_running(broadcasts)
    if proven:
        first = [message(broadcast) for broadcast in broadcasts]
        round_robin.claimed(first)
        round_robin.recorded([SendRecord(one, OutboxState.SENT) for one in first])
    return round_robin


@settings(deadline=None)
@given(st.lists(st.integers(1, 9), min_size=30, max_size=60))
def test_whatever_room_there_is_nobody_gets_much_more_than_others(rooms: list[int]) -> None:
    round_robin, waiting, total = running(1, 2, 3), Counter({1: 999, 2: 999, 3: 999}), Counter[int]()
    for room in rooms:
        now = of(claimed(round_robin, room, waiting))
        assert now.total() == room
        total += now
    assert max(total.values()) - min(total[number] for number in (1, 2, 3)) <= len(rooms)


def test_a_room_for_one_goes_round() -> None:
    round_robin, waiting = running(1, 2, 3), Counter({1: 9, 2: 9, 3: 9})
    assert [next(iter(of(claimed(round_robin, 1, waiting)))) for _turn in range(6)] == [1, 2, 3, 1, 2, 3]


def test_what_one_does_not_need_the_others_have() -> None:
    assert of(claimed(running(1, 2), 10, Counter({1: 2, 2: 99}))) == {1: 2, 2: 8}


def test_one_that_has_nothing_more_is_not_asked_until_the_next_look() -> None:
    round_robin = running(1)
    assert of(claimed(round_robin, 10, Counter({1: 2}))) == {1: 2}
    assert not round_robin.may_have_more
    round_robin.set_running([1])
    assert round_robin.may_have_more


def test_until_one_has_arrived_only_five_are_out() -> None:
    round_robin, waiting = running(1, proven=False), Counter({1: 99})
    first = claimed(round_robin, 50, waiting)
    assert len(first) == 5
    assert claimed(round_robin, 50, waiting) == []
    round_robin.recorded([SendRecord(one, OutboxState.GONE) for one in first[:2]])
    assert len(claimed(round_robin, 50, waiting)) == 2
    round_robin.recorded([SendRecord(first[2], OutboxState.SENT)])
    assert len(claimed(round_robin, 50, waiting)) == 50
