"""Chats are found by their key, however many are asked for."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.queue.worker import conversations
from models.db.database import Database
from models.people import Address
from models.queue import chat_locks
from models.queue.chat_locks import Key
from tests.models.village import person
from tests.support.query_plans import plans_of

TWO = {("telegram", "1"), ("telegram", "2")}


@pytest.mark.parametrize(
    "keys", [TWO, {*TWO, ("page", "1")}, {("telegram", str(number)) for number in range(50)}]
)
async def test_no_table_is_gone_through_for_them(sqlite: Database, keys: set[Key]) -> None:
    plans = await plans_of(sqlite, lambda session: conversations(session, keys))
    assert [plan for plan in plans if plan.startswith("SCAN")] == []
    assert any(plan.startswith("SEARCH addresses USING INDEX") for plan in plans)


async def test_only_the_chats_that_are_asked_for_are_found(db: Database) -> None:
    wanted = {("telegram", "1"), ("page", "2")}
    async with db.write() as session:
        ahmad = await person(session, "Ahmad")
        for channel in ("telegram", "page"):
            for chat in ("1", "2", "3"):
                session.add(Address(person_id=ahmad.id, channel=channel, chat=chat))
        await session.flush()
        found = await session.execute(
            select(Address.channel, Address.chat).where(
                chat_locks.among(Address.channel, Address.chat, wanted)
            )
        )
        nothing = await session.execute(
            select(Address.id).where(chat_locks.among(Address.channel, Address.chat, ()))
        )
    assert {tuple(row) for row in found} == wanted
    assert nothing.all() == []
