"""The way out through one channel: which message goes next, and what becomes of it."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush
from itertools import count
from math import ceil
from time import monotonic

from bot.channels.base import Channel
from bot.delivery.rate_limit import ChannelRateLimit, ChatRateLimits
from bot.messages.send_result import Gone, Later, Priority, Refused, SendResult, Sent, Unknown, next_step
from bot.observability import logging
from bot.observability.events import Events
from bot.queue.outbox import ClaimedMessage, SendRecord
from models.db.database import is_transient
from models.queue.outbox import OutboxState

log = logging.get_logger(__name__)

Order = tuple[int, int]
"""Priority, then the order in which messages were written; those of broadcasts, in which they came here."""

Queue = list[tuple[Order, ClaimedMessage]]

AHEAD_SECONDS, LEAST_AHEAD = 0.1, 6
"""Messages of broadcasts are here for so long before they go, or at least so many."""

LONG = 1.0
"""For a longer pause, messages of broadcasts go back to the table."""

DATABASE_SECONDS = 1.0
"""What a channel needs from a database that cannot be used is asked for again after so many seconds."""

LONGEST = 60.0
"""However often a channel is out of order, it is tried again after so many seconds."""


class Dispatcher:
    """Sends items by priority, inside the channel's limits, one at a time in a chat, many chats at once.

    A chat is sending, or resting until a time (`_resting`), or its next items stand in a queue: messages of broadcasts
    in `_many`, others in `_first`. Further items of a chat that sends or rests (`_busy`) wait behind it in `_behind`.
    A message of a broadcast that is told to wait leaves the lane: it waits in the table. `wants` is called when there
    is room for more of them.
    """

    def __init__(
        self,
        channel: Channel,
        finished: Callable[[SendRecord], None],
        clock: Callable[[], float] = monotonic,
        wants: Callable[[], None] = lambda: None,
        watch: Events | None = None,
    ) -> None:
        self.channel, self._finished, self._clock, self._wants = channel, finished, clock, wants
        self._watch = watch or Events()
        limits = channel.limits
        self._pace = ChannelRateLimit(limits.messages_per_second)
        self._pace_of_many = (
            ChannelRateLimit(limits.paid_per_second) if limits.paid_per_second else self._pace
        )
        self._watch.paced(channel.name, "all", lambda: self._pace.rate(clock()))
        if limits.paid_per_second:
            self._watch.paced(channel.name, "broadcasts", lambda: self._pace_of_many.rate(clock()))
        self._chats = ChatRateLimits(limits)
        self._places = count()
        self._first: Queue = []
        self._many: Queue = []
        self._resting: list[tuple[float, Order, ClaimedMessage]] = []
        self._behind: defaultdict[str, Queue] = defaultdict(list)
        self._busy: set[str] = set()
        self._attempts: dict[int, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._unrecorded = 0
        """Ended, but not yet so in the table: a restart would send these again."""
        self._standing = 0
        """Messages of broadcasts that have not begun."""
        self._failures = 0
        """How often in a row the channel was out of order."""
        self._changed = asyncio.Event()
        self.load = 0
        """How many items are here."""

    def add(self, items: Iterable[ClaimedMessage]) -> None:
        for item in items:
            self.load += 1
            self._standing += _of_many(item)
            place = next(self._places) if _of_many(item) else item.id
            self._enqueue((int(item.priority), place), item)
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

    def capacity(self, recorded: int = 0) -> int:
        """How many more messages of broadcasts are to be here once so many endings are in the table: few enough that
        what a crash leaves unknown, and what is still sent after a pause, is little.
        """
        if self._pace_of_many.paused(self._clock()):
            return 0
        under_way = len(self._tasks) + self._unrecorded - recorded
        return max(0, min(self._ahead, self.channel.limits.concurrency - under_way) - self._standing)

    @property
    def below_watermark(self) -> bool:
        """The messages of broadcasts that are here will have gone soon."""
        return self._standing <= self._ahead // 2

    def release(self, which: Callable[[int], bool]) -> None:
        """Messages of the broadcasts that `which` names wait in the table again, but for what is being sent."""
        back = [item for _when, _order, item in self._resting if _of(item, which)]
        for queue in (self._many, *self._behind.values()):
            back += [item for _order, item in queue if _of(item, which)]
            queue[:] = [entry for entry in queue if not _of(entry[1], which)]
            heapify(queue)
        rested = {item.chat for _when, _order, item in self._resting if _of(item, which)}
        self._resting = [entry for entry in self._resting if not _of(entry[2], which)]
        heapify(self._resting)
        for chat in rested:
            self._free(chat)
        for item in back:
            self._standing -= 1
            self._end(SendRecord(item, OutboxState.WAITING))

    @property
    def _ahead(self) -> int:
        return max(LEAST_AHEAD, round(min(1e6, self._pace_of_many.full) * AHEAD_SECONDS))

    def _enqueue(self, order: Order, item: ClaimedMessage) -> None:
        queue = self._many if _of_many(item) else self._first
        heappush(self._behind[item.chat] if item.chat in self._busy else queue, (order, item))

    def _dispatch(self) -> float | None:
        """Start all that may go now. Returns the seconds until more may, or None: until something changes."""
        now = self._clock()
        while self._resting and self._resting[0][0] <= now:
            _when, order, item = heappop(self._resting)
            self._free(item.chat)
            self._enqueue(order, item)
        most = self.channel.limits.concurrency
        waits = [
            self._serve(self._first, self._pace, most, now),
            self._serve(self._many, self._pace_of_many, most - most // 8, now),
            self._resting[0][0] - now if self._resting else None,
        ]
        return min((max(0.0, wait) for wait in waits if wait is not None), default=None)

    def _serve(self, queue: Queue, pace: ChannelRateLimit, most: int, now: float) -> float | None:
        """Start what of `queue` may go, while fewer than `most` are under way. The seconds until the next one may."""
        while queue and len(self._tasks) + self._unrecorded < most:
            if wait := pace.wait(now):
                return wait
            order, item = heappop(queue)
            if item.chat in self._busy:
                heappush(self._behind[item.chat], (order, item))
            elif rest := self._chats.of(item.chat, now).wait(now):
                self._rest(order, item, now + rest)
            else:
                self._start(item, pace, now)
        return None

    def _free(self, chat: str) -> None:
        """The chat's next item may go; which one that is, their order says."""
        self._busy.discard(chat)
        for order, item in self._behind.pop(chat, ()):
            self._enqueue(order, item)

    def _rest(self, order: Order, item: ClaimedMessage, until: float) -> None:
        self._busy.add(item.chat)
        heappush(self._resting, (until, order, item))

    def _start(self, item: ClaimedMessage, pace: ChannelRateLimit, now: float) -> None:
        pace.spend(now)
        self._chats.of(item.chat, now).spend(now)
        self._busy.add(item.chat)
        if _of_many(item):
            self._standing -= 1
            if self.below_watermark:
                self._wants()
        task = asyncio.create_task(self._send(item, pace, now))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._changed.set()

    async def _send(self, item: ClaimedMessage, pace: ChannelRateLimit, now: float) -> None:
        self._watch.sending(item)
        try:
            with logging.log_context(item.cause):
                outcome: SendResult = await self.channel.send(item.chat, item.message)
        except Exception as error:
            outcome = self._failed(item, error)
        finally:
            pace.arrived(now, self._clock())
        self._settle(item, outcome, self._clock() - now)

    def _failed(self, item: ClaimedMessage, error: Exception) -> SendResult:
        if is_transient(error):
            return Later(DATABASE_SECONDS, whole_channel=False)
        log.error(
            "a channel failed in a way that it does not know",
            trace_id=item.cause,
            channel=item.channel,
            exc_info=error,
        )
        return Refused(type(error).__name__)

    def _settle(self, item: ClaimedMessage, outcome: SendResult, took: float) -> None:
        """Try again later, or report the end; then the chat's next item may go."""
        if isinstance(outcome, Later):
            outcome = Later(self._hold(item, outcome))
        elif not isinstance(outcome, Unknown):
            self._failures = 0
        attempt = self._attempts.pop(item.id, 0) + (not isinstance(outcome, Later))
        again = next_step(outcome, item.priority, attempt)
        self._watch.ended(item, outcome, took, final=again is None)
        if again and not _of_many(item):
            self._attempts[item.id] = attempt
            self._rest((int(item.priority), item.id), item, self._clock() + again.seconds)
            return
        self._free(item.chat)
        self._end(_result(item, outcome))

    def _end(self, result: SendRecord) -> None:
        self.load -= 1
        self._unrecorded += 1
        self._finished(result)

    def _hold(self, item: ClaimedMessage, told: Later) -> float:
        """Pause what it concerns, and nothing else; for how many seconds.

        Channels do not say what a pause is for: a chat that got more than its share lately is the reason, not the bot.
        """
        now = self._clock()
        pace = self._pace_of_many if _of_many(item) else self._pace
        chat = self._chats.of(item.chat, now)
        if not told.whole_channel or (told.flood and chat.hurried(now)):
            chat.pause(now + told.seconds)
            self._watch.paused(item.channel, told.seconds, whole_channel=False, flood=told.flood)
            return told.seconds
        if told.flood:
            pace.slow(now, now + told.seconds)
            self._pause((pace,), now, told.seconds)
            self._watch.paused(item.channel, told.seconds, whole_channel=True, flood=True)
            return told.seconds
        if not pace.paused(now):
            self._failures += 1
        seconds = min(LONGEST, told.seconds * float(2 ** min(self._failures - 1, 10)))
        self._pause((self._pace, self._pace_of_many), now, seconds)
        self._watch.paused(item.channel, seconds, whole_channel=True, flood=False)
        return seconds

    def _pause(self, paces: Iterable[ChannelRateLimit], now: float, seconds: float) -> None:
        for pace in paces:
            pace.pause(now + seconds)
        if seconds > LONG and self._pace_of_many.paused(now):
            self.release(lambda _broadcast: True)


def _of_many(item: ClaimedMessage) -> bool:
    return item.priority is Priority.BROADCAST


def _of(item: ClaimedMessage, which: Callable[[int], bool]) -> bool:
    return item.broadcast_id is not None and which(item.broadcast_id)


def _result(item: ClaimedMessage, outcome: SendResult) -> SendRecord:
    match outcome:
        case Sent():
            return SendRecord(item, OutboxState.SENT)
        case Gone():
            return SendRecord(item, OutboxState.GONE)
        case Refused(reason):
            return SendRecord(item, OutboxState.FAILED, reason)
        case Unknown(reason):
            return SendRecord(item, OutboxState.UNKNOWN, reason)
        case Later(seconds):
            return SendRecord(item, OutboxState.WAITING, again_in=ceil(seconds))
