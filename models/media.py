"""Photos and files: what they contain, and how each channel finds them again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    and_,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, undefer

from models.db.changes import count_changed
from models.db.database import Base, BigId, primary_key, utcnow
from models.db.dialect import is_sqlite
from models.db.personal import OwnedBy

PHOTO = "image/jpeg"
"""The type of every photo once it was checked."""

LOCK = int.from_bytes(b"contents")
"""The advisory lock on PostgreSQL that `lock_shared` and `lock_exclusive` take."""


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """A content that is kept: its SHA-256 in hexadecimal digits, and how many bytes it has."""

    digest: str
    size: int


class Media(Base):
    """A photo or a file. Its content is kept under `digest`, or still with the channel that it came from."""

    __tablename__ = "media"
    __personal__ = (OwnedBy("owner_id"),)
    __table_args__ = (
        Index(
            "ix_media_fetch_after",
            "fetch_after",
            sqlite_where=text("fetch_after IS NOT NULL"),
            postgresql_where=text("fetch_after IS NOT NULL"),
        ),
    )

    id: Mapped[int] = primary_key()
    name: Mapped[str] = mapped_column(String(120), default="")
    mime: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """Content in databases of versions up to 0002 only; nothing writes it, and `bot.media.blob_migration` empties it.
    """
    digest: Mapped[str | None] = mapped_column(String(64), index=True)
    """SHA-256 of the content, in hexadecimal digits: the name under which it is kept."""
    size: Mapped[int | None]
    """Bytes."""
    fetch_after: Mapped[datetime | None]
    """The moment to fetch the content from its channel; null where it is here, or cannot be had."""
    tries: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    """Number of times that this was begun."""
    owner_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("people.id", ondelete="CASCADE"), index=True
    )
    """The person with whom it is erased."""
    expires_at: Mapped[datetime | None] = mapped_column(index=True)
    """The moment to delete it, where it is made only to be sent once."""
    created_at: Mapped[datetime] = mapped_column(default=utcnow)

    @property
    def is_photo(self) -> bool:
        """Return whether it was sent to be looked at. A picture sent as a file has a name, and stays as it is."""
        return self.mime.startswith("image/") and not self.name


class MediaRef(Base):
    """The name that one channel has for a photo or a file (Telegram: its `file_id`)."""

    __tablename__ = "media_refs"
    __personal__ = (OwnedBy("media_id"),)
    __table_args__ = (UniqueConstraint("media_id", "channel"),)

    id: Mapped[int] = primary_key()
    media_id: Mapped[int] = mapped_column(BigId, ForeignKey("media.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(12))
    ref: Mapped[str] = mapped_column(Text)


async def get_with_content(session: AsyncSession, media_id: int) -> Media | None:
    """The photo or file, with the content where that is still in the database."""
    return await session.get(Media, media_id, options=[undefer(Media.content)])


async def refs_of(session: AsyncSession, media_id: int) -> dict[str, str]:
    """Channel → its name for this photo or file."""
    refs = await session.execute(
        select(MediaRef.channel, MediaRef.ref).where(MediaRef.media_id == media_id).order_by(MediaRef.id)
    )
    return dict(refs.all())


async def find_ref(session: AsyncSession, media_id: int, channel: str) -> tuple[str, str, str] | None:
    """Name, type and the channel's name for it, of a photo or file that has one."""
    named = select(Media.name, Media.mime, MediaRef.ref).join(MediaRef, MediaRef.media_id == Media.id)
    row = (
        await session.execute(named.where(Media.id == media_id, MediaRef.channel == channel))
    ).one_or_none()
    return (row.name, row.mime, row.ref) if row else None


async def add_ref(session: AsyncSession, media_id: int, channel: str, ref: str) -> None:
    """Keep what `channel` calls this media, unless it is known already."""
    known = select(MediaRef.id).where(MediaRef.media_id == media_id, MediaRef.channel == channel)
    if await session.scalar(known) is None:
        session.add(MediaRef(media_id=media_id, channel=channel, ref=ref))


async def claim_received(session: AsyncSession, owner_id: int, channel: str, ref: str) -> int | None:
    """Give what came by `channel` as `ref` before to `owner_id`, where it is theirs or nobody's; its id."""
    known = await session.scalar(
        select(MediaRef.media_id)
        .join(Media)
        .where(
            MediaRef.channel == channel,
            MediaRef.ref == ref,
            or_(Media.owner_id == owner_id, Media.owner_id.is_(None)),
        )
    )
    if known is None:
        return None
    claimed = update(Media).where(Media.id == known).values(owner_id=owner_id)
    # retention may just have deleted it, since nothing referred to it
    return known if await count_changed(session, claimed) else None


