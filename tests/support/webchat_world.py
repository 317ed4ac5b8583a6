"""A server with the page, real but for the bot: what people say is noted down, and tests answer by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image

import models.people
import models.pesantren
import models.regions  # noqa: F401 - tables that others refer to
from bot.channels.webchat.channel import Persona, WebchatChannel
from bot.channels.webchat.pages import create_webchat_app
from bot.http.server import listening_socket, serve_on
from bot.media.library import Fetch, MediaService
from bot.media.storage import FolderStorage
from bot.messages.incoming import IncomingMessage
from bot.messages.outgoing import InlineButton, OutgoingMessage
from bot.messages.send_result import Sent
from models.db.database import Base, Database
from tests.support.media_service import keep

PERSONAS = (
    Persona("santri", "Santri", "santri di Pesantren Sidogiri", "Ahmad Fauzi"),
    Persona("panitia", "Penyelenggara", "penyelenggara acara OPOP", "Siti Aminah"),
    Persona("admin", "Admin", "admin program OPOP", "Bu Nur"),
)


@dataclass
class World:
    """`said` is what has been saved in the inbox; `port` stays the same over restarts."""

    db: Database
    channel: WebchatChannel
    port: int
    said: list[IncomingMessage] = field(default_factory=list)
    disk_is_full: bool = False
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    listening: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def bot_comes(self) -> None:
        self.listening.append(asyncio.create_task(self.channel.listen(self.save)))
        await asyncio.sleep(0)

    async def bot_goes(self) -> None:
        await ended(self.listening.pop())

    async def save(self, messages: Sequence[IncomingMessage]) -> None:
        """As the inbox does: the same update twice is one."""
        if self.disk_is_full:
            raise OSError("no space left")
        known = {message.update for message in self.said}
        self.said += [message for message in messages if message.update not in known]
        self.arrived.set()

    async def hears(self, count: int = 1) -> list[IncomingMessage]:
        """What was said, once it is at least so much."""
        async with asyncio.timeout(60):
            while len(self.said) < count:
                self.arrived.clear()
                await self.arrived.wait()
        return self.said

    async def bot_says(self, chat: str, html: str, *keys: InlineButton, changes: str = "") -> str:
        """One message with one row of keys; its ref."""
        rows = [list(keys)] if keys else []
        return await self.bot_sends(chat, OutgoingMessage(html=html, rows=rows, changes=changes))

    async def bot_sends(self, chat: str, message: OutgoingMessage) -> str:
        outcome = await self.channel.send(chat, message)
        assert isinstance(outcome, Sent)
        return outcome.ref

    async def keeps(self, content: bytes, mime: str, name: str = "") -> int:
        return await keep(self.channel.library, content, mime, name)


@asynccontextmanager
async def page_world(file: Path, port: int = 0) -> AsyncIterator[World]:
    """The server on a database in `file`; leaving it and coming again is a restart."""
    db = Database(f"sqlite+aiosqlite:///{file}")
    async with db.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    sources = dict[str, Fetch]()
    library = MediaService(db, FolderStorage(file.with_suffix(".media")), sources)
    channel = WebchatChannel(db, library, PERSONAS, title="Asisten OPOP")
    sources["page"] = channel.fetch
    listening = listening_socket("127.0.0.1", port)
    world = World(db, channel, listening.getsockname()[1])
    serving = asyncio.create_task(serve_on(listening, create_webchat_app(channel, library)))
    await world.bot_comes()
    try:
        yield world
    finally:
        await world.bot_goes()
        await ended(serving)
        await channel.close()
        await db.close()


async def ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def photo(width: int = 640, height: int = 480, colour: str = "teal", kind: str = "JPEG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return out.getvalue()
