"""The demo: the whole bot on a page in the browser, with sample people, products and events."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from sqlalchemy import select

from bot.app import App, prepare
from bot.channels.page import PageChannel, Persona
from bot.media import Library
from bot.settings import Settings
from bot.web.server import listening_socket, page_app, serve_on
from models import demo
from models.database import Database, utcnow
from models.people import Person

HOST = "127.0.0.1"

PERSONAS = (
    Persona("santri", "Santri", "Sudah terdaftar, siap menjual", "Ahmad Fauzi"),
    Persona("penyelenggara", "Penyelenggara", "Mengatur acara dan siaran", "Siti Aminah"),
    Persona("admin", "Admin", "Melihat statistik, memberi peran", "Budi Santoso"),
    Persona("baru", "Pendatang baru", "Belum pernah menyapa asisten", "Nur Azizah"),
)

COLOURS = ("#0f766e", "#b45309", "#4d7c0f", "#9f1239", "#1d4ed8")


async def run(port: int, data: Path | None, ready: Callable[[str], None]) -> None:
    """Serve the demo until cancelled; `ready` is told its address. Without `data` everything is new each time.

    Raises `OSError` where the port is taken or the folder cannot be written.
    """
    listening = listening_socket(HOST, port)
    with tempfile.TemporaryDirectory(prefix="santribot-demo-") as new:
        folder = data or Path(new)
        folder.mkdir(parents=True, exist_ok=True)
        db = Database(f"sqlite+aiosqlite:///{folder / 'demo.db'}")
        try:
            await _fill(db)
            library = Library(db)
            settings = Settings()
            page = PageChannel(db, library, PERSONAS, settings.bot.name)
            async with asyncio.TaskGroup() as parts:
                parts.create_task(App(settings, db, {page.name: page}, library).run())
                parts.create_task(serve_on(listening, page_app(page, library)))
                ready(f"http://{HOST}:{listening.getsockname()[1]}")
        finally:
            await db.close()


async def _fill(db: Database) -> None:
    """Sample data for a database that has nobody yet."""
    await prepare(db)
    async with db.write() as session:
        if await session.scalar(select(Person.id).limit(1)) is None:
            await demo.fill(session, PageChannel.name, [_photo(colour) for colour in COLOURS], utcnow())


def _photo(colour: str) -> bytes:
    """A small picture that stands for a product: a parcel on a plain ground."""
    image = Image.new("RGB", (640, 480), colour)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((180, 120, 460, 380), radius=24, fill="#fdf6e3", outline="#00000022", width=4)
    draw.rectangle((300, 120, 340, 380), fill=colour)
    draw.rectangle((180, 220, 460, 250), fill=colour)
    draw.ellipse((270, 60, 330, 130), outline="#fdf6e3", width=12)
    draw.ellipse((310, 60, 370, 130), outline="#fdf6e3", width=12)
    file = BytesIO()
    image.save(file, "JPEG", quality=80)
    return file.getvalue()
