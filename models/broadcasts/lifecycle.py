"""Messages to many people: for whom, how they get into the outbox, and how their sending goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    String,
    Text,
    Update,
    case,
    exists,
    false,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from models.broadcasts.audience import Audience
from models.broadcasts.content import BroadcastBody
from models.db.database import Base, primary_key, utcnow
from models.db.enum_column import enum_column
from models.people import Person
from models.queue.outbox import OutboxRow, OutboxState
from models.topics import Topic

BROADCAST_PRIORITY = 2
"""`bot.messages.send_result.Priority.BROADCAST`."""


class BroadcastStatus(StrEnum):
    DRAFT = "draft"
    APPROVAL = "approval"
    """Waits for another organiser to agree."""
    SCHEDULED = "scheduled"
    """Goes out at `send_at`."""
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"
    STOPPED = "stopped"
    """The channel takes none of its messages; `reason` says why."""


UNSENT = (BroadcastStatus.DRAFT, BroadcastStatus.APPROVAL, BroadcastStatus.SCHEDULED)
RUNNING = (BroadcastStatus.SENDING, BroadcastStatus.PAUSED)
ENDED = (BroadcastStatus.DONE, BroadcastStatus.CANCELLED, BroadcastStatus.STOPPED)

TRIAL_SIZE = 5
"""When so many messages were refused for one reason, and none arrived, the message is to blame."""

FALLBACK = "id"
"""The language whose body goes to those who read none of the others."""


class NotADraftError(Exception):
    """The broadcast was sent or cancelled before."""


class Broadcast(Base):
    __tablename__ = "broadcasts"

    id: Mapped[int] = primary_key()
    created_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    html: Mapped[str] = mapped_column(Text)
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("media.id", ondelete="SET NULL"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("media.id", ondelete="SET NULL"), index=True)
    choices: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Labels of buttons whose presses are counted."""
    card: Mapped[str | None] = mapped_column(String(40))
    """What a button under it opens: "product:12" or "event:5"."""
    topic: Mapped[Topic] = mapped_column(enum_column(Topic), default=Topic.ANNOUNCEMENT)
    urgent: Mapped[bool] = mapped_column(default=False)
    """Goes out in the quiet hours too."""
    audience: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """JSON of an `Audience`."""
    send_at: Mapped[datetime | None]
    """When it is to go out; null: as soon as it is sent."""
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    reason: Mapped[str | None] = mapped_column(Text)
    taken_to: Mapped[int] = mapped_column(BigInteger, default=0)
    """Recipients are taken in the order of their ids; people up to this one are in the outbox, or not meant."""
    take_until: Mapped[int | None] = mapped_column(BigInteger)
    """The last person that there was at the start; null before it, and `taken_to` reaches it at the end."""
    status: Mapped[BroadcastStatus] = mapped_column(
        enum_column(BroadcastStatus), default=BroadcastStatus.DRAFT
    )
    recipients: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    totals: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    """How many of its messages ended how (`State`), once it is no longer kept how it went for each recipient."""

    @hybrid_property
    def to_take(self) -> bool:
        """Not all recipients are in the outbox yet."""
        return self.take_until is not None and self.taken_to < self.take_until

    @to_take.inplace.expression
    @classmethod
    def _to_take(cls) -> ColumnElement[bool]:
        return func.coalesce(cls.taken_to < cls.take_until, false())

    @property
    def meant_for(self) -> Audience:
        return Audience.model_validate(self.audience)


@dataclass(frozen=True, slots=True)
class RecipientResult:
    """What became of the message to one recipient; `name` is empty where the person is not kept any more."""

    id: int
    person_id: int | None
    name: str
    channel: str
    language: str
    state: str
    """A `models.queue.outbox.OutboxState`."""
    reason: str
    finished_at: datetime | None


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
    to_take: bool = False
    """More recipients are still to come into the outbox."""

    @classmethod
    def of(cls, states: Mapping[str, int]) -> Progress:
        """`states`: how many stand at each `State`."""
        return cls(**cast("dict[str, Any]", states))

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
    """A broadcast that is not sent yet. `html` is safe: only the tags of `bot.i18n.messages`."""
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
    theirs = Broadcast.created_by == person_id, Broadcast.status == BroadcastStatus.DRAFT
    statement = select(Broadcast).where(*theirs).order_by(Broadcast.id.desc()).limit(1)
    return await session.scalar(statement if html is None else statement.where(Broadcast.html == html))


async def start(
    session: AsyncSession, broadcast: Broadcast, bodies: Mapping[str, str], now: datetime
) -> None:
    """Let it go out: its recipients are taken from now on (`models.broadcasts.fanout`), and sending begins.

    `bodies`: language → JSON of an `OutgoingMessage`; who reads none of these languages gets the one of
    `FALLBACK`, and without any the plain text goes out. Raises `NotADraftError` where it was started or ended before.
    """
    last = await session.scalar(select(func.max(Person.id))) or 0
    values = {"status": BroadcastStatus.SENDING, "started_at": now, "take_until": last}
    await _leave(session, broadcast, UNSENT, values)
    for language, body in bodies.items():
        session.add(BroadcastBody(broadcast_id=broadcast.id, language=language, body=body))
    await finish(session, broadcast.id, now)


