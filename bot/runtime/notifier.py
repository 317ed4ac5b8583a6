"""Wakes the parts that wait for rows: by a call in this process, which PostgreSQL also carries between processes.

A notification that is missed costs time, and nothing else: all who wait look again after `POLL_SECONDS`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress

POLL_SECONDS = 1.0

TABLES = ("inbox", "outbox")
"""`inbox`: something arrived. `outbox`: something is to be sent."""


class Notifier:
    """Calls those who listen to a table."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[Callable[[], None]]] = {table: [] for table in TABLES}

    @contextmanager
    def listening(self, table: str, listener: Callable[[], None]) -> Iterator[None]:
        """Inside the block `listener` is called whenever the table may have new rows; it must not block."""
        self._listeners[table].append(listener)
        try:
            yield
        finally:
            self._listeners[table].remove(listener)

    def notify(self, table: str) -> None:
        """Call those who listen to `table`; an empty name is for all, since a notification may have been missed."""
        for name in TABLES:
            if table in (name, ""):
                for listener in tuple(self._listeners[name]):
                    listener()


async def wait_for(event: Awaitable[object], seconds: float = POLL_SECONDS) -> bool:
    """Wait for something, and no longer than this; whether it happened."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event
            return True
    return False
