"""The broadcasts that an organiser sends on one day, of which limits are made and not of each alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.people import Person


@dataclass(frozen=True, slots=True)
class Usage:
    """The broadcasts of one author in one day, and how many people they went to."""

    broadcasts: int = 0
    recipients: int = 0
    unapproved: int = 0
    """Recipients of those that nobody else agreed to."""


async def lock_author(session: AsyncSession, person_id: int) -> None:
    """Wait until no other transaction starts a broadcast of this author; none does before this one ends.

    Rows that refer to the person can still be added meanwhile.
    """
    theirs = select(Person.id).where(Person.id == person_id)
    await session.execute(theirs.with_for_update(key_share=True))


async def of_author(
    session: AsyncSession, author_id: int, begin: datetime, end: datetime, *, but_for: int, planned: bool
) -> Usage:
    """The use of one author: broadcasts that began from `begin` to before `end`, without the one with the id `but_for`;
    with `planned`, also those that are scheduled for that time.
    """
    during = and_(Broadcast.started_at >= begin, Broadcast.started_at < end)
    if planned:
        waits = Broadcast.status == BroadcastStatus.SCHEDULED
        during = or_(during, and_(waits, Broadcast.send_at >= begin, Broadcast.send_at < end))
    people = func.coalesce(Broadcast.counted, Broadcast.recipients)
    alone = case((Broadcast.approved_by.is_(None), people), else_=0)
    columns = func.count(), func.coalesce(func.sum(people), 0), func.coalesce(func.sum(alone), 0)
    theirs = Broadcast.created_by == author_id, Broadcast.id != but_for, during
    row = (await session.execute(select(*columns).where(*theirs))).one()
    return Usage(*map(int, row))
