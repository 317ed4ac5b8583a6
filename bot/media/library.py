"""The service for photos and files: channels get contents from it and store their own references in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from weakref import WeakValueDictionary

from sqlalchemy.ext.asyncio import AsyncSession

from bot.media.images import NotAnImageError, prepare_in_thread
from bot.media.storage import BlobStorage
from models import media as rows
from models.db.database import Database, shielded, utcnow
from models.media import PHOTO, Media, StoredBlob

Fetch = Callable[[str], Awaitable[bytes]]
"""Takes the source's reference; returns the content. Raises `OSError`."""


@dataclass(frozen=True, slots=True)
class SendableMedia:
    """A photo or a file as one channel can send it: by the channel's own `ref`, or by its `content`."""

    name: str
    mime: str
    ref: str | None = None
    content: bytes | None = None


class MediaService:
    """All photos and files. A photo that came by one channel and goes out by another is fetched once."""

    def __init__(
        self, db: Database, contents: BlobStorage, sources: Mapping[str, Fetch] = MappingProxyType({})
    ) -> None:
        """`sources`, by name, are the channels that contents are fetched from, and the makers of lazy files."""
        self.db, self.contents, self._sources = db, contents, sources
        self._uploads: WeakValueDictionary[tuple[int, str], asyncio.Lock] = WeakValueDictionary()

    async def find(self, media_id: int, channel: str) -> SendableMedia:
        """Return a photo or a file for sending on `channel`.

        Raises `LookupError` where there is no such media, `OSError` where its content cannot be read now.
        """
        async with self.db.read() as session:
            media = await session.get(Media, media_id)
            if media is None:
                raise LookupError(f"no media {media_id}")
            known = await rows.refs_of(session, media_id)
        if channel in known:
            return SendableMedia(media.name, media.mime, ref=known[channel])
        return SendableMedia(media.name, media.mime, content=await self.content(media_id))

    @asynccontextmanager
    async def for_sending(self, media_id: int, channel: str) -> AsyncIterator[SendableMedia]:
        """Yield a photo or a file for sending, as `find` returns it.

        Where `channel` has no reference yet, only one caller sends it, and the others wait for the reference: a photo
        for thousands is uploaded once.
        """
        known = await self._known(media_id, channel)
        if known is not None:
            yield known
            return
        async with self._uploads.setdefault((media_id, channel), asyncio.Lock()):
            found = await self.find(media_id, channel)
            if found.ref is None:
                yield found
                return
        yield found

    async def _known(self, media_id: int, channel: str) -> SendableMedia | None:
        async with self.db.read() as session:
            found = await rows.find_ref(session, media_id, channel)
        return SendableMedia(*found) if found else None

    async def content(self, media_id: int) -> bytes:
        """Return the bytes of a photo or a file. Raises as `find` does."""
        stored = await self.get_stored(media_id)
        if stored is not None:
            return stored
        try:
            return await self.fetch(media_id)
        except NotAnImageError:
            raise FileNotFoundError(f"media {media_id} is no picture") from None

    async def get_stored(self, media_id: int) -> bytes | None:
        """Return the bytes where they are stored here; None where only a source has them. Raises as `find` does."""
        media = await self.get(media_id)
        if media.digest is not None:
            with suppress(FileNotFoundError):
                return await self.contents.get(media.digest)
        return media.content

    async def fetch(self, media_id: int) -> bytes:
        """Fetch a content from its source. Check it where it is a photo, and store it unless it is a lazy file.

        Raises as `find` does, and `bot.media.images.NotAnImageError`.
        """
        media = await self.get(media_id)
        content = await self._from_channel(media_id)
        if media.is_photo:
            content = await prepare_in_thread(content)
        if media.expires_at is None:
            await self.store(media_id, content, PHOTO if media.is_photo else media.mime)
        return content

    async def store(self, media_id: int, content: bytes, mime: str) -> None:
        """Store the content of a media that had none. From now on it is found by its digest."""

        async def write() -> None:
            async with self.referencing(content) as (session, blob):
                await rows.set_digest(session, media_id, blob, mime)

        await shielded(write())

    @asynccontextmanager
    async def referencing(self, content: bytes) -> AsyncIterator[tuple[AsyncSession, StoredBlob]]:
        """Store `content` and yield a transaction whose rows may refer to it.

        The content is written before the transaction begins, so that nobody waits for that. The garbage collector may
        delete it until then, so it is restored under a lock that the collector respects.
        """
        blob = await self.contents.put(content)
        async with self.db.write() as session:
            await rows.lock_shared(session)
            await self.contents.restore(blob, content)
            yield session, blob

    async def get(self, media_id: int) -> Media:
        """Return the row, with the content where that is still in the database. Raises `LookupError`."""
        async with self.db.read() as session:
            media = await rows.get_with_content(session, media_id)
        if media is None:
            raise LookupError(f"no media {media_id}")
        return media

    async def _from_channel(self, media_id: int) -> bytes:
        async with self.db.read() as session:
            refs = await rows.refs_of(session, media_id)
        for channel, ref in refs.items():
            if channel in self._sources:
                return await self._sources[channel](ref)
        raise FileNotFoundError(f"no channel has media {media_id}")

    async def remember(self, media_id: int, channel: str, ref: str) -> None:
        """Store the reference that `channel` has for this media, so that it is uploaded only once."""
        async with self.db.write() as session:
            await rows.add_ref(session, media_id, channel, ref)


async def remember_received(
    session: AsyncSession,
    owner_id: int,
    channel: str,
    ref: str,
    mime: str,
    name: str = "",
    now: datetime | None = None,
) -> int:
    """Add a photo or a file that arrived through `channel` under its `ref`, at `now`. Return its id.

    A photo is fetched soon (`bot.media.downloader`); a file stays with the channel until another one needs it.
    """
    known = await rows.claim_received(session, owner_id, channel, ref)
    if known is not None:
        return known
    media = Media(mime=mime, name=name, owner_id=owner_id, created_at=now or utcnow())
    if media.is_photo:
        media.fetch_after = utcnow()
    return await rows.add_with_ref(session, media, channel, ref)


async def create_lazy_file(
    session: AsyncSession, owner_id: int, maker: str, ref: str, mime: str, name: str, expires_at: datetime
) -> int:
    """Add a file that is created only when it is sent, outside of any transaction. Return its id.

    The source of `MediaService` with the name `maker` creates it from `ref`. The row is deleted after `expires_at`.
    """
    media = Media(mime=mime, name=name, owner_id=owner_id, expires_at=expires_at)
    return await rows.add_with_ref(session, media, maker, ref)
