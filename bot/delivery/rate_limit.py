"""Rate limits of a channel and of each of its chats. All times are seconds of a monotonic clock."""

from __future__ import annotations

from collections import deque
from heapq import nlargest
from math import inf

from bot.channels.base import Limits
from bot.runtime.token_bucket import TokenBucket

SMOOTHING = 1000
"""Number of messages, about, after which the quickest way of earlier ones no longer counts."""

MAX_CHATS = 10_000
"""Number of chats that are remembered before those at rest are forgotten."""

WINDOW_SECONDS = 1.0
"""Limits are for a second."""

LATE_SECONDS = 0.005
"""A message that goes out late by so much is made up for, since timers are late by as much."""

JITTER_SECONDS = 0.011
"""Seconds by which messages come closer together on their way every now and then. More than that, the window sees."""

SLOWDOWN, MIN_RATE, RECOVERY = 0.8, 1.0, 0.01
"""Share of its rate to which a limit falls after too many messages, messages a second below which it does not fall, and
share of the full rate that comes back each second.
"""

GROUP_BURST = 3
"""A group may get so many at once; any minute has no more than the limit all the same."""


class ChannelRateLimit(TokenBucket):
    """At most `rate` in any second, wherever that second begins, also where they arrive.

    Messages go evenly spaced. Where some were held up on their way, those after them wait until no second can have too
    many: it counts when a message arrived, as far as one can tell, and not when it was sent. `slow` takes the rate back
    where the channel finds it too fast; it recovers by itself.
    """

    def __init__(self, rate: float) -> None:
        super().__init__(rate)
        self.full = self._low = rate
        self.slack = LATE_SECONDS
        self.paused_until = self._low_since = -inf
        self.under_way = 0
        self._arrived: deque[float] = deque()
        self._quickest = inf
        """Seconds that the way there and back takes when nothing holds a message up."""

    def rate(self, now: float) -> float:
        risen = RECOVERY * self.full * max(0.0, now - self._low_since)
        return min(self.full, self._low + risen) if self._low < self.full else self.full

    def wait(self, now: float) -> float:
        while self._arrived and self._arrived[0] + WINDOW_SECONDS <= now:
            self._arrived.popleft()
        open_in = 0.0
        if self.under_way + len(self._arrived) >= max(1.0, self.full):
            open_in = self._arrived[0] + WINDOW_SECONDS - now if self._arrived else LATE_SECONDS
        return max(super().wait(now), open_in)

    def spend(self, now: float) -> None:
        self.under_way += 1
        self.due = max(self.due, now) + (WINDOW_SECONDS + LATE_SECONDS + JITTER_SECONDS) / self.rate(now)

    def arrived(self, sent: float, now: float) -> None:
        """A message that was `sent` then has been answered just now."""
        took = now - sent
        usual = min(took, self._quickest)
        self._quickest = usual + (took - usual) / SMOOTHING
        self.under_way -= 1
        self._arrived.append(now - usual)

    def pause(self, until: float) -> None:
        super().pause(until)
        self.paused_until = max(self.paused_until, until)

    def paused(self, now: float) -> bool:
        return now < self.paused_until

    def slow(self, now: float, until: float) -> None:
        """Note that it was too fast: from `until` on the next ones go slower. Once for all that were under way
        together.
        """
        if now >= self._low_since:
            self._low = max(min(MIN_RATE, self.full), SLOWDOWN * self.rate(now))
            self._low_since = until


class ChatRateLimits:
    """One rate limit for each chat that was written to lately."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.by_chat: dict[str, TokenBucket] = {}

    def of(self, chat: str, now: float) -> TokenBucket:
        limit = self.by_chat.get(chat)
        if limit is None:
            if len(self.by_chat) >= MAX_CHATS:
                self._forget(now)
            limit = self.by_chat[chat] = self._new(chat)
        return limit

    def _forget(self, now: float) -> None:
        """Forget the chats that are at rest, and where these are few, those whose limit is over soonest."""
        busy = [(name, kept) for name, kept in self.by_chat.items() if kept.due > now]
        self.by_chat = dict(nlargest(MAX_CHATS // 2, busy, key=lambda entry: entry[1].due))

    def _new(self, chat: str) -> TokenBucket:
        limits = self.limits
        if limits.is_group(chat):
            return TokenBucket((limits.group_messages_per_minute - GROUP_BURST) / 60, GROUP_BURST)
        return TokenBucket(limits.chat_messages_per_second, limits.chat_burst)
