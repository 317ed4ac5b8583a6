"""People, the addresses they are reached at, and what they agreed to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.db.changes import NO_SYNC
from models.db.database import Base, primary_key, utcnow
from models.db.personal import OwnedBy
from models.queue import chat_locks


class Role(StrEnum):
    """The rights of a person. Each role may do what the one before it may."""

    MEMBER = "member"
    ORGANISER = "organiser"
    ADMIN = "admin"

    def covers(self, needed: Role) -> bool:
        return _RANKS[self] >= _RANKS[needed]


_RANKS = {role: rank for rank, role in enumerate(Role)}


class Affiliation(StrEnum):
    """The tie of a person to their pesantren."""

    SANTRI = "santri"
    ALUMNI = "alumni"
    PENGURUS = "pengurus"
    WARGA = "warga"


class Person(Base):
    """Person who agreed to be kept. Everything but the name's row may still be unknown."""

    __tablename__ = "people"
    __personal__ = (OwnedBy("id"),)
    __table_args__ = (
        Index(
            "ix_people_stopped",
            "stopped_at",
            sqlite_where=text("stopped_at IS NOT NULL"),
            postgresql_where=text("stopped_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = primary_key()
    name: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str] = mapped_column(String(5), default="id")
    role: Mapped[str] = mapped_column(String(10), default=Role.MEMBER, index=True)
    belonging: Mapped[str | None] = mapped_column(String(10))
    pesantren_id: Mapped[int | None] = mapped_column(ForeignKey("pesantren.id"), index=True)
    region_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"), index=True)
    phone: Mapped[str | None] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(default=utcnow, index=True)
    stopped_at: Mapped[datetime | None]
    """Since when the person wants no broadcast at all."""
    registered_at: Mapped[datetime | None]
    """The moment at which the profile was complete for the first time."""

    addresses: Mapped[list[Address]] = relationship(back_populates="person", passive_deletes=True)


class Address(Base):
    """One chat on one channel in which a person is reached."""

    __tablename__ = "addresses"
    __personal__ = (OwnedBy("person_id"),)
    __table_args__ = (
        UniqueConstraint("channel", "chat"),
        Index("ix_addresses_reachable", "person_id", "gone_at"),
    )

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(12))
    chat: Mapped[str] = mapped_column(String(64))
    gone_at: Mapped[datetime | None]
    """Since when messages do not arrive any more (blocked, account deleted)."""
    created_at: Mapped[datetime] = mapped_column(default=utcnow)

    person: Mapped[Person] = relationship(back_populates="addresses")


class Consent(Base):
    """A person's agreement to a version of the text, with its time and place."""

    __tablename__ = "consents"
    __personal__ = (OwnedBy("person_id"),)

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    version: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(12))
    language: Mapped[str] = mapped_column(String(5))
    given_at: Mapped[datetime] = mapped_column(default=utcnow)
    withdrawn_at: Mapped[datetime | None]


async def in_chats(
    session: AsyncSession, chats: Collection[tuple[str, str]]
) -> Iterable[tuple[Address, Person]]:
    """The addresses that are one of these chats (channel and chat), each with its person; one statement."""
    here = chat_locks.among(Address.channel, Address.chat, chats)
    statement = select(Address, Person).join(Person, Address.person_id == Person.id)
    return await session.execute(statement.where(here))


async def known_chats(session: AsyncSession, chats: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return those of these chats (channel and chat) that are somebody's who has consented."""
    here = chat_locks.among(Address.channel, Address.chat, chats)
    rows = await session.execute(select(Address.channel, Address.chat).where(here))
    return {(channel, chat) for channel, chat in rows}


async def at_address(session: AsyncSession, channel: str, chat: str) -> Person | None:
    """The person whose address this is."""
    here = select(Person).join(Address).where(Address.channel == channel, Address.chat == chat)
    return await session.scalar(here)


async def reachable_addresses(
    session: AsyncSession, people: Collection[int]
) -> Sequence[tuple[str, str, str]]:
    """Channel, chat and language, of every address at which these people are reached."""
    columns = select(Address.channel, Address.chat, Person.language).join(Person)
    rows = await session.execute(columns.where(Person.id.in_(people), Address.gone_at.is_(None)))
    return [(channel, chat, language) for channel, chat, language in rows]


async def mark_unreachable(session: AsyncSession, chats: Iterable[tuple[str, str]], now: datetime) -> None:
    """Note that nothing reaches these chats (channel and chat) any more, until their people write again. An
    address that somebody else works on is left out: the next message will tell.
    """
    by_channel = defaultdict[str, list[str]](list)
    for channel, chat in chats:
        by_channel[channel].append(chat)
    for channel, there in by_channel.items():
        here = (Address.channel == channel, Address.chat.in_(there), Address.gone_at.is_(None))
        free = select(Address.id).where(*here).with_for_update(skip_locked=True)
        gone = update(Address).where(Address.id.in_(free)).values(gone_at=now)
        await session.execute(gone, execution_options=NO_SYNC)


async def any_person(session: AsyncSession) -> bool:
    """Return whether there is anybody."""
    return await session.scalar(select(Person.id).limit(1)) is not None
