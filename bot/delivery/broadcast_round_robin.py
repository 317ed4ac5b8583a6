"""The turns of the broadcasts that go out now through one channel, and their shares of what may be claimed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from math import ceil

from bot.queue.outbox import ClaimedMessage, SendRecord
from models.broadcasts.lifecycle import TRIAL_SIZE
from models.queue.outbox import OutboxState


class BroadcastRoundRobin:
    """Broadcasts take turns. Until one message of a broadcast has arrived, only a few of it go out: they show whether
    the channel takes it at all.
    """

    def __init__(self) -> None:
        self.running: list[int] = []
        self._exhausted: set[int] = set()
        """Broadcasts that had nothing more to be claimed at the last try."""
        self._out: Counter[int] = Counter()
        """Number of messages of each broadcast that are claimed and not recorded yet."""
        self._proven: set[int] = set()
        self._first = 0
        """The broadcast that was first the last time."""

    def set_running(self, running: Collection[int]) -> None:
        """Take note that these are running now, and that each may have more to be claimed."""
        self.running, self._exhausted = sorted(running), set()
        self._proven &= set(running)

    @property
    def may_have_more(self) -> bool:
        """Return whether some broadcast may have more to be claimed."""
        return any(broadcast not in self._exhausted for broadcast in self.running)

    def shares(self, capacity: int) -> Iterator[tuple[int, int]]:
        """Yield the broadcasts in turn, each with how many messages of it may be claimed now. Between two, `claimed` is
        told what became of it; what one leaves, the others have.
        """
        waiting = [broadcast for broadcast in self._in_turn() if broadcast not in self._exhausted]
        for left, broadcast in zip(range(len(waiting), 0, -1), waiting, strict=True):
            share = min(ceil(capacity / left), self._allowed(broadcast))
            if share > 0:
                before = self._out[broadcast]
                yield broadcast, share
                got = self._out[broadcast] - before
                capacity -= got
                if got < share:
                    self._exhausted.add(broadcast)

    def claimed(self, messages: Iterable[ClaimedMessage]) -> None:
        self._out.update(one.broadcast_id for one in messages if one.broadcast_id is not None)

    def recorded(self, results: Iterable[SendRecord]) -> None:
        for result in results:
            broadcast = result.message.broadcast_id
            if broadcast is not None:
                self._out[broadcast] -= 1
                if result.state is OutboxState.SENT:
                    self._proven.add(broadcast)
        self._out = +self._out

    def _in_turn(self) -> list[int]:
        """Another one is first each time."""
        after = [broadcast for broadcast in self.running if broadcast > self._first]
        order = after + [broadcast for broadcast in self.running if broadcast <= self._first]
        self._first = order[0] if order else 0
        return order

    def _allowed(self, broadcast: int) -> int:
        return 1_000_000 if broadcast in self._proven else TRIAL_SIZE - self._out[broadcast]
