"""What broadcasts a person wants: topics switched on and off, everything stopped and taken up again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Delete, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models import broadcasts
from models.broadcasts import Broadcast
from models.outbox import Departure, State
from models.people import Person
from models.topics import Silence, Topic


async def heard(session: AsyncSession, person: Person) -> set[Topic]:
    """The topics that a person hears of."""
    if person.stopped_at is not None:
        return set()
    silent = await session.scalars(select(Silence.topic).where(Silence.person_id == person.id))
    return set(Topic) - set(silent)


async def hear(session: AsyncSession, person: Person, topic: Topic, now: datetime) -> None:
    """Switch a topic on; to who stopped everything it is the only one."""
    if person.stopped_at is not None:
        for other in Topic:
            await _silence(session, person, other, now)
    person.stopped_at = None
    await session.execute(_silences(person).where(Silence.topic == topic))


async def leave(session: AsyncSession, person: Person, topic: Topic, now: datetime) -> None:
    """Switch a topic off; what waits to be sent to the person about it is not sent any more."""
    await _silence(session, person, topic, now)
    await withdraw(session, person.id, now, topic)


async def stop(session: AsyncSession, person: Person, now: datetime) -> None:
    """No broadcast at all, not even one that waits to be sent; once stopped it keeps its first time."""
    person.stopped_at = person.stopped_at or now
    await withdraw(session, person.id, now)


async def hear_all(session: AsyncSession, person: Person) -> None:
    person.stopped_at = None
    await session.execute(_silences(person))


def take_up_again(person: Person) -> bool:
    """Back to the topics of before the stop; False where there was none."""
    stopped, person.stopped_at = person.stopped_at is not None, None
    return stopped


async def withdraw(session: AsyncSession, person_id: int, now: datetime, topic: Topic | None = None) -> None:
    """Broadcasts, all or those about `topic`, that wait to be sent to this person are cancelled."""
    waiting = Departure.person_id == person_id, Departure.state == State.WAITING
    about = select(Broadcast.id) if topic is None else select(Broadcast.id).where(Broadcast.topic == topic)
    cancelled = update(Departure).where(*waiting, Departure.broadcast_id.in_(about))
    values = {"state": State.CANCELLED, "finished_at": now}
    met = await session.scalars(cancelled.values(values).returning(Departure.broadcast_id))
    for broadcast_id in {number for number in met if number is not None}:
        await broadcasts.finish(session, broadcast_id, now)


async def _silence(session: AsyncSession, person: Person, topic: Topic, now: datetime) -> None:
    if await session.get(Silence, (person.id, topic)) is None:
        session.add(Silence(person_id=person.id, topic=topic, since=now))
        await session.flush()


def _silences(person: Person) -> Delete:
    return delete(Silence).where(Silence.person_id == person.id)
