"""Notices to the guests of an event: told in slices, at a time, and not too often."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, Select, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.db.database import Base, primary_key, utcnow
from models.db.enum_column import enum_column
from models.db.personal import SignedBy
from models.events import Rsvp, RsvpAnswer
from models.people import Person


class NoticeKind(StrEnum):
    CHANGED = "changed"
    CANCELLED = "cancelled"


class EventNotice(Base):
    """One thing to tell the guests. What it says is read from the event when it is told."""

    __tablename__ = "event_notices"
    __personal__ = (SignedBy("created_by"),)
    __table_args__ = (
        Index(
            "ix_event_notices_due",
            "send_at",
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
    )

    id: Mapped[int] = primary_key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    """The organiser who changed the event, and who is not told."""
    kind: Mapped[NoticeKind] = mapped_column(enum_column(NoticeKind))
    hours: Mapped[bool] = mapped_column(default=False)
    """The time of the event is another one."""
    place: Mapped[bool] = mapped_column(default=False)
    """The place of the event is another one."""
    send_at: Mapped[datetime]
    taken_to: Mapped[int] = mapped_column(BigInteger, default=0)
    """Guests are told in the order of their ids; those up to this one were."""
    recipients: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    finished_at: Mapped[datetime | None]


async def add_change(
    session: AsyncSession,
    event_id: int,
    *,
    by: int,
    hours: bool,
    place: bool,
    send_at: datetime,
    now: datetime,
) -> EventNotice:
    """Plan to tell of a change; one that is planned and not begun yet takes it in, and is told at its own time."""
    planned = await session.scalar(_not_begun(event_id).with_for_update())
    if planned is None:
        planned = EventNotice(
            event_id=event_id, kind=NoticeKind.CHANGED, created_by=by, send_at=send_at, created_at=now
        )
        session.add(planned)
    planned.hours, planned.place = planned.hours or hours, planned.place or place
    planned.send_at = min(planned.send_at, send_at)
    await session.flush()
    return planned


async def add_cancellation(
    session: AsyncSession, event_id: int, *, by: int, send_at: datetime, now: datetime
) -> EventNotice:
    """Plan to tell that the event is cancelled."""
    notice = EventNotice(
        event_id=event_id, kind=NoticeKind.CANCELLED, created_by=by, send_at=send_at, created_at=now
    )
    session.add(notice)
    await session.flush()
    return notice


async def drop_open(session: AsyncSession, event_id: int, now: datetime) -> None:
    """Tell no more of what was planned for this event and not told to everybody yet."""
    open_ = EventNotice.event_id == event_id, EventNotice.finished_at.is_(None)
    await session.execute(update(EventNotice).where(*open_).values(finished_at=now))


async def count_changes(session: AsyncSession, event_id: int, begin: datetime, end: datetime) -> int:
    """Count the changes of an event that are told from `begin` to before `end`."""
    changes = EventNotice.event_id == event_id, EventNotice.kind == NoticeKind.CHANGED
    during = EventNotice.send_at >= begin, EventNotice.send_at < end
    return await session.scalar(select(func.count()).where(*changes, *during)) or 0


async def due(session: AsyncSession, now: datetime) -> Sequence[int]:
    """The ids of notices whose time has come and that still have guests to tell, the earliest first."""
    waits = EventNotice.finished_at.is_(None), EventNotice.send_at <= now
    return (await session.scalars(select(EventNotice.id).where(*waits).order_by(EventNotice.send_at))).all()


async def get_for_update(session: AsyncSession, notice_id: int) -> EventNotice | None:
    """The notice as it is now; no other program changes it until this transaction ends."""
    return await session.get(EventNotice, notice_id, with_for_update=True)


async def next_guests(session: AsyncSession, notice: EventNotice, limit: int) -> Sequence[int]:
    """The ids of the next guests to tell: who comes or may come, and did not stop everything."""
    guests = _told(notice.event_id, notice.created_by).where(Rsvp.person_id > notice.taken_to)
    return (await session.scalars(guests.order_by(Rsvp.person_id).limit(limit))).all()


async def count_guests(session: AsyncSession, event_id: int, but_for: int | None) -> int:
    """Count the guests who are told of something that the organiser `but_for` does."""
    return await session.scalar(select(func.count()).select_from(_told(event_id, but_for).subquery())) or 0


def _told(event_id: int, but_for: int | None) -> Select[int]:
    comes = Rsvp.event_id == event_id, Rsvp.answer != RsvpAnswer.NO, Person.stopped_at.is_(None)
    return select(Rsvp.person_id).join(Person).where(*comes, Rsvp.person_id.is_distinct_from(but_for))


def _not_begun(event_id: int) -> Select[EventNotice]:
    waits = EventNotice.finished_at.is_(None), EventNotice.taken_to == 0, EventNotice.recipients == 0
    return select(EventNotice).where(
        EventNotice.event_id == event_id, EventNotice.kind == NoticeKind.CHANGED, *waits
    )
