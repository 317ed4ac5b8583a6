"""Many people, and a broadcast to all of them, written straight into the database."""

from __future__ import annotations

import asyncio

from sqlalchemy import insert

from bot.messages.outgoing import OutgoingMessage
from models.broadcasts import lifecycle
from models.broadcasts.audience import Audience
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Database, utcnow
from models.people import Address, Person

FIRST_ID = 7_000_001
"""The first one's chat on Telegram; the others' follow."""

TEXT = "Pendaftaran <b>pelatihan</b> dibuka sampai Jumat."


async def register(db: Database, size: int) -> None:
    """So many santri, each reached at one chat on Telegram."""
    now = utcnow()
    for first in range(0, size, 10_000):
        numbers = range(first, min(size, first + 10_000))
        people = [
            {"id": 1 + n, "name": f"Santri {n}", "language": "id", "created_at": now, "registered_at": now}
            for n in numbers
        ]
        addresses = [{"person_id": 1 + n, "channel": "telegram", "chat": str(FIRST_ID + n)} for n in numbers]
        async with db.write() as session:
            await session.execute(insert(Person), people)
            await session.execute(insert(Address), addresses)


async def start(db: Database) -> int:
    """A broadcast to everybody begins; its id."""
    async with db.write() as session:
        broadcast = await lifecycle.draft(
            session, created_by=None, html=TEXT, audience=Audience(), now=utcnow()
        )
        body = OutgoingMessage(html=TEXT).model_dump_json(exclude_defaults=True)
        await lifecycle.start(session, broadcast, {"id": body}, utcnow())
    return broadcast.id


async def is_over(db: Database) -> None:
    """Wait until the first broadcast has gone out to everybody."""
    async with asyncio.timeout(60):
        while True:
            async with db.read() as session:
                if (await session.get_one(Broadcast, 1)).status is BroadcastStatus.DONE:
                    return
            await asyncio.sleep(0.05)
