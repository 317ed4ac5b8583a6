"""Whom a broadcast reaches, and what becomes of its messages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from models import enrolments, events, products, seed
from models.broadcasts import audience as broadcast_audience
from models.broadcasts import fanout, lifecycle
from models.broadcasts.audience import Audience
from models.broadcasts.lifecycle import NotADraftError
from models.broadcasts.progress import Progress, read_failures, read_progress, read_report
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Database
from models.enrolments import Pillar
from models.events import RsvpAnswer
from models.people import Address, Affiliation, Person, Role
from models.products import Category
from models.queue.outbox import OutboxRow, OutboxState
from models.topics import Topic, TopicOptOut
from tests.models.village import NOW, address, event, person, product, send_out

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
async def village(db: Database) -> Database:
    """Ahmad is a santri in Pasuruan, Budi an alumnus and organiser in Batu; Citra did nothing yet."""
    async with db.write() as session:
        await seed.regions_and_pesantren(session)
        ahmad = await person(
            session, "Ahmad", belonging=Affiliation.SANTRI, region_code="3514", pesantren_id=1
        )
        budi = await person(
            session, "Budi", belonging=Affiliation.ALUMNI, region_code="3579", role=Role.ORGANISER
        )
        citra = await person(session, "Citra", region_code="3514")
        for who, pillar in (
            (ahmad, Pillar.SANTRIPRENEUR),
            (ahmad, Pillar.SOSIOPRENEUR),
            (budi, Pillar.SOSIOPRENEUR),
        ):
            await enrolments.enrol(session, who.id, pillar, {}, NOW)
        await enrolments.enrol(session, citra.id, Pillar.SANTRIPRENEUR, {}, NOW)
        await enrolments.withdraw(session, citra.id, Pillar.SANTRIPRENEUR, NOW)
        for category in (Category.MAKANAN, Category.MINUMAN):
            await product(session, ahmad, category=category)
        await products.archive(session, await product(session, budi), NOW)
        meeting = await event(session, seats=9)
        await events.answer(session, meeting.id, ahmad.id, RsvpAnswer.YES, NOW)
        await events.answer(session, meeting.id, budi.id, RsvpAnswer.MAYBE, NOW)
    return db


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ({}, "Ahmad Budi Citra"),
        ({"pillars": ["santripreneur"]}, "Ahmad"),
        ({"pillars": ["santripreneur", "sosiopreneur"]}, "Ahmad Budi"),
        ({"pillars": ["sosiopreneur"], "regions": ["3579"]}, "Budi"),
        ({"regions": ["3514"]}, "Ahmad Citra"),
        ({"regions": ["3514", "3579"], "belongings": ["santri"]}, "Ahmad"),
        ({"pesantren": [1]}, "Ahmad"),
        ({"roles": ["organiser", "admin"]}, "Budi"),
        ({"belongings": ["santri", "alumni"]}, "Ahmad Budi"),
        ({"categories": ["makanan", "minuman"]}, "Ahmad"),
        ({"events": [1]}, "Ahmad"),
        ({"events": [1], "answers": ["yes", "maybe"]}, "Ahmad Budi"),
        ({"events": [1], "answers": ["maybe"], "categories": ["makanan"]}, ""),
        ({"events": [2]}, ""),
        ({"events": [2, 1]}, "Ahmad"),
    ],
)
async def test_an_audience_is_all_that_is_chosen_together(
    village: Database, choice: dict[str, Any], names: str
) -> None:
    audience = Audience.model_validate(choice)
    async with village.write() as session:
        chosen = (
            select(Person.name)
            .where(Person.id.in_(broadcast_audience.people_of(audience)))
            .order_by(Person.name)
        )
        assert " ".join(await session.scalars(chosen)) == names
        assert await broadcast_audience.count(session, audience) == len(names.split())
        broadcast = await draft(session, audience)
        assert await send_out(session, broadcast) == len(names.split())
        reached = select(Person.name).join(Address).join(OutboxRow, OutboxRow.chat == Address.chat)
        assert " ".join(await session.scalars(reached.order_by(Person.name))) == names


async def test_an_audience_is_kept_with_the_broadcast(village: Database) -> None:
    audience = Audience(pillars=(Pillar.SANTRIPRENEUR,), events=(1,), answers=(RsvpAnswer.NO,))
    async with village.write() as session:
        await draft(session, audience)
    async with village.read() as session:
        [kept] = await session.scalars(select(Broadcast))
        assert kept.meant_for == audience


async def test_a_person_with_two_phones_gets_one_message_at_the_newest_that_still_works(db: Database) -> None:
    async with db.write() as session:
        ahmad = await person(session, "Ahmad")
        second = await address(session, ahmad)
        await address(session, ahmad, gone_at=NOW)
        gone = await person(session, "Gone")
        await session.execute(update(Address).where(Address.person_id == gone.id).values(gone_at=NOW))
        assert await broadcast_audience.count(session, Audience()) == 1
        assert await send_out(session, await draft(session)) == 1
    async with db.read() as session:
        [row] = await session.scalars(select(OutboxRow))
        assert (row.channel, row.chat) == (second.channel, second.chat)
        assert (row.priority, row.body, row.state, row.send_after) == (2, None, OutboxState.WAITING, NOW)


async def test_sending_twice_sends_once(village: Database) -> None:
    async with village.write() as session:
        broadcast = await draft(session)
        assert await send_out(session, broadcast) == 3
        assert (broadcast.status, broadcast.recipients, broadcast.started_at) == (
            BroadcastStatus.SENDING,
            3,
            NOW,
        )
        with pytest.raises(NotADraftError):
            await lifecycle.start(session, broadcast, {}, LATER)
        assert await read_progress(session, broadcast.id) == Progress(waiting=3)


async def test_a_broadcast_for_nobody_is_done_at_once(village: Database) -> None:
    async with village.write() as session:
        broadcast = await draft(session, Audience(events=(99,)))
        assert await send_out(session, broadcast) == 0
        assert (broadcast.status, broadcast.finished_at) == (BroadcastStatus.DONE, NOW)


async def test_a_broadcast_is_done_when_nothing_waits(village: Database) -> None:
    async with village.write() as session:
        broadcast = await draft(session)
        await send_out(session, broadcast)
        assert not await lifecycle.finish(session, broadcast.id, LATER)
        await end(
            session,
            {1: (OutboxState.SENT, None), 2: (OutboxState.GONE, None), 3: (OutboxState.FAILED, "too long")},
        )
        assert await lifecycle.finish(session, broadcast.id, LATER)
        assert not await lifecycle.finish(session, broadcast.id, LATER)
        progress = await read_progress(session, broadcast.id)
    assert progress == Progress(sent=1, gone=1, failed=1)
    assert (progress.total, progress.finished) == (3, 3)
    assert (broadcast.status, broadcast.finished_at) == (BroadcastStatus.DONE, LATER)


async def test_failures_are_grouped_by_their_reason(village: Database) -> None:
    async with village.write() as session:
        broadcast = await draft(session)
        await send_out(session, broadcast)
        failed = OutboxState.FAILED, "too long"
        await end(session, {1: failed, 2: failed, 3: (OutboxState.UNKNOWN, None)})
        reasons = await read_failures(session, broadcast.id)
    assert reasons == [(OutboxState.FAILED, "too long", 2), (OutboxState.UNKNOWN, "", 1)]


async def test_failed_and_lost_messages_wait_again_when_the_organiser_asks(village: Database) -> None:
    async with village.write() as session:
        broadcast = await draft(session)
        await send_out(session, broadcast)
        await end(
            session,
            {
                1: (OutboxState.SENT, None),
                2: (OutboxState.UNKNOWN, None),
                3: (OutboxState.FAILED, "too long"),
            },
        )
        await lifecycle.finish(session, broadcast.id, NOW)
        assert await lifecycle.send_failed_again(session, broadcast.id, LATER) == 2
        assert await lifecycle.send_failed_again(session, broadcast.id, LATER) == 0
        assert await read_progress(session, broadcast.id) == Progress(waiting=2, sent=1)
    assert (broadcast.status, broadcast.finished_at) == (BroadcastStatus.SENDING, None)


async def test_a_cancelled_broadcast_sends_nothing_more(village: Database) -> None:
    async with village.write() as session:
        broadcast = await draft(session)
        await send_out(session, broadcast)
        await end(session, {1: (OutboxState.SENT, None)})
        assert await lifecycle.cancel(session, broadcast.id, LATER)
        assert not await lifecycle.cancel(session, broadcast.id, LATER)
        assert await fanout.to_cancel(session) == [broadcast.id]
        while await fanout.cancel_slice(session, broadcast.id, 1, LATER):
            continue
        assert await fanout.to_cancel(session) == []
        assert await read_progress(session, broadcast.id) == Progress(sent=1, cancelled=2)
    assert (broadcast.status, broadcast.finished_at) == (BroadcastStatus.CANCELLED, LATER)


async def test_what_was_stopped_with_messages_waiting_is_not_sent_again_before_they_are_called_off(
    village: Database,
) -> None:
    async with village.write() as session:
        broadcast = await draft(session)
        await send_out(session, broadcast)
        await end(session, {1: (OutboxState.FAILED, "too long")})
        await lifecycle.cancel(session, broadcast.id, LATER)
        assert await lifecycle.send_failed_again(session, broadcast.id, LATER) == 0
        while await fanout.cancel_slice(session, broadcast.id, 1, LATER):
            continue
        assert await lifecycle.send_failed_again(session, broadcast.id, LATER) == 1
        assert await read_progress(session, broadcast.id) == Progress(waiting=1, cancelled=2)


async def test_recipients_are_taken_in_slices_and_counted(village: Database) -> None:
    async with village.write() as session:
        broadcast = await draft(session)
        await lifecycle.start(session, broadcast, {}, NOW)
        assert await fanout.unfinished(session) == [broadcast.id]
        assert await fanout.take_slice(session, broadcast.id, 2, NOW)
        assert broadcast.recipients == 2
        assert await read_progress(session, broadcast.id) == Progress(waiting=2, to_take=True)
        assert not await fanout.take_slice(session, broadcast.id, 2, NOW)
        assert not await fanout.take_slice(session, broadcast.id, 2, NOW)
        assert broadcast.recipients == 3
        assert await read_progress(session, broadcast.id) == Progress(waiting=3)
        assert await fanout.unfinished(session) == []


async def test_a_person_who_changes_phones_between_two_slices_is_written_to_once(db: Database) -> None:
    async with db.write() as session:
        ahmad, budi = await person(session, "Ahmad"), await person(session, "Budi")
        broadcast = await draft(session)
        await lifecycle.start(session, broadcast, {}, NOW)
        assert await fanout.take_slice(session, broadcast.id, 1, NOW)
        await address(session, ahmad)
        newer = await address(session, budi)
        assert not await fanout.take_slice(session, broadcast.id, 1, NOW)
        rows = (await session.scalars(select(OutboxRow).order_by(OutboxRow.id))).all()
    assert [row.person_id for row in rows] == [ahmad.id, budi.id]
    assert rows[1].chat == newer.chat


async def test_while_a_broadcast_rests_and_after_its_end_nobody_is_taken(village: Database) -> None:
    async with village.write() as session:
        broadcast = await draft(session)
        await lifecycle.start(session, broadcast, {}, NOW)
        assert await fanout.take_slice(session, broadcast.id, 1, NOW)
        assert await lifecycle.pause(session, broadcast.id)
        assert not await lifecycle.pause(session, broadcast.id)
        assert await fanout.unfinished(session) == []
        assert not await fanout.take_slice(session, broadcast.id, 1, NOW)
        assert await lifecycle.resume(session, broadcast.id)
        assert not await lifecycle.resume(session, broadcast.id)
        assert await fanout.take_slice(session, broadcast.id, 1, NOW)
        assert await lifecycle.cancel(session, broadcast.id, NOW)
        assert not await fanout.take_slice(session, broadcast.id, 1, NOW)
        assert await read_progress(session, broadcast.id) == Progress(waiting=2)
        assert broadcast.recipients == 2


async def test_those_who_do_not_want_to_hear_of_the_topic_are_left_out(village: Database) -> None:
    async with village.write() as session:
        session.add(TopicOptOut(person_id=1, topic=Topic.MARKET))
        await session.execute(update(Person).where(Person.id == 2).values(stopped_at=NOW))
        broadcast = await draft(session)
        broadcast.topic = Topic.MARKET
        assert await send_out(session, broadcast) == 1


async def test_a_draft_waits_for_another_organiser_and_for_its_time(village: Database) -> None:
    async with village.write() as session:
        broadcast = await draft(session)
        await lifecycle.submit(session, broadcast, NOW)
        assert broadcast.status is BroadcastStatus.APPROVAL
        await lifecycle.schedule(session, broadcast, LATER)
        assert (broadcast.status, broadcast.send_at) == (BroadcastStatus.SCHEDULED, LATER)
        for change in (
            lifecycle.submit(session, broadcast, NOW),
            lifecycle.schedule(session, broadcast, LATER),
        ):
            with pytest.raises(NotADraftError):
                await change
        assert await lifecycle.back_to_draft(session, broadcast.id)
        assert not await lifecycle.back_to_draft(session, broadcast.id)
        assert (broadcast.status, broadcast.send_at) == (BroadcastStatus.DRAFT, None)
        assert await lifecycle.cancel(session, broadcast.id, LATER)
        with pytest.raises(NotADraftError):
            await lifecycle.start(session, broadcast, {}, LATER)


async def test_the_report_has_a_line_for_everybody_a_page_at_a_time(village: Database) -> None:
    async with village.write() as session:
        broadcast = await draft(session)
        await send_out(session, broadcast)
        await end(session, {2: (OutboxState.FAILED, "too long")})
        first, second = await read_report(session, broadcast.id, 0, 2)
        [third] = await read_report(session, broadcast.id, second.id, 2)
    assert [(one.name, one.state, one.reason) for one in (first, second, third)] == [
        ("Ahmad", "waiting", ""),
        ("Budi", "failed", "too long"),
        ("Citra", "waiting", ""),
    ]
    assert (first.channel, first.language, first.person_id, first.finished_at) == ("test", "id", 1, None)


async def draft(session: Any, audience: Audience = Audience()) -> Broadcast:  # noqa: B008 - it is frozen
    return await lifecycle.draft(session, created_by=None, html="<b>Halo</b>", audience=audience, now=NOW)


async def end(session: Any, results: dict[int, tuple[OutboxState, str | None]]) -> None:
    """The first, second ... message of the outbox ended so."""
    ids = (await session.scalars(select(OutboxRow.id).order_by(OutboxRow.id))).all()
    for place, (state, reason) in results.items():
        ended = update(OutboxRow).where(OutboxRow.id == ids[place - 1])
        await session.execute(ended.values(state=state, reason=reason))
