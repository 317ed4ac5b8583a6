"""Which broadcasts go out now through one channel, and how much of its pace each may have next."""

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
        self.dry: set[int] = set()
        """Had nothing more to be claimed when they were looked at last."""
        self._out: Counter[int] = Counter()
        """How many are claimed and not recorded yet."""
        self._proven: set[int] = set()
        self._first = 0
        """Whose turn was first the last time."""

    def look(self, running: Collection[int]) -> None:
        """These are running now."""
        self.running, self.dry = sorted(running), set()
        self._proven &= set(running)

    @property
    def wanting(self) -> bool:
        """Some broadcast may have more to be claimed."""
        return any(broadcast not in self.dry for broadcast in self.running)

    def shares(self, room: int) -> Iterator[tuple[int, int]]:
        """The broadcasts in turn, each with how many messages of it may be claimed now. Between two, `claimed` is told
        what became of it; what one leaves, the others have.
        """
        waiting = [broadcast for broadcast in self._in_turn() if broadcast not in self.dry]
        for left, broadcast in zip(range(len(waiting), 0, -1), waiting, strict=True):
            share = min(ceil(room / left), self._allowed(broadcast))
            if share > 0:
                before = self._out[broadcast]
                yield broadcast, share
                got = self._out[broadcast] - before
                room -= got
                if got < share:
                    self.dry.add(broadcast)

    def claimed(self, items: Iterable[ClaimedMessage]) -> None:
        self._out.update(item.broadcast_id for item in items if item.broadcast_id is not None)

    def recorded(self, results: Iterable[SendRecord]) -> None:
        for result in results:
            broadcast = result.item.broadcast_id
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
