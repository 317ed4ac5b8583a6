"""Where channels get the content of a photo or a file from, and where they note what they call it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from weakref import WeakValueDictionary

from sqlalchemy.ext.asyncio import AsyncSession

from bot.media.storage import BlobStorage
from models import media as rows
from models.db.database import Database, shielded, utcnow
from models.media import PHOTO, Media, StoredBlob

Fetch = Callable[[str], Awaitable[bytes]]


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
        """`sources`, by name: channels that contents are fetched from, and makers of those that nobody has yet."""
        self.db, self.contents, self._sources = db, contents, sources
        self._uploads: WeakValueDictionary[tuple[int, str], asyncio.Lock] = WeakValueDictionary()

    async def find(self, media_id: int, channel: str) -> SendableMedia:
        """Raises `LookupError` where there is no such media, `OSError` where its content cannot be had."""
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
        """As `find`. Where `channel` has no name for it yet, the first to send it goes alone: whoever comes meanwhile
        waits until the name is known, so that a photo for thousands is uploaded once.
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
        """The bytes of a photo or a file; raises as `find` does."""
        kept = await self.kept(media_id)
        if kept is not None:
            return kept
        from bot.media.images import NotAnImageError

        try:
            return await self.fetch(media_id)
        except NotAnImageError:
            raise FileNotFoundError(f"media {media_id} is no picture") from None

    async def kept(self, media_id: int) -> bytes | None:
        """What is here of it, without asking a channel; raises as `find` does."""
        media = await self.get(media_id)
        if media.digest is not None:
            with suppress(FileNotFoundError):
                return await self.contents.get(media.digest)
        return media.content

    async def fetch(self, media_id: int) -> bytes:
        """Its content from where it is, for good: checked where it is a photo, and kept, but for what was only made to
        be sent once. Raises as `find` does, and `bot.media.images.NotAnImageError`.
        """
        from bot.media.images import prepare_in_thread

        media = await self.get(media_id)
        content = await self._from_channel(media_id)
        if media.is_photo:
            content = await prepare_in_thread(content)
        if media.expires_at is None:
            await self.keep(media_id, content, PHOTO if media.is_photo else media.mime)
        return content

    async def keep(self, media_id: int, content: bytes, mime: str) -> None:
        """Where `content` came late: it is found under its digest from now on."""

        async def keep() -> None:
            async with self.referencing(content) as (session, kept):
                await rows.name(session, media_id, kept, mime)

        await shielded(keep())

    @asynccontextmanager
    async def referencing(self, content: bytes) -> AsyncIterator[tuple[AsyncSession, StoredBlob]]:
        """A transaction whose rows may name `content`.

        It is kept before the transaction begins, so that nobody waits for that. If nothing named it for long it may
        have been swept away since; that it is there is made sure of once more when it cannot be swept any longer.
        """
        kept = await self.contents.put(content)
        async with self.db.write() as session:
            await rows.lock_shared(session)
            await self.contents.restore(kept, content)
            yield session, kept

    async def get(self, media_id: int) -> Media:
        """With the content, where that is still in the database. Raises `LookupError` where there is no such media."""
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
        """Note what `channel` calls this media, so that it is uploaded only once."""
        async with self.db.write() as session:
            await rows.add_ref(session, media_id, channel, ref)


async def remember_received(
    session: AsyncSession, owner_id: int, channel: str, ref: str, mime: str, name: str = ""
) -> int:
    """A photo or a file that arrived through `channel`, known by `ref` there. A photo is soon fetched from there
    (`bot.media.downloader`); a file stays there until it is needed elsewhere.
    """
    known = await rows.claim_received(session, owner_id, channel, ref)
    if known is not None:
        return known
    media = Media(mime=mime, name=name, owner_id=owner_id)
    if media.is_photo:
        media.fetch_after = utcnow()
    return await rows.add_with_ref(session, media, channel, ref)


async def create_lazy_file(
    session: AsyncSession, owner_id: int, maker: str, ref: str, mime: str, name: str, expires_at: datetime
) -> int:
    """Note a file that is made only when it is sent, outside of any transaction: by the source of `MediaService` that
    is called `maker`, which is given `ref`. Returns its id.
    """
    media = Media(mime=mime, name=name, owner_id=owner_id, expires_at=expires_at)
    return await rows.add_with_ref(session, media, maker, ref)
