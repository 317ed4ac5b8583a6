"""Token bucket by the generic cell rate algorithm: no timers, one number for each thing that is limited.

It is never looked at between messages. All times are seconds of a monotonic clock.
"""

from __future__ import annotations


class TokenBucket:
    """At most `rate` a second on average, and at most `burst` at once."""

    def __init__(self, rate: float, burst: int = 1) -> None:
        self.interval = 1.0 / rate
        self.slack = self.interval * (burst - 1)
        self.due = 0.0
        """Time at which the next one would be due if all went evenly."""

    def wait(self, now: float) -> float:
        """Seconds until the next may go; 0 if it may go now."""
        return max(0.0, self.due - self.slack - now)

    def spend(self, now: float) -> None:
        """One goes out."""
        self.due = max(self.due, now) + self.interval

    def pause(self, until: float) -> None:
        """Let nothing go out before `until`."""
        self.due = max(self.due, until + self.slack)

    def hurried(self, now: float) -> bool:
        """More went out than evenly spaced ones would have."""
        return self.due - self.interval > now
