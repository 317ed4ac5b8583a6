"""The dispatcher: decides which message of one channel goes next, sends it, and says how that ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from heapq import heappop
from itertools import count
from time import monotonic

from bot.channels.base import Channel
from bot.delivery.channel_limits import ChannelLimits
from bot.delivery.chat_queue import ChatQueue, Order, is_broadcast
from bot.delivery.chat_queues import ChatQueues, ReadyQueue
from bot.delivery.rate_limit import ChannelRateLimit
from bot.delivery.send_records import outcome_of, record_of
from bot.messages.send_result import Later, SendResult, Unknown, decide_retry
from bot.observability.events import Events
from bot.observability.logging import log_context
from bot.queue.outbox import ClaimedMessage, SendRecord
from bot.runtime.leases import RECHECK_SECONDS, always
from models.queue.outbox import OutboxState


class Dispatcher:
    """Sends messages by priority, inside the channel's limits, one at a time in a chat, many chats at once.

    Each chat that has messages here is a `ChatQueue` with a state. A message of a broadcast that is told to wait
    leaves: it waits in the table.
    """

    def __init__(
        self,
        channel: Channel,
        events: Events,
        on_end: Callable[[SendRecord], None],
        on_low: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = monotonic,
        may_send: Callable[[], bool] = always,
    ) -> None:
        """`on_end` is called for each message that leaves, `on_low` when there is room for more of broadcasts.
        Nothing begins while `may_send` says that somebody else may be sending.
        """
        self.channel, self._events, self._clock = channel, events, clock
        self._on_end, self._on_low, self._may_send = on_end, on_low, may_send
        self._limits = ChannelLimits(channel, clock, events)
        self._queues = ChatQueues()
        self._claims = count()
        self._attempts: dict[int, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._unrecorded = 0
        """Ended, but not yet so in the table: a restart would send these again."""
        self._broadcasts_waiting = 0
        """Messages of broadcasts that have not begun."""
        self._changed = asyncio.Event()
        self.load = 0
        """The number of messages that are here."""

    def add(self, messages: Iterable[ClaimedMessage]) -> None:
        """Take these, to be sent when their turn comes."""
        for message in messages:
            self.load += 1
            broadcast = is_broadcast(message)
            self._broadcasts_waiting += broadcast
            order = int(message.priority), next(self._claims) if broadcast else message.id
            self._queues.add(order, message)
        self._changed.set()

    async def run(self) -> None:
        """Send until cancelled."""
        while True:
            self._changed.clear()
            timer = self._start_timer(self._dispatch())
            try:
                await self._changed.wait()
            finally:
                if timer is not None:
                    timer.cancel()

    def _start_timer(self, delay: float | None) -> asyncio.TimerHandle | None:
        return None if delay is None else asyncio.get_running_loop().call_later(delay, self._changed.set)

    async def drain(self) -> None:
        """Wait for what is being sent right now."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def recorded(self, count: int) -> None:
        """Note that `count` more endings are in the table."""
        self._unrecorded -= count
        self._changed.set()

    def capacity(self, recorded: int = 0) -> int:
        """Return how many more messages of broadcasts are to be here once `recorded` endings are in the table: few
        enough that what a crash leaves unknown, and what is still sent after a pause, is little. 0 during a pause.
        """
        if self._limits.broadcasts.paused(self._clock()):
            return 0
        free = self.channel.limits.concurrency - len(self._tasks) - self._unrecorded + recorded
        return max(0, min(self._limits.ahead, free) - self._broadcasts_waiting)

    @property
    def below_watermark(self) -> bool:
        """The messages of broadcasts that are here will have gone soon."""
        return self._broadcasts_waiting <= self._limits.ahead // 2

    def release(self, which: Callable[[int], bool]) -> None:
        """Messages of the broadcasts that `which` names wait in the table again, but for what is being sent."""
        if not self._broadcasts_waiting:
            return
        for message in self._queues.remove(
            lambda one: one.broadcast_id is not None and which(one.broadcast_id)
        ):
            self._broadcasts_waiting -= 1
            self._end(SendRecord(message, OutboxState.WAITING))

    # What may go now

    def _dispatch(self) -> float | None:
        """Start all that may go now. Returns the seconds until more may, or None: until something changes."""
        now = self._clock()
        queues = self._queues
        queues.end_rests(now)
        most = self.channel.limits.concurrency
        waits = (
            self._start_ready(queues.urgent, self._limits.all, most, now),
            self._start_ready(queues.broadcasts, self._limits.broadcasts, most - most // 8, now),
            queues.resting[0][0] - now if queues.resting else None,
        )
        return min((max(0.0, wait) for wait in waits if wait is not None), default=None)

    def _start_ready(self, ready: ReadyQueue, limit: ChannelRateLimit, most: int, now: float) -> float | None:
        """Start what of `ready` may go, while fewer than `most` are under way. The seconds until the next one may."""
        while ready and len(self._tasks) + self._unrecorded < most:
            if not self._may_send():
                return RECHECK_SECONDS
            order, chat = ready[0]
            if not chat.is_next(order):
                heappop(ready)
                continue
            if wait := limit.wait(now):
                return wait
            heappop(ready)
            if rest := self._limits.chats.of(chat.chat, now).wait(now):
                self._queues.rest(chat, now + rest)
            else:
                self._start(chat, limit, now)
        return None

    def _start(self, chat: ChatQueue, limit: ChannelRateLimit, now: float) -> None:
        limit.spend(now)
        self._limits.chats.of(chat.chat, now).spend(now)
        order, message = chat.take()
        if is_broadcast(message):
            self._broadcasts_waiting -= 1
            if self.below_watermark:
                self._on_low()
        task = asyncio.create_task(self._send(chat, order, message, limit, now))
        self._tasks.add(task)
        task.add_done_callback(self._task_ended)

    def _task_ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._changed.set()

    # Sending, and how it ended

    async def _send(
        self, chat: ChatQueue, order: Order, message: ClaimedMessage, limit: ChannelRateLimit, now: float
    ) -> None:
        self._events.sending(message)
        try:
            with log_context(message.cause):
                outcome: SendResult = await self.channel.send(message.chat, message.message)
        except Exception as error:
            outcome = outcome_of(error, message)
        finally:
            limit.arrived(now, self._clock())
        self._settle(chat, order, message, outcome, self._clock() - now)

    def _settle(
        self, chat: ChatQueue, order: Order, message: ClaimedMessage, outcome: SendResult, took: float
    ) -> None:
        """Try again later, or report the end; then the chat's next message may go."""
        if isinstance(outcome, Later):
            outcome = Later(self._pause(message, outcome))
        elif not isinstance(outcome, Unknown):
            self._limits.succeeded()
        attempt = self._attempts.pop(message.id, 0) + (not isinstance(outcome, Later))
        again = decide_retry(outcome, message.priority, attempt)
        self._events.send_ended(message, outcome, took, final=again is None)
        if again and not is_broadcast(message):
            self._attempts[message.id] = attempt
            chat.add(order, message)
            self._queues.rest(chat, self._clock() + again.seconds)
            return
        self._queues.make_ready(chat)
        self._end(record_of(message, outcome))

    def _pause(self, message: ClaimedMessage, told: Later) -> float:
        seconds = self._limits.pause(message, told)
        if self._limits.broadcasts_rest:
            self.release(lambda _broadcast: True)
        return seconds

    def _end(self, record: SendRecord) -> None:
        """The one place through which every message leaves."""
        self.load -= 1
        self._unrecorded += 1
        self._on_end(record)