async def count_received(session: AsyncSession, owner_id: int, since: datetime) -> int:
    """Count the photos and files that a person sent since then."""
    theirs = Media.owner_id == owner_id, Media.created_at >= since, Media.expires_at.is_(None)
    return await session.scalar(select(func.count()).select_from(Media).where(*theirs)) or 0


async def add_with_ref(session: AsyncSession, media: Media, channel: str, ref: str) -> int:
    """Add a photo or file that `channel` calls `ref`; its id."""
    session.add(media)
    await session.flush()
    session.add(MediaRef(media_id=media.id, channel=channel, ref=ref))
    return media.id


async def count_refs(session: AsyncSession, channel: str, refs: Collection[str]) -> int:
    """Count those of these names of a channel that are known."""
    wanted = select(func.count()).where(MediaRef.channel == channel, MediaRef.ref.in_(refs))
    return await session.scalar(wanted) or 0


async def names_and_sizes(session: AsyncSession, ids: Collection[int]) -> dict[int, tuple[str, int | None]]:
    """Id → file name and bytes, without the contents."""
    size = func.coalesce(Media.size, func.length(Media.content))
    found = await session.execute(select(Media.id, Media.name, size).where(Media.id.in_(ids)))
    return {media_id: (name, bytes_) for media_id, name, bytes_ in found}


async def any_due(session: AsyncSession, now: datetime) -> bool:
    """Return whether a photo is to be fetched."""
    return await session.scalar(select(Media.id).where(Media.fetch_after <= now).limit(1)) is not None


async def claim(
    session: AsyncSession, now: datetime, pauses: Sequence[timedelta], most: int
) -> Sequence[Media]:
    """At most `most` photos that are to be fetched, each for one process at a time: it is due again after a pause that
    grows with its tries. After the last pause it is not due any more.
    """
    due = select(Media).where(Media.fetch_after <= now).order_by(Media.fetch_after).limit(most)
    found = (await session.scalars(due.with_for_update(skip_locked=True))).all()
    for media in found:
        media.fetch_after = now + pauses[media.tries] if media.tries < len(pauses) else None
        media.tries += 1
    return found


async def set_digest(session: AsyncSession, media_id: int, kept: StoredBlob, mime: str) -> None:
    """From now on the content is found under its digest."""
    values = {"digest": kept.digest, "size": kept.size, "mime": mime, "content": None, "fetch_after": None}
    await session.execute(update(Media).where(Media.id == media_id).values(values))


async def give_up(session: AsyncSession, media_id: int) -> None:
    """Do not try again to fetch it; its channel may still send it."""
    await session.execute(update(Media).where(Media.id == media_id).values(fetch_after=None))


async def referenced(session: AsyncSession, digests: Collection[str]) -> set[str]:
    """Return those of `digests` under which something is to be found."""
    return set(await session.scalars(select(Media.digest).where(Media.digest.in_(digests)).distinct()))


async def lock_shared(session: AsyncSession) -> None:
    """Let no content be swept away until this transaction ends. On SQLite there is no other transaction that writes."""
    if not is_sqlite(session):
        await session.execute(select(func.pg_advisory_xact_lock_shared(LOCK)))


async def lock_exclusive(session: AsyncSession) -> None:
    """Let no row come to name a content until this transaction ends."""
    if not is_sqlite(session):
        await session.execute(select(func.pg_advisory_xact_lock(LOCK)))


async def without_digest(session: AsyncSession, after: int, most: int) -> Sequence[tuple[int, bool]]:
    """Remains of versions up to 0002, in the order of the ids, past the id `after`: contents in the database (True),
    and photos that are only with their channel (False).
    """
    inside = Media.content.is_not(None)
    only_there = and_(
        Media.digest.is_(None),
        Media.fetch_after.is_(None),
        Media.tries == 0,
        Media.expires_at.is_(None),
        Media.mime.startswith("image/"),
        Media.name == "",
    )
    found = select(Media.id, inside).where(Media.id > after, or_(inside, only_there))
    return [(row[0], row[1]) for row in await session.execute(found.order_by(Media.id).limit(most))]


async def request_fetch(session: AsyncSession, media_id: int, now: datetime) -> None:
    """Let a photo be fetched."""
    await session.execute(update(Media).where(Media.id == media_id).values(fetch_after=now))
