"""Photos and files that are there when a test begins."""

from __future__ import annotations

from obstore.store import MemoryStore

from bot.app import file_makers, handler_modules
from bot.dialog.router import Router
from bot.media.library import MediaService
from bot.media.storage import BlobStorage
from bot.media.storage.object_store import ObjectStorage
from models.db.database import Database
from models.media import Media


def in_memory() -> BlobStorage:
    store = MemoryStore()
    return ObjectStorage(lambda: store)


def library_of(db: Database) -> MediaService:
    """What messengers ask for photos and files, with those that the bot makes itself."""
    return MediaService(db, in_memory(), file_makers(Router(handler_modules()), db))


async def keep(library: MediaService, content: bytes, mime: str = "image/jpeg", name: str = "") -> int:
    """A photo or a file that no channel has; its id."""
    async with library.referencing(content) as (session, kept):
        media = Media(mime=mime, name=name, digest=kept.digest, size=kept.size)
        session.add(media)
    return media.id
