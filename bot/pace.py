"""How fast messages may go out, by the generic cell rate algorithm: no timers, one number per thing paced."""

from __future__ import annotations

MOST_CHATS = 10_000
"""So many chats are remembered before those at rest are forgotten."""


class Pace:
    """At most `rate` a second on average, and at most `burst` at once. Times are seconds of a monotonic clock."""

    def __init__(self, rate: float, burst: int = 1) -> None:
        self.interval = 1.0 / rate
        self.slack = self.interval * (burst - 1)
        self.due = 0.0
        """When the next one would be due if all went evenly."""

    def wait(self, now: float) -> float:
        """Seconds until the next may go; 0 if it may go now."""
        return max(0.0, self.due - self.slack - now)

    def spend(self, now: float) -> None:
        """One goes out."""
        self.due = max(self.due, now) + self.interval

    def pause(self, until: float) -> None:
        """Nothing goes out before `until`."""
        self.due = max(self.due, until + self.slack)


class ChatPaces:
    """The pace of every chat that was written to lately."""

    def __init__(self, rate: float, burst: int) -> None:
        self.rate, self.burst = rate, burst
        self.paces: dict[str, Pace] = {}

    def of(self, chat: str, now: float) -> Pace:
        pace = self.paces.get(chat)
        if pace is None:
            if len(self.paces) >= MOST_CHATS:
                self.paces = {name: kept for name, kept in self.paces.items() if kept.due > now}
            pace = self.paces[chat] = Pace(self.rate, self.burst)
        return pace
