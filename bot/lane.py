"""The way out through one channel: which message goes next, and what becomes of it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from heapq import heappop, heappush
from time import monotonic

from bot.channel import Channel
from bot.failures import trace
from bot.outbox import Finished, Item
from bot.outcomes import Gone, Later, Outcome, Refused, Sent, Unknown, next_step
from bot.pace import ChatPaces, Pace
from models.outbox import State

log = logging.getLogger(__name__)

Order = tuple[int, int]
"""Priority, then the order in which messages were written."""


class Lane:
    """Sends items by priority, inside the channel's limits, one at a time in a chat, many chats at once.

    A chat is sending, or resting until a time (`_resting`), or its next items stand in `_ready`. Further items
    of a chat that sends or rests (`_busy`) wait behind it in `_behind`.
    """

    def __init__(
        self, channel: Channel, finished: Callable[[Finished], None], clock: Callable[[], float] = monotonic
    ) -> None:
        self.channel, self._finished, self._clock = channel, finished, clock
        limits = channel.limits
        self._pace = Pace(limits.messages_per_second)
        self._chats = ChatPaces(limits.chat_messages_per_second, limits.chat_burst)
        self._ready: list[tuple[Order, Item]] = []
        self._resting: list[tuple[float, Order, Item]] = []
        self._behind: defaultdict[str, list[tuple[Order, Item]]] = defaultdict(list)
        self._busy: set[str] = set()
        self._attempts: dict[int, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._unrecorded = 0
        """Ended, but not yet so in the table: a restart would send these again."""
        self._changed = asyncio.Event()
        self.load = 0
        """How many items are here."""

    def add(self, items: Iterable[Item]) -> None:
        for item in items:
            self.load += 1
            self._enqueue(item)
        self._changed.set()

    async def run(self) -> None:
        """Send until cancelled."""
        while True:
            self._changed.clear()
            delay = self._dispatch()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(delay):
                    await self._changed.wait()

    async def drain(self) -> None:
        """Wait for what is being sent right now."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def recorded(self, count: int) -> None:
        """So many endings are in the table."""
        self._unrecorded -= count
        self._changed.set()

    def _enqueue(self, item: Item) -> None:
        order = (int(item.priority), item.id)
        if item.chat in self._busy:
            heappush(self._behind[item.chat], (order, item))
        else:
            heappush(self._ready, (order, item))

    def _dispatch(self) -> float | None:
        """Start all that may go now. Returns the seconds until more may, or None: until something changes."""
        now = self._clock()
        while self._resting and self._resting[0][0] <= now:
            _when, order, item = heappop(self._resting)
            heappush(self._ready, (order, item))
            self._free(item.chat)
        while self._ready and len(self._tasks) + self._unrecorded < self.channel.limits.concurrency:
            if wait := self._pace.wait(now):
                return wait
            order, item = heappop(self._ready)
            if item.chat in self._busy:
                heappush(self._behind[item.chat], (order, item))
            elif rest := self._chats.of(item.chat, now).wait(now):
                self._rest(item, now + rest)
            else:
                self._start(item, now)
        return max(0.0, self._resting[0][0] - now) if self._resting else None

    def _free(self, chat: str) -> None:
        """The chat's next item may go; which one that is, their order says."""
        self._busy.discard(chat)
        for waiting in self._behind.pop(chat, ()):
            heappush(self._ready, waiting)

    def _rest(self, item: Item, until: float) -> None:
        self._busy.add(item.chat)
        heappush(self._resting, (until, (int(item.priority), item.id), item))

    def _start(self, item: Item, now: float) -> None:
        self._pace.spend(now)
        self._chats.of(item.chat, now).spend(now)
        self._busy.add(item.chat)
        task = asyncio.create_task(self._send(item))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._changed.set()

    async def _send(self, item: Item) -> None:
        assert item.message is not None  # noqa: S101 - presses never enter a lane
        try:
            outcome: Outcome = await self.channel.send(item.chat, item.message)
        except Exception as error:
            log.error("%s failed in a way that it does not know: %s", self.channel.name, trace(error))
            outcome = Refused(type(error).__name__)
        self._settle(item, outcome)

    def _settle(self, item: Item, outcome: Outcome) -> None:
        """Try again later, or report the end; then the chat's next item may go."""
        attempt = self._attempts.pop(item.id, 0) + (not isinstance(outcome, Later))
        again = next_step(outcome, item.priority, attempt)
        if again:
            self._attempts[item.id] = attempt
            if isinstance(outcome, Later) and outcome.whole_channel:
                self._pace.pause(self._clock() + again.seconds)
            self._rest(item, self._clock() + again.seconds)
            return
        self.load -= 1
        self._unrecorded += 1
        self._free(item.chat)
        self._finished(Finished(item, *_end(outcome)))


def _end(outcome: Outcome) -> tuple[State, str]:
    match outcome:
        case Sent():
            return State.SENT, ""
        case Gone():
            return State.GONE, ""
        case Refused(reason):
            return State.FAILED, reason
        case Unknown(reason):
            return State.UNKNOWN, reason
        case Later():
            raise ValueError("a message that is tried again has not ended")
