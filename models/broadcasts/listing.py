"""Broadcasts as organisers look at them: those that are to come, that run and that are over; and how fast they go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models import audit
from models.audit import AuditAction, AuditRow
from models.broadcasts.tables import WAITING, Broadcast, BroadcastAnswer
from models.people import Person
from models.pesantren import Pesantren
from models.regions import all_regions

CONTINUE, RESEND = AuditAction.CONTINUE_BROADCAST, AuditAction.RESEND_BROADCAST
BEGUN_AGAIN = (CONTINUE, RESEND)
"""Actions by which a broadcast runs again; the detail has the number of messages `finished` by then, and the seconds
`after` the start.
"""


async def by_id(session: AsyncSession, broadcast_id: int) -> Broadcast | None:
    return await session.get(Broadcast, broadcast_id)


async def get_for_update(session: AsyncSession, broadcast_id: int) -> Broadcast | None:
    """The broadcast as it is now; no other program changes it until this transaction ends."""
    await session.flush()
    return await session.get(Broadcast, broadcast_id, with_for_update=True)


async def last_begun(session: AsyncSession, broadcast: Broadcast) -> tuple[datetime, int]:
    """The moment at which a broadcast last began to run (started, went on, was sent again), and the number of its
    messages that were finished by then.
    """
    again = AuditRow.subject == f"broadcast:{broadcast.id}", AuditRow.action.in_(BEGUN_AGAIN)
    started = broadcast.started_at or broadcast.created_at
    row = await session.scalar(select(AuditRow).where(*again).order_by(AuditRow.id.desc()).limit(1))
    if row is not None:
        return started + timedelta(seconds=row.detail["after"]), row.detail["finished"]
    return started, 0


async def note_begun(
    session: AsyncSession,
    actor_id: int,
    action: AuditAction,
    broadcast: Broadcast,
    finished: int,
    now: datetime,
) -> None:
    """Write down that somebody let a broadcast run again."""
    after = int((now - (broadcast.started_at or now)).total_seconds())
    await audit.record(session, actor_id, action, f"broadcast:{broadcast.id}", finished=finished, after=after)


async def listed(session: AsyncSession, limit: int, offset: int = 0) -> Sequence[Broadcast]:
    """Broadcasts that are to go out, the next one first; then those that were sent, the latest first."""
    to_come = case((Broadcast.started_at.is_(None), func.coalesce(Broadcast.send_at, Broadcast.created_at)))
    order = Broadcast.started_at.is_not(None), to_come, Broadcast.started_at.desc(), Broadcast.id.desc()
    return (await session.scalars(_shown().order_by(*order).limit(limit).offset(offset))).all()


async def count_listed(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(_shown().subquery())) or 0


def _shown() -> Select[Broadcast]:
    return select(Broadcast).where(or_(Broadcast.status.in_(WAITING), Broadcast.started_at.is_not(None)))


@dataclass(frozen=True, slots=True)
class Recipient:
    """A recipient: name of pesantren and region, and the position of their answer."""

    pesantren: str
    region: str
    answer: int | None


async def recipients(
    session: AsyncSession, broadcast_id: int, people: Collection[int]
) -> dict[int, Recipient]:
    """The recipients among `people` by their ids; at most some thousands of them."""
    answered = BroadcastAnswer.person_id == Person.id, BroadcastAnswer.broadcast_id == broadcast_id
    columns = Pesantren.name, Person.region_code, Pesantren.region_code, BroadcastAnswer.choice
    rows = await session.execute(
        select(Person.id, *columns)
        .outerjoin(Pesantren, Person.pesantren_id == Pesantren.id)
        .outerjoin(BroadcastAnswer, and_(*answered))
        .where(Person.id.in_(people))
    )
    labels = {region.code: region.label for region in all_regions()}
    return {
        number: Recipient(name or "", labels.get(own or of_pesantren or "", ""), choice)
        for number, name, own, of_pesantren, choice in rows
    }
