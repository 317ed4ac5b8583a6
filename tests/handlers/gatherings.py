"""Events and their people, for the tests of what can be done with them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from models.events import Event
from models.people import Person, Role
from tests.models import village
from tests.support.client import Someone, Town

SURABAYA: dict[str, Any] = {"latitude": -7.2650, "longitude": 112.7400}


async def gathering(town: Town, seats: int = 20, **fields: Any) -> Event:
    """A published event: Tuesday, 1 December 2026, 09.00 to 15.00 WIB."""
    async with town.db.write() as session:
        return await village.event(session, seats, town.now, **fields)


async def organiser(town: Town, chat: str = "org") -> Someone:
    return await town.santri(chat, "Bu Nyai", Role.ORGANISER)


async def planned_by(town: Town, name: str) -> None:
    """All events are of the organiser of this name."""
    async with town.db.write() as session:
        author = await session.scalar(select(Person.id).where(Person.name == name))
        await session.execute(update(Event).values(created_by=author))


async def guest(town: Town, name: str, answer: str = "Hadir") -> Someone:
    """Somebody who has answered the only event."""
    person = await town.santri(name, name)
    await person.says("/acara")
    await person.taps(answer)
    return person


async def kept(town: Town, event: Event) -> Event:
    """The event as it is in the database now."""
    [row] = await town.rows(Event, id=event.id)
    assert isinstance(row, Event)
    return row
