"""The times at which one loop has something to do, of several kinds, and one wait for all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from time import monotonic
from typing import Generic, TypeVar

Work = TypeVar("Work", bound=Hashable)


class Deadlines(Generic[Work]):
    """Times when each kind of work is due, by the monotonic clock. One loop waits; everybody may set a time."""

    def __init__(self) -> None:
        self._times: dict[Work, float] = {}
        self._waiter: asyncio.Future[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._timer_time = 0.0

    def __contains__(self, work: Work) -> bool:
        """Return whether a time is set for it."""
        return work in self._times

    def set(self, work: Work, seconds: float = 0.0) -> None:
        """Make it due in so many seconds, or earlier where an earlier time is set already."""
        time = monotonic() + seconds
        if time < self._times.get(work, time + 1.0):
            self._times[work] = time
            if self._timer is not None and time < self._timer_time:
                self._start_timer(time)

    async def wait(self) -> frozenset[Work]:
        """Wait until something is due; what that is. Its times are unset then."""
        while not (due := self._take_due()):
            await self._sleep()
        return due

    def _take_due(self) -> frozenset[Work]:
        now = monotonic()
        due = frozenset(work for work, time in self._times.items() if time <= now)
        for work in due:
            del self._times[work]
        return due

    async def _sleep(self) -> None:
        """Wait until the earliest time, which may become an earlier one meanwhile."""
        self._waiter = asyncio.get_running_loop().create_future()
        self._start_timer(min(self._times.values(), default=monotonic() + 3600.0))
        try:
            await self._waiter
        finally:
            self._stop_timer()
            self._waiter = None

    def _start_timer(self, time: float) -> None:
        self._stop_timer()
        loop = asyncio.get_running_loop()
        self._timer_time = time
        self._timer = loop.call_later(max(0.0, time - monotonic()), self._wake)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
