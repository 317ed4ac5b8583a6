"""A bot that Telegram brings messages to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.channels.base import Limits, Save
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.receiving.webhook import HEADER, secret_of
from bot.media.library import MediaService
from bot.observability.health import Health
from tests.channels.telegram.standin import Standin
from tests.channels.telegram.standin.server import TOKEN
from tests.support.programs import free_port
from tests.support.serving import HOST, Service, served

PATH = "/opop/telegram"
LIMITS = Limits(messages_per_second=30, chat_messages_per_second=1)


@dataclass
class Place:
    """A bot that is brought messages."""

    service: Service
    channel: TelegramChannel
    listening: asyncio.Task[None]

    async def brought(self, body: bytes, **headers: str) -> tuple[int, bytes]:
        """Status and body of the answer to a delivery, by whoever it is."""
        url = f"{self.service.url}{PATH}"
        async with self.service.session.post(url, data=body, headers=headers) as answer:
            return answer.status, await answer.read()

    async def brings(self, body: bytes) -> int:
        """The status for a delivery by Telegram."""
        return (await self.brought(body, **{HEADER: secret_of(TOKEN)}))[0]


@asynccontextmanager
async def place(standin: Standin, library: MediaService, save: Save | None) -> AsyncIterator[Place]:
    """It listens, unless nothing can be saved yet."""
    port = free_port()
    channel = TelegramChannel(
        standin.token,
        library,
        api_url=standin.url,
        limits=LIMITS,
        webhook_url=f"http://{HOST}:{port}{PATH}",
    )
    async with served(Health(library.db), *channel.routes, port=port) as service:
        listening = asyncio.create_task(channel.listen(save) if save else asyncio.sleep(0))
        try:
            yield Place(service, channel, listening)
        finally:
            await ended(listening)
            await channel.close()


async def ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
