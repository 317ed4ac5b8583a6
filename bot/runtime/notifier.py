"""What wakes a part that waits for rows: an event in this process, rung also by others where PostgreSQL carries it.

A bell that is not heard costs time, and nothing else: all who wait look again after `POLL_SECONDS`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress

POLL_SECONDS = 1.0


class Notifier:
    """`inbox`: something arrived. `outbox`: something is to be sent."""

    def __init__(self) -> None:
        self.inbox, self.outbox = asyncio.Event(), asyncio.Event()

    def notify(self, name: str) -> None:
        """Of a table; an empty name rings all, since something may have gone unheard."""
        for table, bell in (("inbox", self.inbox), ("outbox", self.outbox)):
            if name in (table, ""):
                bell.set()


async def wait_for(bell: Awaitable[object], seconds: float = POLL_SECONDS) -> bool:
    """Wait for a bell, and no longer than this; whether it rang."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await bell
            return True
    return False
