"""Subscriptions of a person to broadcasts: topics switched on and off, everything stopped and taken up again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Delete, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.broadcasts import lifecycle
from models.broadcasts.tables import Broadcast
from models.people import Person
from models.queue.outbox import OutboxRow, OutboxState
from models.topics import Topic, TopicOptOut


async def wanted(session: AsyncSession, person: Person) -> set[Topic]:
    """The topics that a person hears of."""
    if person.stopped_at is not None:
        return set()
    silent = await session.scalars(select(TopicOptOut.topic).where(TopicOptOut.person_id == person.id))
    return set(Topic) - set(silent)


async def opt_in(session: AsyncSession, person: Person, topic: Topic, now: datetime) -> None:
    """Switch a topic on; to who stopped everything it is the only one."""
    if person.stopped_at is not None:
        for other in Topic:
            await _silence(session, person, other, now)
    person.stopped_at = None
    await session.execute(_silences(person).where(TopicOptOut.topic == topic))


async def opt_out(session: AsyncSession, person: Person, topic: Topic, now: datetime) -> None:
    """Switch a topic off; what waits to be sent to the person about it is not sent any more."""
    await _silence(session, person, topic, now)
    await withdraw(session, person.id, now, topic)


async def stop(session: AsyncSession, person: Person, now: datetime) -> None:
    """Stop all broadcasts, those that wait to be sent too; once stopped it keeps its first time."""
    person.stopped_at = person.stopped_at or now
    await withdraw(session, person.id, now)


async def opt_in_all(session: AsyncSession, person: Person) -> None:
    person.stopped_at = None
    await session.execute(_silences(person))


def resume(person: Person) -> bool:
    """Go back to the topics of before the stop; False where there was none."""
    stopped, person.stopped_at = person.stopped_at is not None, None
    return stopped


async def withdraw(session: AsyncSession, person_id: int, now: datetime, topic: Topic | None = None) -> None:
    """Cancel the broadcasts, all or those about `topic`, that wait to be sent to this person."""
    waiting = OutboxRow.person_id == person_id, OutboxRow.state == OutboxState.WAITING
    about = select(Broadcast.id) if topic is None else select(Broadcast.id).where(Broadcast.topic == topic)
    cancelled = update(OutboxRow).where(*waiting, OutboxRow.broadcast_id.in_(about))
    values = {"state": OutboxState.CANCELLED, "finished_at": now}
    met = await session.scalars(cancelled.values(values).returning(OutboxRow.broadcast_id))
    for broadcast_id in {number for number in met if number is not None}:
        await lifecycle.finish(session, broadcast_id, now)


async def _silence(session: AsyncSession, person: Person, topic: Topic, now: datetime) -> None:
    if await session.get(TopicOptOut, (person.id, topic)) is None:
        session.add(TopicOptOut(person_id=person.id, topic=topic, since=now))
        await session.flush()


def _silences(person: Person) -> Delete:
    return delete(TopicOptOut).where(TopicOptOut.person_id == person.id)
