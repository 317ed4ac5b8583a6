"""An inbox in memory, and a channel that listens while a test runs."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence

from bot.channels.telegram.channel import TelegramChannel
from bot.messages.incoming import IncomingMessage
from tests.channels.telegram.standin import Person


class Inbox:
    """Keeps what is saved; the first `failures` savings fail."""

    def __init__(self, failures: int = 0) -> None:
        self.saved: list[IncomingMessage] = []
        self.refused: list[IncomingMessage] = []
        self._failures = failures
        self._news = asyncio.Condition()

    async def save(self, arrived: Sequence[IncomingMessage]) -> None:
        if self._failures:
            self._failures -= 1
            self.refused += arrived
            raise RuntimeError("the disk is full")
        async with self._news:
            self.saved += arrived
            self._news.notify_all()

    async def has(self, count: int = 1) -> list[IncomingMessage]:
        """Waits until so many have been saved."""
        async with asyncio.timeout(60), self._news:
            await self._news.wait_for(lambda: len(self.saved) >= count)
        return self.saved


@contextlib.asynccontextmanager
async def listening(channel: TelegramChannel, inbox: Inbox) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(channel.listen(inbox.save))
    try:
        yield task
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def hears(channel: TelegramChannel, santri: Person, words: str) -> None:
    """What somebody says arrives, once, as soon as the channel listens."""
    await santri.says(words)
    inbox = Inbox()
    async with listening(channel, inbox):
        assert [each.text for each in await inbox.has(1)] == [words]


async def eventually(condition: Callable[[], bool]) -> None:
    """Waits until it is so."""
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.005)