async def submit(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    """Let it wait for another organiser. Raises `NotADraftError`."""
    await _leave(session, broadcast, [BroadcastStatus.DRAFT], {"status": BroadcastStatus.APPROVAL})


async def schedule(session: AsyncSession, broadcast: Broadcast, send_at: datetime) -> None:
    """Let it wait for its time (`due`). Raises `NotADraftError`."""
    values = {"status": BroadcastStatus.SCHEDULED, "send_at": send_at}
    await _leave(session, broadcast, [BroadcastStatus.DRAFT, BroadcastStatus.APPROVAL], values)


async def due(session: AsyncSession, now: datetime) -> Sequence[int]:
    """The ids of scheduled broadcasts whose time has come, the earliest first."""
    waits = Broadcast.status == BroadcastStatus.SCHEDULED, Broadcast.send_at <= now
    return (await session.scalars(select(Broadcast.id).where(*waits).order_by(Broadcast.send_at))).all()


async def scheduled_by(session: AsyncSession, person_id: int) -> Sequence[Broadcast]:
    """What a person wrote that waits for its time."""
    waits = Broadcast.status == BroadcastStatus.SCHEDULED, Broadcast.created_by == person_id
    return (await session.scalars(select(Broadcast).where(*waits).order_by(Broadcast.id))).all()


async def back_to_draft(session: AsyncSession, broadcast_id: int) -> bool:
    """Take back what waits for an approval or its time; whether it waited."""
    waiting = [BroadcastStatus.APPROVAL, BroadcastStatus.SCHEDULED]
    return await _turn(session, broadcast_id, waiting, {"status": BroadcastStatus.DRAFT, "send_at": None})


async def pause(session: AsyncSession, broadcast_id: int) -> bool:
    """Let the rest wait; whether it was running."""
    return await _turn(session, broadcast_id, [BroadcastStatus.SENDING], {"status": BroadcastStatus.PAUSED})


async def resume(session: AsyncSession, broadcast_id: int) -> bool:
    """After a pause; whether there was one."""
    return await _turn(session, broadcast_id, [BroadcastStatus.PAUSED], {"status": BroadcastStatus.SENDING})


async def cancel(session: AsyncSession, broadcast_id: int, now: datetime) -> bool:
    """Stop it for good; whether it had not ended. What is under way still arrives; the sender calls off the rest."""
    return await _end(session, broadcast_id, [*UNSENT, *RUNNING], {"status": BroadcastStatus.CANCELLED}, now)


async def stop_if_refused(session: AsyncSession, broadcast_id: int, now: datetime) -> bool:
    """Stop a broadcast of which nothing arrived and `FIRST` messages were refused for one reason; whether this did."""
    arrived = exists().where(*_in_state(broadcast_id, OutboxState.SENT))
    reason = func.coalesce(OutboxRow.reason, "")
    refused = select(func.min(reason), func.max(reason), func.count()).where(
        *_in_state(broadcast_id, OutboxState.FAILED), ~arrived
    )
    lowest, highest, number = (await session.execute(refused)).one()
    if number < TRIAL_SIZE or lowest != highest:
        return False
    return await _end(
        session, broadcast_id, RUNNING, {"status": BroadcastStatus.STOPPED, "reason": lowest}, now
    )


async def running(session: AsyncSession) -> list[int]:
    """The broadcasts whose messages go out now."""
    sending = select(Broadcast.id).where(Broadcast.status == BroadcastStatus.SENDING)
    return list(await session.scalars(sending.order_by(Broadcast.id)))


async def being_sent(session: AsyncSession, channel: str, but_for: int) -> list[int]:
    """The broadcasts, ended ones too, with messages that are claimed for `channel` under another lease than this."""
    sending = exists().where(
        OutboxRow.broadcast_id == Broadcast.id,
        OutboxRow.state == OutboxState.SENDING,
        OutboxRow.channel == channel,
        OutboxRow.claim.is_distinct_from(but_for),
    )
    return list(await session.scalars(select(Broadcast.id).where(sending)))


async def progress(session: AsyncSession, broadcast_id: int) -> Progress:
    ours = OutboxRow.broadcast_id == broadcast_id
    kept = select(Broadcast.to_take, Broadcast.totals).where(Broadcast.id == broadcast_id)
    to_take, totals = (await session.execute(kept)).one_or_none() or (False, None)
    if totals is not None:
        return Progress.of(totals)
    rows = await session.execute(select(OutboxRow.state, func.count()).where(ours).group_by(OutboxRow.state))
    return Progress(**dict(rows.all()), to_take=bool(to_take))


async def failures(session: AsyncSession, broadcast_id: int) -> list[tuple[OutboxState, str, int]]:
    """Why messages failed or may be lost: state, reason in the channel's words, how many; most first."""
    count = func.count()
    statement = (
        select(OutboxRow.state, func.coalesce(OutboxRow.reason, ""), count)
        .where(*_in_state(broadcast_id, OutboxState.FAILED, OutboxState.UNKNOWN))
        .group_by(OutboxRow.state, OutboxRow.reason)
        .order_by(count.desc(), OutboxRow.reason)
    )
    return [
        (OutboxState(state), reason, number) for state, reason, number in await session.execute(statement)
    ]


async def finish(session: AsyncSession, broadcast_id: int, now: datetime) -> bool:
    """Call a broadcast done if all recipients are taken and none is still to be written to; whether this did it."""
    waits = exists().where(*_in_state(broadcast_id, OutboxState.WAITING, OutboxState.SENDING))
    over = Broadcast.id == broadcast_id, Broadcast.status.in_(RUNNING), ~Broadcast.to_take, ~waits
    done = update(Broadcast).where(*over).values(status=BroadcastStatus.DONE, finished_at=now)
    return await _changed(session, done)


async def send_failed_again(session: AsyncSession, broadcast_id: int, now: datetime) -> int:
    """Let messages that failed, or that may be lost, wait once more, after the broadcast has ended. How many."""
    ended = Broadcast.id == broadcast_id, Broadcast.status.in_(ENDED), Broadcast.totals.is_(None)
    open_ = exists().where(*_in_state(broadcast_id, OutboxState.WAITING, OutboxState.SENDING))
    lost = exists().where(*_in_state(broadcast_id, OutboxState.FAILED, OutboxState.UNKNOWN))
    again = {"status": BroadcastStatus.SENDING, "finished_at": None, "reason": None}
    if not await _changed(session, update(Broadcast).where(*ended, ~open_, lost).values(again)):
        return 0
    anew = {
        "state": OutboxState.WAITING,
        "reason": None,
        "attempts": 0,
        "send_after": now,
        "finished_at": None,
    }
    failed = update(OutboxRow).where(*_in_state(broadcast_id, OutboxState.FAILED, OutboxState.UNKNOWN))
    return await _rows(session, failed.values(anew))


async def report(
    session: AsyncSession, broadcast_id: int, after_id: int, limit: int
) -> Sequence[RecipientResult]:
    """What became of each message, in the order in which recipients were taken, from after the row `after_id` (0: from
    the first).
    """
    columns = (
        OutboxRow.id,
        OutboxRow.person_id,
        func.coalesce(Person.name, ""),
        OutboxRow.channel,
        func.coalesce(OutboxRow.language, ""),
        OutboxRow.state,
        func.coalesce(OutboxRow.reason, ""),
        OutboxRow.finished_at,
    )
    ours = OutboxRow.broadcast_id == broadcast_id, OutboxRow.id > after_id
    rows = select(*columns).outerjoin(Person, OutboxRow.person_id == Person.id).where(*ours)
    found = await session.execute(rows.order_by(OutboxRow.id).limit(limit))
    return [RecipientResult(*row) for row in found]


async def _leave(
    session: AsyncSession, broadcast: Broadcast, standing: Sequence[BroadcastStatus], values: dict[str, Any]
) -> None:
    if not await _turn(session, broadcast.id, standing, values):
        raise NotADraftError


async def _turn(
    session: AsyncSession, broadcast_id: int, standing: Sequence[BroadcastStatus], values: dict[str, Any]
) -> bool:
    """Give a broadcast that stands at one of `standing` other `values`; whether it stood there."""
    there = Broadcast.id == broadcast_id, Broadcast.status.in_(standing)
    return await _changed(session, update(Broadcast).where(*there).values(values))


async def _end(
    session: AsyncSession,
    broadcast_id: int,
    standing: Sequence[BroadcastStatus],
    values: dict[str, Any],
    now: datetime,
) -> bool:
    """No more recipients are taken either."""
    taken = case((Broadcast.take_until.is_not(None), Broadcast.taken_to))
    return await _turn(session, broadcast_id, standing, {**values, "finished_at": now, "take_until": taken})


def _in_state(broadcast_id: int, *states: OutboxState) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return OutboxRow.broadcast_id == broadcast_id, OutboxRow.state.in_(states)


async def _changed(session: AsyncSession, statement: Update) -> bool:
    """Whether `statement` met its broadcast, which is read anew."""
    await session.flush()
    anew = {"synchronize_session": False, "populate_existing": True}
    return await session.scalar(statement.returning(Broadcast), execution_options=anew) is not None


async def _rows(session: AsyncSession, statement: Update) -> int:
    """How many rows `statement` wrote."""
    return cast("CursorResult[Any]", await session.execute(statement)).rowcount
