"""The dispatcher: decides which message of one channel goes next, sends it, and says how that ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from heapq import heappop
from itertools import count
from time import monotonic
from typing import NamedTuple

from bot.channels.base import Channel
from bot.delivery.channel_limits import ChannelLimits
from bot.delivery.chat_queue import ChatQueue, Order, is_broadcast
from bot.delivery.chat_queues import ChatQueues, ReadyQueue
from bot.delivery.circuits import Circuit, Circuits
from bot.delivery.rate_limit import ChannelRateLimit
from bot.delivery.send_records import outcome_of, record_of, waiting_again
from bot.messages.send_result import Later, SendResult, Tries, Unavailable, Unknown, decide_retry
from bot.observability.events import Events
from bot.observability.logging import log_context
from bot.queue.outbox import ClaimedMessage, SendRecord
from bot.runtime.leases import RECHECK_SECONDS, always
from models.queue.outbox import OutboxState

STOPPED = "stopped while sending"

SILENT_SECONDS = 2.0
"""The first pause of a channel that does not answer at all."""

NEVER_TRIED = Tries()


class Sending(NamedTuple):
    """A message that is under way."""

    chat: ChatQueue
    order: Order
    message: ClaimedMessage
    circuit: Circuit
    began: float
    probe: bool
    """True for the one that finds out whether its kind is taken again."""


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
        self._circuits = Circuits()
        self._queues = ChatQueues()
        self._claims = count()
        self._tries: dict[int, Tries] = {}
        """Tries of messages that were not taken and are to be tried again."""
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

    async def stop(self) -> None:
        """End what is being sent: nobody knows whether it arrived. What may have arrived earlier goes back to the table
        with the number of its tries.
        """
        for task in self._tasks:
            task.cancel()
        await self.drain()
        for message in self._queues.remove(lambda one: one.id in self._tries):
            self._broadcasts_waiting -= is_broadcast(message)
            self._end(waiting_again(message, self._tries.pop(message.id)))

    def recorded(self, count: int) -> None:
        """Note that `count` more endings are in the table."""
        self._unrecorded -= count
        self._changed.set()

    def capacity(self, recorded: int = 0) -> int:
        """Return how many more messages of broadcasts are to be here once `recorded` endings are in the table: few
        enough that what a crash leaves unknown, and what is still sent after a pause, is little. 0 during a pause.
        """
        now = self._clock()
        if self._limits.broadcasts.paused(now) or self._circuits.any_waits(now):
            return 0
        free = self.channel.limits.concurrency - len(self._tasks) - self._unrecorded + recorded
        return max(0, min(self._limits.ahead, free) - self._broadcasts_waiting)

    @property
    def below_watermark(self) -> bool:
        """The messages of broadcasts that are here will have gone soon."""
        return self._broadcasts_waiting <= self._limits.ahead // 2

    def crowded_chats(self, most: int) -> list[str]:
        """Return the chats for which more than `most` messages are here and have not begun; none where few are here."""
        return self._queues.longer_than(most) if self.load > most else []

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
            place, chat = ready[0]
            if not chat.is_next(place):
                heappop(ready)
                continue
            if wait := limit.wait(now):
                return wait
            heappop(ready)
            circuit = self._circuits.of(chat.waiting[0][1].message)
            if rest := self._rest(chat, circuit, now):
                self._queues.rest(chat, now + rest)
            else:
                self._start(chat, circuit, limit, now)
        return None

    def _rest(self, chat: ChatQueue, circuit: Circuit, now: float) -> float:
        """Seconds for which the first message of a chat may not go, by the chat's limit or the circuit of its kind."""
        rest = self._limits.chats.of(chat.chat, now).wait(now)
        if not rest:
            rest = circuit.wait(now)
            if rest:
                circuit.held.add(chat.chat)
        return rest

    def _start(self, chat: ChatQueue, circuit: Circuit, limit: ChannelRateLimit, now: float) -> None:
        limit.spend(now)
        self._limits.chats.of(chat.chat, now).spend(now)
        order, message = chat.take()
        if is_broadcast(message):
            self._broadcasts_waiting -= 1
            if self.below_watermark:
                self._on_low()
        sending = Sending(chat, order, message, circuit, now, circuit.start(chat.chat))
        task = asyncio.create_task(self._send(sending, limit))
        self._tasks.add(task)
        task.add_done_callback(self._task_ended)

    def _task_ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._changed.set()

    # Sending, and how it ended

    async def _send(self, sending: Sending, limit: ChannelRateLimit) -> None:
        message = sending.message
        self._events.sending(message)
        try:
            with log_context(message.cause):
                outcome = await self._try(message, probe=sending.probe)
        except asyncio.CancelledError:
            seen_once = message.message.silent or bool(message.message.changes)
            outcome = Unknown(STOPPED, repeatable=seen_once)
        except Exception as error:
            outcome = outcome_of(error, message)
        finally:
            limit.arrived(sending.began, self._clock())
        self._settle(sending, outcome)

    async def _try(self, message: ClaimedMessage, *, probe: bool) -> SendResult:
        """Send a message. As a probe, or where it may have arrived before, only if the channel answers a question that
        shows nothing to anybody: else the whole channel pauses.
        """
        if (probe or self._tries_of(message).unknown) and not await self.channel.is_answering():
            return Later(SILENT_SECONDS)
        return await self.channel.send(message.chat, message.message)

    def _tries_of(self, message: ClaimedMessage) -> Tries:
        known = self._tries.get(message.id)
        if known is None:
            return Tries(unknown=message.attempts) if message.attempts else NEVER_TRIED
        return known

    def _settle(self, sending: Sending, outcome: SendResult) -> None:
        """Try again later, or report the end; then the chat's next message may go."""
        message, chat, now = sending.message, sending.chat, self._clock()
        if isinstance(outcome, Later):
            outcome = replace(outcome, seconds=self._pause(message, outcome))
        self._note(sending, outcome)
        tries = self._tries_of(message)
        if isinstance(outcome, Unavailable | Unknown):
            tries = tries.after(outcome, alone=sending.circuit.is_alone(chat.chat))
        elif not isinstance(outcome, Later):
            self._limits.succeeded()
        again = decide_retry(outcome, message.priority, tries)
        self._events.send_ended(message, outcome, now - sending.began, final=again is None)
        if again and tries.count:
            self._tries[message.id] = tries
        elif self._tries:
            self._tries.pop(message.id, None)
        if again and not is_broadcast(message):
            chat.add(sending.order, message)
            self._queues.rest(chat, now + again.seconds)
            return
        self._queues.make_ready(chat)
        self._end(record_of(message, outcome, again))

    def _note(self, sending: Sending, outcome: SendResult) -> None:
        """Tell the circuit, and act on what it says: who was held may go on, or waits for the next probe."""
        circuit, now = sending.circuit, self._clock()
        was_open = circuit.is_open
        if circuit.ended(sending.chat.chat, outcome, now, probe=sending.probe):
            self._queues.wake(circuit.held)
            circuit.held = set()
        if circuit.is_open and (sending.probe or not was_open):
            self._events.paused(self.channel.name, circuit.wait(now), whole_channel=True, flood=False)
            self.release(lambda _broadcast: True)

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
