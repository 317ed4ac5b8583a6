"""Gatherings, and who comes to them. Full means full, however many answer at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum, StrEnum
from typing import TypedDict, Unpack

from sqlalchemy import (
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    String,
    Update,
    and_,
    case,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.db.database import Base, primary_key, utcnow
from models.db.enum_column import enum_column
from models.db.personal import OwnedBy, SignedBy
from models.people import Person
from models.public_codes import HasPublicCode, add_with_code


class EventStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class RsvpAnswer(StrEnum):
    """A person's answer to an invitation; only YES takes a seat."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class RsvpOutcome(Enum):
    """The outcome of an answer; whatever is not OK left everything as it was."""

    OK = "ok"
    FULL = "full"
    CLOSED = "closed"
    """Too late: the time to answer is over, or the event began."""
    CANCELLED = "cancelled"
    UNPUBLISHED = "unpublished"


class SeatsTakenError(Exception):
    """Error of a change that leaves fewer seats than there are guests."""


class EventFields(TypedDict, total=False):
    """The fields of an event that an organiser fills in. Places in degrees (WGS 84)."""

    title: str
    description: str
    starts_at: datetime
    ends_at: datetime
    place_name: str
    latitude: float | None
    longitude: float | None
    seats: int
    answer_before: datetime | None


