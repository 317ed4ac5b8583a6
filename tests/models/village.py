"""People for tests of the tables."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models import products
from models.broadcasts import fanout, lifecycle
from models.broadcasts.tables import Broadcast
from models.events import Event, create, publish
from models.people import Address, Person
from models.products import Category, Product

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
"""Tuesday, 24 November 2026, 10.00 WIB."""

_chats = count(1000)


async def person(session: AsyncSession, name: str = "Ahmad", **known: Any) -> Person:
    """Somebody who agreed to be kept, with one address."""
    row = Person(**{"name": name, "created_at": NOW, **known})
    session.add(row)
    await session.flush()
    await address(session, row)
    return row


async def address(session: AsyncSession, who: Person, gone_at: datetime | None = None) -> Address:
    row = Address(person_id=who.id, channel="test", chat=str(next(_chats)), gone_at=gone_at)
    session.add(row)
    await session.flush()
    return row


async def product(session: AsyncSession, owner: Person, now: datetime = NOW, **answers: Any) -> Product:
    usual = {"name": "Keripik Tempe", "category": Category.MAKANAN, "price": 15_000, "unit": "bungkus"}
    return await products.register(session, owner=owner, now=now, **{**usual, **answers})


async def event(session: AsyncSession, seats: int = 3, now: datetime = NOW, **fields: Any) -> Event:
    """A published event, a week from `now`."""
    usual = {
        "title": "Temu Bisnis",
        "starts_at": datetime(2026, 12, 1, 2, 0, tzinfo=UTC),
        "ends_at": datetime(2026, 12, 1, 8, 0, tzinfo=UTC),
        "place_name": "Surabaya",
        "seats": seats,
    }
    row = await create(session, created_by=None, now=now, **{**usual, **fields})
    await publish(session, row.id, now)
    return row


async def send_out(session: AsyncSession, broadcast: Broadcast, now: datetime = NOW, **bodies: str) -> int:
    """The broadcast begins, and all its recipients are taken; how many."""
    await lifecycle.start(session, broadcast, bodies, now)
    while await fanout.take_slice(session, broadcast.id, 2, now):
        continue
    return broadcast.recipients
