"""Chats whose messages need rows that somebody else keeps locked: an operator's transaction, a long report.

Such a chat is handled beside all others, in a transaction of its own that waits for the row. That has the chat's lock
meanwhile, so no worker takes a message of it, and everybody else is answered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from bot.observability.logging import get_logger
from bot.queue.inbox import InboxMessage
from models.db.database import is_transient, reason

log = get_logger(__name__)

MAX_CHATS = 3
"""Number of chats that are waited for beside the others; each needs a connection. More wait their turn."""

HURRY_SECONDS = 30.0
"""Seconds after somebody kept a row locked, in which others wait for locks only for a moment."""

MAX_SECONDS = 600.0
"""A row that is locked for longer is a failure like any other."""

RETRY_SECONDS = 0.5

Attempt = Callable[[InboxMessage, asyncio.Event], Awaitable[None]]
"""Handle a message, waiting for locks; the event is set once its chat is claimed, or need not be."""


class LockedChats:
    """The chats that one worker waits for."""

    def __init__(
        self, attempt: Attempt, give_up: Callable[[InboxMessage, Exception], Awaitable[None]]
    ) -> None:
        self._attempt, self._give_up = attempt, give_up
        self._tasks: set[asyncio.Task[None]] = set()
        self._hurry_until = 0.0

    @property
    def hurry(self) -> bool:
        """Return whether somebody kept a row locked a short time ago."""
        return monotonic() < self._hurry_until

    def note(self, error: Exception) -> None:
        """Take note that somebody keeps a row locked."""
        if not self.hurry:
            log.warning("a row is locked by somebody else, who needs it waits", why=reason(error))
        self._hurry_until = monotonic() + HURRY_SECONDS

    async def put(self, message: InboxMessage) -> None:
        """Handle a message when its rows are free; returns once its chat is claimed for that."""
        if len(self._tasks) >= MAX_CHATS:
            return
        claimed = asyncio.Event()
        task = asyncio.create_task(self._handle(message, claimed))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _task: claimed.set())
        await claimed.wait()

    async def close(self) -> None:
        """Give up waiting: the messages wait in the inbox."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _handle(self, message: InboxMessage, claimed: asyncio.Event) -> None:
        begin = monotonic()
        while True:
            try:
                await self._attempt(message, claimed)
                return
            except Exception as error:
                if not is_transient(error) or monotonic() > begin + MAX_SECONDS:
                    await self._apologise(message, error)
                    return
            claimed.set()
            await asyncio.sleep(RETRY_SECONDS)

    async def _apologise(self, message: InboxMessage, error: Exception) -> None:
        try:
            await self._give_up(message, error)
        except Exception as another:
            log.error("a message could not be put aside", trace_id=message.trace_id, exc_info=another)