class Event(HasPublicCode, Base):
    __tablename__ = "events"
    __personal__ = (SignedBy("created_by"),)
    __table_args__ = (
        CheckConstraint("taken >= 0 AND taken <= seats", name="taken"),
        Index("ix_events_coming", "status", "starts_at"),
    )

    id: Mapped[int] = primary_key()
    title: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(String(1000), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place_name: Mapped[str] = mapped_column(String(120))
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    seats: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    """Number of those who say YES; changed only together with their rows in `rsvps`."""
    answer_before: Mapped[datetime | None]
    status: Mapped[EventStatus] = mapped_column(enum_column(EventStatus), default=EventStatus.DRAFT)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    published_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    @property
    def seats_left(self) -> int:
        return self.seats - self.taken

    def closed(self, now: datetime) -> bool:
        """Return whether it is too late to answer."""
        return now >= min(self.answer_before or self.starts_at, self.starts_at)


class Rsvp(Base):
    __tablename__ = "rsvps"
    __personal__ = (OwnedBy("person_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    answer: Mapped[RsvpAnswer] = mapped_column(enum_column(RsvpAnswer))
    answered_at: Mapped[datetime]


async def create(
    session: AsyncSession, *, created_by: int | None, now: datetime, **fields: Unpack[EventFields]
) -> Event:
    """A new event, which nobody but organisers sees before it is published."""
    event = Event(created_by=created_by, created_at=now, taken=0, **fields)
    await add_with_code(session, event)
    return event


async def change(session: AsyncSession, event: Event, **fields: Unpack[EventFields]) -> None:
    """Set what `fields` names. Raises `SeatsTakenError`, changing nothing, where guests would lose a seat."""
    if "seats" in fields:
        enough = Event.id == event.id, Event.taken <= fields["seats"]
        if not await _changed(session, update(Event).where(*enough).values(seats=fields["seats"])):
            raise SeatsTakenError
    for name, value in fields.items():
        setattr(event, name, value)
    await session.flush()


async def publish(session: AsyncSession, event_id: int, now: datetime) -> bool:
    """Show a draft to everybody; False where it is no draft any more."""
    draft = Event.id == event_id, Event.status == EventStatus.DRAFT
    return await _changed(
        session, update(Event).where(*draft).values(status=EventStatus.PUBLISHED, published_at=now)
    )


async def cancel(session: AsyncSession, event_id: int, now: datetime) -> bool:
    """Call an event off; False where that was done before. Answers stay, so that the guests can be told."""
    standing = Event.id == event_id, Event.status != EventStatus.CANCELLED
    return await _changed(
        session, update(Event).where(*standing).values(status=EventStatus.CANCELLED, cancelled_at=now)
    )


async def answer(
    session: AsyncSession, event_id: int, person_id: int, answer: RsvpAnswer, now: datetime
) -> RsvpOutcome:
    """Take down a person's answer; the same answer twice is one. Answers to one event wait for each other."""
    event = await get_for_update(session, event_id)
    return (
        RsvpOutcome.UNPUBLISHED
        if event is None
        else await answer_locked(session, event, person_id, answer, now)
    )


async def answer_locked(
    session: AsyncSession, event: Event, person_id: int, answer: RsvpAnswer, now: datetime
) -> RsvpOutcome:
    """Take down an answer to an event that `get_for_update` returned in this transaction."""
    event_id, refusal = event.id, _refusal(event, now)
    if refusal is not None:
        return refusal
    rsvp = await session.get(Rsvp, (event_id, person_id), populate_existing=True)
    seats = (answer is RsvpAnswer.YES) - (rsvp is not None and rsvp.answer is RsvpAnswer.YES)
    if seats and not await _take_seats(session, event_id, seats):
        return RsvpOutcome.FULL
    if rsvp is None:
        session.add(Rsvp(event_id=event_id, person_id=person_id, answer=answer, answered_at=now))
    else:
        rsvp.answer, rsvp.answered_at = answer, now
    await session.flush()
    return RsvpOutcome.OK


async def get_for_update(session: AsyncSession, event_id: int) -> Event | None:
    """The event as it is now; nobody else changes it before this transaction ends."""
    return await session.get(Event, event_id, with_for_update=True, populate_existing=True)


async def by_id(session: AsyncSession, event_id: int) -> Event | None:
    return await session.get(Event, event_id)


async def by_code(session: AsyncSession, code: str) -> Event | None:
    return await session.scalar(select(Event).where(Event.code == code.upper()))


async def coming(
    session: AsyncSession, now: datetime, person_id: int, limit: int = 5
) -> list[tuple[Event, RsvpAnswer | None]]:
    """Published events that are not over, the next one first, each with the person's own answer."""
    theirs = and_(Rsvp.event_id == Event.id, Rsvp.person_id == person_id)
    statement = (
        select(Event, Rsvp.answer)
        .outerjoin(Rsvp, theirs)
        .where(Event.status == EventStatus.PUBLISHED, Event.ends_at > now)
        .order_by(Event.starts_at, Event.id)
        .limit(limit)
    )
    return [(event, given) for event, given in await session.execute(statement)]


async def answer_of(session: AsyncSession, event_id: int, person_id: int) -> RsvpAnswer | None:
    rsvp = await session.get(Rsvp, (event_id, person_id))
    return rsvp.answer if rsvp else None


async def count_answers(session: AsyncSession, event_ids: Iterable[int]) -> dict[int, Counter[RsvpAnswer]]:
    """Count the answers of each event."""
    statement = (
        select(Rsvp.event_id, Rsvp.answer, func.count())
        .where(Rsvp.event_id.in_(event_ids))
        .group_by(Rsvp.event_id, Rsvp.answer)
    )
    found: defaultdict[int, Counter[RsvpAnswer]] = defaultdict(Counter)
    for event_id, given, number in await session.execute(statement):
        found[event_id][given] = number
    return found


async def guests(
    session: AsyncSession, event_id: int, limit: int | None = None, offset: int = 0
) -> list[tuple[Person, RsvpAnswer]]:
    """Everybody who answered: those who come first, then by name."""
    order = case({RsvpAnswer.YES: 0, RsvpAnswer.MAYBE: 1}, value=Rsvp.answer, else_=2)
    statement = select(Person, Rsvp.answer).join(Rsvp).where(Rsvp.event_id == event_id)
    ordered = statement.order_by(order, Person.name, Person.id)
    rows = await session.execute(ordered.limit(limit).offset(offset))
    return [(person, given) for person, given in rows]


async def with_guests(session: AsyncSession) -> Sequence[Event]:
    """Events to which somebody answered, coming and past ones, the latest first."""
    answered = exists().where(Rsvp.event_id == Event.id)
    statement = select(Event).where(answered).order_by(Event.starts_at.desc(), Event.id.desc())
    return (await session.scalars(statement)).all()


async def managed(session: AsyncSession, now: datetime, limit: int = 10) -> Sequence[Event]:
    """Events that are not over, drafts and cancelled ones too, for organisers."""
    statement = select(Event).where(Event.ends_at > now).order_by(Event.starts_at, Event.id).limit(limit)
    return (await session.scalars(statement)).all()


def _refusal(event: Event, now: datetime) -> RsvpOutcome | None:
    if event.status is EventStatus.DRAFT:
        return RsvpOutcome.UNPUBLISHED
    if event.status is EventStatus.CANCELLED:
        return RsvpOutcome.CANCELLED
    return RsvpOutcome.CLOSED if event.closed(now) else None


async def _take_seats(session: AsyncSession, event_id: int, seats: int) -> bool:
    """Take 1 seat or give 1 back (-1); False where none is left."""
    enough = Event.id == event_id, Event.taken + seats <= Event.seats
    return await _changed(session, update(Event).where(*enough).values(taken=Event.taken + seats))


async def _changed(session: AsyncSession, statement: Update) -> bool:
    """Return whether `statement` met its event, which is read anew."""
    anew = {"synchronize_session": False, "populate_existing": True}
    return await session.scalar(statement.returning(Event), execution_options=anew) is not None
