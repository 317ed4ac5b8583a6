"""Dead letters, on both databases."""

from __future__ import annotations

from models.broadcasts.audience import Audience
from models.broadcasts.lifecycle import draft
from models.db.database import Database
from models.queue import dead_letters
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow, OutboxState
from tests.support.filled import MORNING


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
            session.add(InboxRow(id=number, handled_at=MORNING, failure="ValueError", **known))
            session.add(
                OutboxRow(
                    id=number, channel="test", chat="1", priority=0, state=OutboxState.FAILED, body="{}"
                )
            )
        session.add(
            OutboxRow(
                id=3, channel="test", chat="1", priority=2, state=OutboxState.FAILED, broadcast_id=mass.id
            )
        )
    assert await ids(db) == ["in-1", "in-2", "out-1", "out-2"]
    async with db.write() as session:
        assert await dead_letters.retry(session, {"in-1", "out-1", "out-3"}) == {"in-1", "out-1"}
    assert await ids(db) == ["in-2", "out-2"]
    async with db.write() as session:
        assert await dead_letters.drop(session) == {"in-2", "out-2"}
        assert await dead_letters.retry(session) == set()
    assert await ids(db) == []


async def test_a_reply_of_which_nobody_knows_whether_it_arrived_is_one(db: Database) -> None:
    async with db.write() as session:
        session.add(
            OutboxRow(
                id=4, channel="test", chat="1", priority=0, state=OutboxState.UNKNOWN, attempts=2, body="{}"
            )
        )
    assert await ids(db) == ["out-4"]
    async with db.write() as session:
        assert await dead_letters.retry(session) == {"out-4"}
        row = await session.get_one(OutboxRow, 4)
        assert (row.state, row.attempts) == (OutboxState.WAITING, 0)


async def ids(db: Database) -> list[str]:
    async with db.read() as session:
        return [letter.id for letter in await dead_letters.listed(session)]
