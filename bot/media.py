"""Where channels get the content of a photo or a file from, and where they note what they call it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakValueDictionary

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from models.database import Database
from models.media import Media, MediaRef

Fetch = Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Found:
    """A photo or a file as one channel can send it: by the channel's own `ref`, or by its `content`."""

    name: str
    mime: str
    ref: str | None = None
    content: bytes | None = None


class Library:
    """All photos and files. A photo that came by one channel and goes out by another is fetched once."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.fetchers: dict[str, Fetch] = {}
        self._uploads: WeakValueDictionary[tuple[int, str], asyncio.Lock] = WeakValueDictionary()

    async def find(self, media_id: int, channel: str) -> Found:
        """Raises `LookupError` where there is no such media, `OSError` where its content cannot be had."""
        async with self.db.read() as session:
            media = await session.get(Media, media_id)
            if media is None:
                raise LookupError(f"no media {media_id}")
            refs = await session.execute(
                select(MediaRef.channel, MediaRef.ref).where(MediaRef.media_id == media_id)
            )
            known = {row.channel: row.ref for row in refs}
        if channel in known:
            return Found(media.name, media.mime, ref=known[channel])
        return Found(media.name, media.mime, content=await self.content(media_id))

    @asynccontextmanager
    async def to_send(self, media_id: int, channel: str) -> AsyncIterator[Found]:
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

    async def _known(self, media_id: int, channel: str) -> Found | None:
        named = select(Media.name, Media.mime, MediaRef.ref).join(MediaRef, MediaRef.media_id == Media.id)
        async with self.db.read() as session:
            row = (
                await session.execute(named.where(Media.id == media_id, MediaRef.channel == channel))
            ).one_or_none()
        return Found(row.name, row.mime, ref=row.ref) if row else None

    async def content(self, media_id: int) -> bytes:
        """The bytes of a photo or a file; raises as `find` does."""
        async with self.db.read() as session:
            media = await session.get(Media, media_id, options=[undefer(Media.content)])
            if media is None:
                raise LookupError(f"no media {media_id}")
            if media.content is not None:
                return media.content
            refs = (await session.scalars(select(MediaRef).where(MediaRef.media_id == media_id))).all()
        for ref in refs:
            if ref.channel in self.fetchers:
                content = await self.fetchers[ref.channel](ref.ref)
                async with self.db.write() as session:
                    await session.execute(update(Media).where(Media.id == media_id).values(content=content))
                return content
        raise FileNotFoundError(f"no channel has media {media_id}")

    async def remember(self, media_id: int, channel: str, ref: str) -> None:
        """Note what `channel` calls this media, so that it is uploaded only once."""
        async with self.db.write() as session:
            known = await session.scalar(
                select(MediaRef.id).where(MediaRef.media_id == media_id, MediaRef.channel == channel)
            )
            if known is None:
                session.add(MediaRef(media_id=media_id, channel=channel, ref=ref))


async def keep_ref(
    session: AsyncSession, owner_id: int, channel: str, ref: str, mime: str, name: str = ""
) -> int:
    """A photo or a file that arrived through `channel`, known by `ref` there; its content stays there until it is
    needed.
    """
    known = await session.scalar(
        select(MediaRef.media_id)
        .join(Media)
        .where(
            MediaRef.channel == channel,
            MediaRef.ref == ref,
            or_(Media.owner_id == owner_id, Media.owner_id.is_(None)),
        )
    )
    if known is not None:
        await session.execute(update(Media).where(Media.id == known).values(owner_id=owner_id))
        return known
    media = Media(mime=mime, name=name, owner_id=owner_id)
    session.add(media)
    await session.flush()
    session.add(MediaRef(media_id=media.id, channel=channel, ref=ref))
    return media.id


async def keep_promise(
    session: AsyncSession, owner_id: int, maker: str, ref: str, mime: str, name: str, expires_at: datetime
) -> int:
    """A file that is made only when it is sent, outside of any transaction: by `Library.fetchers[maker]`, which is
    given `ref`.
    """
    media = Media(mime=mime, name=name, owner_id=owner_id, expires_at=expires_at)
    session.add(media)
    await session.flush()
    session.add(MediaRef(media_id=media.id, channel=maker, ref=ref))
    return media.id


async def keep_content(
    session: AsyncSession,
    owner_id: int,
    content: bytes,
    mime: str,
    name: str,
    expires_at: datetime | None = None,
) -> int:
    """A file that the bot made for somebody."""
    media = Media(mime=mime, name=name, content=content, owner_id=owner_id, expires_at=expires_at)
    session.add(media)
    await session.flush()
    return media.id
