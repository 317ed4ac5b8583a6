"""Messages to many people: for whom, how they get into the outbox, and how their sending goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    CursorResult,
    ForeignKey,
    Insert,
    SmallInteger,
    String,
    Text,
    Update,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.audiences import Audience, addresses_of
from models.choices import one_of
from models.database import Base, UtcTime, primary_key, utcnow
from models.outbox import Departure, State
from models.people import Address

BROADCAST_PRIORITY = 2
"""`bot.outcomes.Priority.BROADCAST`."""


class Status(StrEnum):
    DRAFT = "draft"
    SENDING = "sending"
    DONE = "done"
    CANCELLED = "cancelled"


class NotADraft(Exception):
    """The broadcast was sent or cancelled before."""


class Broadcast(Base):
    __tablename__ = "broadcasts"

    id: Mapped[int] = primary_key()
    created_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    html: Mapped[str] = mapped_column(Text)
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("media.id", ondelete="SET NULL"), index=True)
    audience: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """JSON of an `Audience`."""
    status: Mapped[Status] = mapped_column(one_of(Status), default=Status.DRAFT)
    recipients: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    @property
    def meant_for(self) -> Audience:
        return Audience.model_validate(self.audience)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a broadcast's messages stand where."""

    waiting: int = 0
    sending: int = 0
    sent: int = 0
    gone: int = 0
    failed: int = 0
    unknown: int = 0
    cancelled: int = 0

    @property
    def total(self) -> int:
        return self.waiting + self.sending + self.finished

    @property
    def finished(self) -> int:
        return self.sent + self.gone + self.failed + self.unknown + self.cancelled


async def draft(
    session: AsyncSession,
    *,
    created_by: int | None,
    html: str,
    audience: Audience,
    now: datetime,
    photo_id: int | None = None,
) -> Broadcast:
    """A broadcast that is not sent yet. `html` is safe: only the tags of `bot.words`."""
    broadcast = Broadcast(
        created_by=created_by,
        html=html,
        photo_id=photo_id,
        audience=audience.model_dump(mode="json", exclude_defaults=True),
        created_at=now,
    )
    session.add(broadcast)
    await session.flush()
    return broadcast


async def unsent(session: AsyncSession, person_id: int, html: str | None = None) -> Broadcast | None:
    """What a person wrote last and has not sent; with `html`, only what says that."""
    theirs = Broadcast.created_by == person_id, Broadcast.status == Status.DRAFT
    statement = select(Broadcast).where(*theirs).order_by(Broadcast.id.desc()).limit(1)
    return await session.scalar(statement if html is None else statement.where(Broadcast.html == html))


async def queue(session: AsyncSession, broadcast: Broadcast, now: datetime) -> int:
    """Put one message for each person of the audience into the outbox, all inside the database.

    Returns how many. Raises `NotADraft` where that was done before.
    """
    start = update(Broadcast).where(Broadcast.id == broadcast.id, Broadcast.status == Status.DRAFT)
    if not await _changed(session, start.values(status=Status.SENDING, started_at=now)):
        raise NotADraft
    broadcast.recipients = await _rows(session, _departures(broadcast, now))
    await session.flush()
    await finish(session, broadcast.id, now)
    return broadcast.recipients


async def progress(session: AsyncSession, broadcast_id: int) -> Progress:
    ours = Departure.broadcast_id == broadcast_id
    rows = await session.execute(select(Departure.state, func.count()).where(ours).group_by(Departure.state))
    return Progress(**dict(rows.all()))


async def failures(session: AsyncSession, broadcast_id: int) -> list[tuple[State, str, int]]:
    """Why messages failed or may be lost: state, reason in the channel's words, how many; most first."""
    count = func.count()
    statement = (
        select(Departure.state, func.coalesce(Departure.reason, ""), count)
        .where(*_in_state(broadcast_id, State.FAILED, State.UNKNOWN))
        .group_by(Departure.state, Departure.reason)
        .order_by(count.desc(), Departure.reason)
    )
    return [(State(state), reason, number) for state, reason, number in await session.execute(statement)]


async def finish(session: AsyncSession, broadcast_id: int, now: datetime) -> bool:
    """Call a broadcast done if none of its messages is still to go; True where this did it."""
    waits = exists().where(*_in_state(broadcast_id, State.WAITING, State.SENDING))
    over = Broadcast.id == broadcast_id, Broadcast.status == Status.SENDING, ~waits
    done = update(Broadcast).where(*over).values(status=Status.DONE, finished_at=now)
    return await _changed(session, done)


async def cancel(session: AsyncSession, broadcast_id: int, now: datetime) -> int:
    """Stop a broadcast; what is under way still arrives. Returns how many messages are not sent."""
    standing = Broadcast.id == broadcast_id, Broadcast.status.in_([Status.DRAFT, Status.SENDING])
    stop = update(Broadcast).where(*standing).values(status=Status.CANCELLED, finished_at=now)
    if not await _changed(session, stop):
        return 0
    waiting = update(Departure).where(*_in_state(broadcast_id, State.WAITING))
    return await _rows(session, waiting.values(state=State.CANCELLED, finished_at=now))


async def send_failed_again(session: AsyncSession, broadcast_id: int, now: datetime) -> int:
    """Let messages that failed, or that may be lost, wait once more. Returns how many."""
    failed = update(Departure).where(*_in_state(broadcast_id, State.FAILED, State.UNKNOWN))
    anew = {"state": State.WAITING, "reason": None, "attempts": 0, "send_after": now, "finished_at": None}
    number = await _rows(session, failed.values(anew))
    if number:
        again = update(Broadcast).where(Broadcast.id == broadcast_id)
        await _changed(session, again.values(status=Status.SENDING, finished_at=None))
    return number


def _departures(broadcast: Broadcast, now: datetime) -> Insert:
    """One INSERT ... SELECT; the text stays with the broadcast."""
    columns = {
        Departure.channel: Address.channel,
        Departure.chat: Address.chat,
        Departure.priority: literal(BROADCAST_PRIORITY, SmallInteger),
        Departure.broadcast_id: literal(broadcast.id, BigInteger),
        Departure.state: literal(State.WAITING.value, String(10)),
        Departure.attempts: literal(0, SmallInteger),
        Departure.send_after: literal(now, UtcTime()),
    }
    people = select(*columns.values()).where(Address.id.in_(addresses_of(broadcast.meant_for)))
    return insert(Departure).from_select(list(columns), people.order_by(Address.id), include_defaults=False)


def _in_state(broadcast_id: int, *states: State) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Departure.broadcast_id == broadcast_id, Departure.state.in_(states)


async def _changed(session: AsyncSession, statement: Update) -> bool:
    """Whether `statement` met its broadcast, which is read anew."""
    anew = {"synchronize_session": False, "populate_existing": True}
    return await session.scalar(statement.returning(Broadcast), execution_options=anew) is not None


async def _rows(session: AsyncSession, statement: Insert | Update) -> int:
    """How many rows `statement` wrote."""
    return cast("CursorResult[Any]", await session.execute(statement)).rowcount
