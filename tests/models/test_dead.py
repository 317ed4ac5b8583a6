"""Dead letters, on both databases."""

from __future__ import annotations

from models import dead
from models.audiences import Audience
from models.broadcasts import draft
from models.database import Database
from models.inbox import Arrival
from models.outbox import Departure, State
from tests.filled import MORNING


async def test_they_are_listed_tried_again_and_dropped(db: Database) -> None:
    async with db.write() as session:
        mass = await draft(session, created_by=None, html="x", audience=Audience(), now=MORNING)
        for number in (1, 2):
            known = {
                "channel": "test",
                "update": str(number),
                "chat": "1",
                "body": "{}",
                "arrived_at": MORNING,
            }
            session.add(Arrival(id=number, handled_at=MORNING, failure="ValueError", **known))
            session.add(
                Departure(id=number, channel="test", chat="1", priority=0, state=State.FAILED, body="{}")
            )
        session.add(
            Departure(id=3, channel="test", chat="1", priority=2, state=State.FAILED, broadcast_id=mass.id)
        )
    assert await ids(db) == ["in-1", "in-2", "out-1", "out-2"]
    async with db.write() as session:
        assert await dead.retry(session, {"in-1", "out-1", "out-3"}) == {"in-1", "out-1"}
    assert await ids(db) == ["in-2", "out-2"]
    async with db.write() as session:
        assert await dead.drop(session) == {"in-2", "out-2"}
        assert await dead.retry(session) == set()
    assert await ids(db) == []


async def ids(db: Database) -> list[str]:
    async with db.read() as session:
        return [letter.id for letter in await dead.listed(session)]
