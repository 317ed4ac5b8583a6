"""Photos and files that are there when a test begins."""

from __future__ import annotations

from obstore.store import MemoryStore

from bot.app import file_makers
from bot.contents import Contents
from bot.contents.stored import Stored
from bot.media import Library
from models.database import Database
from models.media import Media


def in_memory() -> Contents:
    store = MemoryStore()
    return Stored(lambda: store)


def library_of(db: Database) -> Library:
    """What messengers ask for photos and files, with those that the bot makes itself."""
    library = Library(db, in_memory())
    library.fetchers.update(file_makers(db))
    return library


async def keep(library: Library, content: bytes, mime: str = "image/jpeg", name: str = "") -> int:
    """A photo or a file that no channel has; its id."""
    async with library.naming(content) as (session, kept):
        media = Media(mime=mime, name=name, digest=kept.digest, size=kept.size)
        session.add(media)
    return media.id
