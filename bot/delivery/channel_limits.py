"""The rate limits of one channel, and the pauses that it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.channels.base import Channel
from bot.delivery.chat_queue import is_broadcast
from bot.delivery.rate_limit import ChannelRateLimit, ChatRateLimits
from bot.messages.send_result import Later
from bot.observability.events import Events
from bot.queue.outbox import ClaimedMessage

AHEAD_SECONDS, MIN_AHEAD = 0.1, 6
"""Messages of broadcasts are claimed so long before they go, or at least so many."""

MIN_RELEASE_SECONDS = 1.0
"""Seconds; for a longer pause, messages of broadcasts go back to the table."""

MAX_PAUSE_SECONDS = 15.0
"""Seconds after which a channel is tried again at the latest, however often in a row it was out of order."""

MIN_ASKED_SECONDS, MAX_ASKED_SECONDS = 0.1, 600.0
"""Seconds that a channel is left alone because it asked for it, whatever it said: a pause of a day is tried before."""


class ChannelLimits:
    """One rate limit for the channel, or two where broadcasts have their own, and one for each chat."""

    def __init__(self, channel: Channel, clock: Callable[[], float], events: Events) -> None:
        limits = channel.limits
        self._name, self._clock, self._events = channel.name, clock, events
        self.all = self.broadcasts = ChannelRateLimit(limits.messages_per_second)
        events.rate_limited(channel.name, "all", lambda: self.all.rate(clock()))
        if limits.paid_per_second:
            self.broadcasts = ChannelRateLimit(limits.paid_per_second)
            events.rate_limited(channel.name, "broadcasts", lambda: self.broadcasts.rate(clock()))
        self.chats = ChatRateLimits(limits)
        self._failures = 0
        """Number of times in a row that the channel was out of order."""

    @property
    def ahead(self) -> int:
        """Number of messages of broadcasts that are claimed before they go."""
        return max(MIN_AHEAD, round(min(1e6, self.broadcasts.full) * AHEAD_SECONDS))

    def succeeded(self) -> None:
        """The channel answered, whatever became of the message: it is in order."""
        self._failures = 0

    def pause(self, message: ClaimedMessage, told: Later) -> float:
        """Pause what the channel's answer to `message` concerns, and nothing else; for how many seconds.

        Channels do not say what a pause is for: a chat that got more than its share lately is the reason, not the bot.
        """
        now = self._clock()
        asked = min(MAX_ASKED_SECONDS, max(MIN_ASKED_SECONDS, told.seconds))
        limit = self.broadcasts if is_broadcast(message) else self.all
        chat = self.chats.of(message.chat, now)
        if not told.whole_channel or (told.flood and chat.hurried(now)):
            chat.pause(now + asked)
            self._events.paused(self._name, asked, whole_channel=False, flood=told.flood)
            return asked
        if told.flood:
            limit.slow(now, now + asked)
            return self._pause_channel((limit,), asked, flood=True)
        if not limit.paused(now):
            self._failures += 1
        seconds = min(MAX_PAUSE_SECONDS, asked * float(2 ** min(self._failures - 1, 10)))
        return self._pause_channel((self.all, self.broadcasts), seconds, flood=False)

    def _pause_channel(self, limits: Iterable[ChannelRateLimit], seconds: float, *, flood: bool) -> float:
        now = self._clock()
        for limit in limits:
            limit.pause(now + seconds)
        self._events.paused(self._name, seconds, whole_channel=True, flood=flood)
        return seconds

    @property
    def broadcasts_rest(self) -> bool:
        """Return whether what is here of broadcasts is to wait in the table: their pause is a long one."""
        now = self._clock()
        return self.broadcasts.paused(now) and self.broadcasts.paused_until > now + MIN_RELEASE_SECONDS
