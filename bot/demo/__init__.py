"""The demo: the whole bot on a page in the browser, with sample people, products and events."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bot.app import App, handler_modules, media_sources, prepare
from bot.channels.base import Limits
from bot.channels.webchat.channel import Persona, WebchatChannel
from bot.channels.webchat.pages import create_webchat_app
from bot.demo.sample_images import draw
from bot.dialog.router import Router
from bot.http.server import listening_socket, serve_on
from bot.media.library import Fetch, MediaService
from bot.media.storage import FolderStorage
from bot.runtime.runtime import Runtime
from bot.settings.loader import Settings
from bot.settings.schema import Broadcasts
from models import demo
from models.db.database import Database, utcnow
from models.db.single_process import single_process
from models.demo.goods import goods
from models.people import any_person

HOST = "127.0.0.1"

PERSONAS = (
    Persona("santri", "Santri", "Sudah terdaftar, siap menjual", "Ahmad Fauzi"),
    Persona("penyelenggara", "Penyelenggara", "Mengatur acara dan siaran", "Siti Aminah"),
    Persona("admin", "Admin", "Melihat statistik, memberi peran", "Budi Santoso"),
    Persona("baru", "Pendatang", "Belum pernah menyapa asisten", "Nur Azizah"),
)

LIMITS = Limits(messages_per_second=40, chat_messages_per_second=50, chat_burst=50, concurrency=8)
"""A broadcast to all takes some seconds, so that one can watch it; an answer never waits for it."""

SETTINGS = Settings(broadcasts=Broadcasts(quiet_from="00.00", quiet_to="00.00"))
"""Settings without quiet hours: nobody is woken here, at whatever hour somebody tries it."""


async def run(
    port: int, data: Path | None, ready: Callable[[str], None], settings: Settings = SETTINGS
) -> None:
    """Serve the demo until cancelled; `ready` takes its address. Without `data` everything is new each time.

    Raises `OSError` where the port is taken or the folder cannot be written, `DatabaseInUseError` where another demo
    uses the folder.
    """
    listening = listening_socket(HOST, port)
    with tempfile.TemporaryDirectory(prefix="santribot-demo-") as new, ExitStack() as stack:
        folder = data or Path(new)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        db = Database(f"sqlite+aiosqlite:///{folder / 'demo.db'}")
        stack.enter_context(single_process(db.url))
        try:
            router, sources = Router(handler_modules()), dict[str, Fetch]()
            library = MediaService(db, FolderStorage(folder / "demo-media"), sources)
            await _fill(library)
            page = WebchatChannel(db, library, PERSONAS, settings.bot.name)
            page.limits = LIMITS
            channels = {page.name: page}
            sources |= media_sources(channels, router, db)
            app = App(Runtime.create(db), settings, channels, library, router)
            async with asyncio.TaskGroup() as parts:
                parts.create_task(app.run())
                parts.create_task(serve_on(listening, create_webchat_app(page, library)))
                ready(f"http://{HOST}:{listening.getsockname()[1]}")
        finally:
            await db.close()


async def _fill(library: MediaService) -> None:
    """Sample data for a database that has nobody yet."""
    await prepare(library.db)
    async with library.db.read() as session:
        if await any_person(session):
            return
    pictures = {good.name: await library.contents.put(draw(good)) for good in goods()}
    async with library.db.write() as session:
        await demo.fill(session, WebchatChannel.name, pictures, utcnow())
