"""Answers to invitations: full means full, and whoever goes frees a seat."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models import events
from models.db.database import Database
from models.events import Event, EventStatus, Rsvp, RsvpAnswer, RsvpOutcome, SeatsTakenError
from tests.models.village import NOW, event, person

YES, MAYBE, NO = RsvpAnswer.YES, RsvpAnswer.MAYBE, RsvpAnswer.NO


async def test_an_answer_takes_a_seat_and_another_answer_gives_it_back(db: Database) -> None:
    async with db.write() as session:
        ahmad, meeting = await person(session), await event(session, seats=3)
        left = []
        for said in (YES, YES, NO, NO, YES, MAYBE):
            assert await events.answer(session, meeting.id, ahmad.id, said, NOW) is RsvpOutcome.OK
            left.append(meeting.seats_left)
        assert left == [2, 2, 3, 3, 2, 3]
        assert await events.answer_of(session, meeting.id, ahmad.id) is MAYBE


async def test_when_all_seats_are_taken_the_next_is_told_so_and_nothing_changes(db: Database) -> None:
    async with db.write() as session:
        ahmad, budi, meeting = await person(session), await person(session), await event(session, seats=1)
        assert await events.answer(session, meeting.id, budi.id, MAYBE, NOW) is RsvpOutcome.OK
        assert await events.answer(session, meeting.id, ahmad.id, YES, NOW) is RsvpOutcome.OK
        assert await events.answer(session, meeting.id, budi.id, YES, NOW) is RsvpOutcome.FULL
        assert await events.answer_of(session, meeting.id, budi.id) is MAYBE
        assert await events.answer(session, meeting.id, ahmad.id, YES, NOW) is RsvpOutcome.OK
        assert await events.answer(session, meeting.id, ahmad.id, NO, NOW) is RsvpOutcome.OK
        assert await events.answer(session, meeting.id, budi.id, YES, NOW) is RsvpOutcome.OK


async def test_of_50_people_who_press_at_once_exactly_20_get_a_seat(db: Database) -> None:
    async with db.write() as session:
        meeting = await event(session, seats=20)
        people = [(await person(session)).id for _ in range(50)]
    outcomes = await asyncio.gather(*(say(db, meeting.id, who, YES) for who in people))
    assert outcomes.count(RsvpOutcome.OK) == 20
    assert outcomes.count(RsvpOutcome.FULL) == 30
    assert await seats_and_guests(db, meeting.id) == (20, 20)


async def test_however_people_change_their_minds_at_once_seats_and_guests_agree(db: Database) -> None:
    async with db.write() as session:
        meeting = await event(session, seats=5)
        people = [(await person(session)).id for _ in range(10)]
    minds = [(who, said) for who in people for said in (YES, YES, NO, YES, MAYBE, NO, YES)]
    random.Random(4).shuffle(minds)
    await asyncio.gather(*(say(db, meeting.id, who, said) for who, said in minds))
    seats, guests = await seats_and_guests(db, meeting.id)
    assert seats == guests <= 5


async def test_one_person_who_presses_many_times_at_once_takes_one_seat(db: Database) -> None:
    async with db.write() as session:
        meeting, ahmad = await event(session, seats=20), await person(session)
    outcomes = await asyncio.gather(*(say(db, meeting.id, ahmad.id, YES) for _ in range(10)))
    assert set(outcomes) == {RsvpOutcome.OK}
    assert await seats_and_guests(db, meeting.id) == (1, 1)


async def test_answers_come_too_late_after_their_last_day_or_the_beginning(db: Database) -> None:
    async with db.write() as session:
        ahmad = await person(session)
        plain = await event(session)
        early = await event(session, answer_before=NOW + timedelta(days=2))
        late = await event(session, answer_before=plain.ends_at)
        assert await events.answer(session, plain.id, ahmad.id, YES, plain.starts_at) is RsvpOutcome.CLOSED
        assert await events.answer(session, late.id, ahmad.id, YES, late.starts_at) is RsvpOutcome.CLOSED
        assert (
            await events.answer(session, early.id, ahmad.id, YES, NOW + timedelta(days=1)) is RsvpOutcome.OK
        )
        assert (
            await events.answer(session, early.id, ahmad.id, NO, NOW + timedelta(days=2))
            is RsvpOutcome.CLOSED
        )
        assert early.seats_left == 2


async def test_nobody_answers_a_draft_a_cancelled_event_or_none(db: Database) -> None:
    async with db.write() as session:
        ahmad, meeting = await person(session), await event(session)
        draft = await event(session)
        draft.status = EventStatus.DRAFT
        await events.cancel(session, meeting.id, NOW)
        assert await events.answer(session, meeting.id, ahmad.id, YES, NOW) is RsvpOutcome.CANCELLED
        assert await events.answer(session, draft.id, ahmad.id, YES, NOW) is RsvpOutcome.UNPUBLISHED
        assert await events.answer(session, 999, ahmad.id, YES, NOW) is RsvpOutcome.UNPUBLISHED


async def test_an_event_is_published_once_and_cancelled_once(db: Database) -> None:
    async with db.write() as session:
        fields = {"title": "Bazar", "starts_at": NOW, "ends_at": NOW, "place_name": "Batu", "seats": 5}
        made = await events.create(session, created_by=None, now=NOW, **fields)  # type: ignore[arg-type] # a plain dict
        assert await events.publish(session, made.id, NOW)
        assert not await events.publish(session, made.id, NOW)
        assert await events.cancel(session, made.id, NOW)
        assert not await events.cancel(session, made.id, NOW)
        assert not await events.publish(session, made.id, NOW)
    assert (made.status, made.published_at, made.cancelled_at) == (EventStatus.CANCELLED, NOW, NOW)


async def test_seats_that_are_taken_cannot_be_taken_away(db: Database) -> None:
    async with db.write() as session:
        meeting = await event(session, seats=3)
        for _ in range(2):
            await events.answer(session, meeting.id, (await person(session)).id, YES, NOW)
        with pytest.raises(SeatsTakenError):
            await events.change(session, meeting, seats=1, title="Kecil")
        assert (meeting.seats, meeting.title) == (3, "Temu Bisnis")
        await events.change(session, meeting, seats=2, title="Pas")
        assert (meeting.seats_left, meeting.title) == (0, "Pas")


async def test_coming_events_are_those_that_everybody_may_see_the_next_one_first(db: Database) -> None:
    async with db.write() as session:
        ahmad, budi = await person(session), await person(session)
        second = await event(
            session, title="Kedua", starts_at=NOW + timedelta(days=9), ends_at=NOW + timedelta(days=10)
        )
        first = await event(session, title="Pertama")
        await event(
            session, title="Lewat", starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=1)
        )
        await events.cancel(session, (await event(session, title="Batal")).id, NOW)
        await events.answer(session, first.id, ahmad.id, MAYBE, NOW)
        await events.answer(session, second.id, budi.id, YES, NOW)
        mine = await events.coming(session, NOW, ahmad.id)
        assert [(shown.title, said) for shown, said in mine] == [("Pertama", MAYBE), ("Kedua", None)]
        assert len(await events.coming(session, NOW, ahmad.id, limit=1)) == 1
        managed = [shown.title for shown in await events.managed(session, NOW)]
        assert managed == ["Pertama", "Batal", "Kedua"]


async def test_guests_are_listed_with_those_who_come_first(db: Database) -> None:
    async with db.write() as session:
        meeting = await event(session, seats=5)
        for name, said in (("Zaki", YES), ("Ali", NO), ("Budi", MAYBE), ("Citra", YES)):
            who = await person(session, name)
            await events.answer(session, meeting.id, who.id, said, NOW)
        guests = [(who.name, said) for who, said in await events.guests(session, meeting.id)]
    assert guests == [("Citra", YES), ("Zaki", YES), ("Budi", MAYBE), ("Ali", NO)]


async def say(db: Database, event_id: int, person_id: int, said: RsvpAnswer) -> RsvpOutcome:
    async with db.write() as session:
        return await events.answer(session, event_id, person_id, said, NOW)


async def seats_and_guests(db: Database, event_id: int) -> tuple[int, int]:
    """The counter on the event, and the rows of those who come."""
    async with db.read() as session:
        meeting = await session.get_one(Event, event_id)
        coming = select(func.count()).where(Rsvp.event_id == event_id, Rsvp.answer == YES)
        return meeting.taken, await session.scalar(coming) or 0
