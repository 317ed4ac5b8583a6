"""The conversations of the page in the browser, which a messenger would keep on its own servers."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.db.database import Base, BigId, primary_key, utcnow
from models.db.personal import InChats, OwnedBy
from models.media import Media


def next_version() -> int:
    """A number that grows with every change and never comes again, not even in a new database: microseconds since
    1970.
    """
    return time.time_ns() // 1_000


class PageMessage(Base):
    """One bubble, of the person (`mine`) or of the bot."""

    __tablename__ = "page_messages"
    __personal__ = (InChats(channel="page"),)
    __table_args__ = (
        UniqueConstraint("chat", "update"),
        Index("ix_page_messages_chat_id", "chat", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = primary_key()
    chat: Mapped[str] = mapped_column(String(64))
    mine: Mapped[bool] = mapped_column(default=False)
    update: Mapped[str | None] = mapped_column(String(64))
    """The id that the browser gave to the person's own message."""
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The part that is shown: of the bot the visible parts of an `OutgoingMessage`, of the person what they sent."""
    version: Mapped[int] = mapped_column(BigInteger, default=next_version)
    at: Mapped[datetime] = mapped_column(default=utcnow)


class PageMenu(Base):
    """The commands that one chat is offered."""

    __tablename__ = "page_menus"
    __personal__ = (InChats(channel="page"),)

    chat: Mapped[str] = mapped_column(String(64), primary_key=True)
    commands: Mapped[list[dict[str, str]]] = mapped_column(JSON)


class PageMedia(Base):
    """A photo or a file that stands in some bubble, and may therefore be opened in the browser."""

    __tablename__ = "page_media"
    __personal__ = (OwnedBy("media_id"),)

    media_id: Mapped[int] = mapped_column(BigId, ForeignKey("media.id", ondelete="CASCADE"), primary_key=True)


async def newest(
    session: AsyncSession, chat: str, count: int, before: int | None = None
) -> Sequence[PageMessage]:
    """The last `count` messages of a chat, all or those before `before`; the oldest comes first."""
    wanted = select(PageMessage).where(PageMessage.chat == chat)
    if before is not None:
        wanted = wanted.where(PageMessage.id < before)
    found = await session.scalars(wanted.order_by(PageMessage.id.desc()).limit(count))
    return found.all()[::-1]


async def of_the_bot(session: AsyncSession, chat: str, ref: str) -> PageMessage | None:
    """The message that the bot knows as `ref`, where it still exists in this chat."""
    if not ref.isdecimal() or len(ref) > 18:
        return None
    message = await session.get(PageMessage, int(ref))
    return message if message and message.chat == chat and not message.mine else None


async def own(session: AsyncSession, chat: str, update: str) -> PageMessage | None:
    """The person's message to which the browser gave the id `update`."""
    return await session.scalar(
        select(PageMessage).where(PageMessage.chat == chat, PageMessage.update == update)
    )


async def set_menu(session: AsyncSession, chat: str, commands: list[dict[str, str]]) -> None:
    await session.merge(PageMenu(chat=chat, commands=commands))


async def menu(session: AsyncSession, chat: str) -> list[dict[str, str]]:
    kept = await session.get(PageMenu, chat)
    return kept.commands if kept else []


async def show_media(session: AsyncSession, media_ids: Iterable[int]) -> None:
    """Let these be opened in the browser from now on."""
    for media_id in media_ids:
        await session.merge(PageMedia(media_id=media_id))


async def shown_media(session: AsyncSession, media_id: int) -> Media | None:
    """The photo or file, without its content, if it was ever shown in a chat."""
    return await session.scalar(
        select(Media).join(PageMedia, PageMedia.media_id == Media.id).where(Media.id == media_id)
    )
