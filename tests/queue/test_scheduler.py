"""Rows whose time has come: each is acted on once, and one that fails holds up no other."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType, ModuleType

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialog.base_context import Context
from bot.dialog.router import Router
from bot.dialog.scheduled import scheduled
from bot.queue import scheduler
from bot.queue.outbox import ClaimedMessage
from bot.queue.scheduler import Scheduler
from bot.runtime.runtime import Runtime
from bot.settings.loader import Settings
from models.db.database import Database
from models.people import Address, Person
from models.queue.outbox import OutboxRow
from tests.support.client import MORNING

NOT_YET = 99
BROKEN = 13


class NoSender:
    leases_at_hand = MappingProxyType[str, int]({})

    def accept(self, messages: Sequence[ClaimedMessage]) -> None:
        assert not messages


class Calls:
    """A module with one job, which marks each person that is due as registered, and greets them."""

    def __init__(self) -> None:
        self.of: list[int] = []

    def router(self) -> Router:
        @scheduled("people.greet", due=self._due)
        async def greet(context: Context, person_id: int) -> None:
            person = await context.db.get(Person, person_id, with_for_update=True)
            if person is None or person.registered_at is not None:
                return
            if person_id == BROKEN:
                raise RuntimeError("broken")
            self.of.append(person_id)
            person.registered_at = context.now
            await context.notify([person_id], "Selamat datang.")

        module = ModuleType("calls")
        module.greet = greet  # type: ignore[attr-defined]  # a module made here
        return Router([module])

    @staticmethod
    async def _due(session: AsyncSession, now: datetime) -> Sequence[int]:
        waits = Person.registered_at.is_(None), Person.id != NOT_YET
        return (await session.scalars(select(Person.id).where(*waits).order_by(Person.id))).all()


def made(db: Database, calls: Calls) -> Scheduler:
    runtime = Runtime.create(db, clock=lambda: MORNING)
    return Scheduler(runtime, NoSender(), calls.router(), Settings())


@pytest.fixture
async def people(db: Database) -> Database:
    async with db.write() as session:
        for number in (1, 2, BROKEN, 14, NOT_YET):
            session.add(
                Person(id=number, name=f"{number}", role="member", belonging="santri", created_at=MORNING)
            )
            session.add(Address(person_id=number, channel="test", chat=f"{number}", created_at=MORNING))
    return db


async def greeted(db: Database) -> list[str]:
    async with db.read() as session:
        return list(await session.scalars(select(OutboxRow.chat).order_by(OutboxRow.id)))


async def test_what_is_due_happens_once_and_what_is_not_waits(people: Database) -> None:
    calls = Calls()
    jobs = made(people, calls)
    await jobs.step()
    await jobs.step()
    assert calls.of == [1, 2, 14]
    assert await greeted(people) == ["1", "2", "14"]


async def test_a_row_that_fails_leaves_nothing_behind_and_is_tried_again_later(
    people: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = made(people, Calls())
    assert await jobs.step() == 4
    assert await jobs.step() == 0
    monkeypatch.setattr(scheduler, "RETRY_SECONDS", -1.0)
    again = made(people, Calls())
    assert await again.step() == 1
    assert await again.step() == 1
    assert str(BROKEN) not in await greeted(people)


async def test_two_processes_at_the_same_moment_act_once(people: Database) -> None:
    calls = Calls()
    await asyncio.gather(made(people, calls).step(), made(people, calls).step())
    assert sorted(await greeted(people)) == ["1", "14", "2"]
