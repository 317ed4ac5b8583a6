"""What broadcasts a person wants."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import subscriptions
from models.broadcasts import lifecycle
from models.broadcasts.audience import Audience
from models.broadcasts.progress import read_progress
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Database
from models.people import Person
from models.queue.outbox import OutboxRow, OutboxState
from models.topics import Topic
from tests.models.village import NOW, person, send_out

ALL = set(Topic)
LATER = NOW + timedelta(hours=1)


async def test_everything_is_heard_at_first(db: Database) -> None:
    async with db.write() as session:
        assert await subscriptions.wanted(session, await person(session)) == ALL


async def test_a_topic_is_left_and_heard_again_however_often_it_is_said(db: Database) -> None:
    async with db.write() as session:
        ahmad, budi = await person(session), await person(session, "Budi")
        for _twice in range(2):
            await subscriptions.opt_out(session, ahmad, Topic.MARKET, NOW)
            assert await subscriptions.wanted(session, ahmad) == ALL - {Topic.MARKET}
        for _twice in range(2):
            await subscriptions.opt_in(session, ahmad, Topic.MARKET, NOW)
            assert await subscriptions.wanted(session, ahmad) == ALL
        assert await subscriptions.wanted(session, budi) == ALL


async def test_a_stop_remembers_what_was_heard_before_it(db: Database) -> None:
    async with db.write() as session:
        ahmad = await person(session)
        await subscriptions.opt_out(session, ahmad, Topic.MARKET, NOW)
        await subscriptions.stop(session, ahmad, NOW)
        await subscriptions.stop(session, ahmad, LATER)
        assert ahmad.stopped_at == NOW
        assert await subscriptions.wanted(session, ahmad) == set()
        assert subscriptions.resume(ahmad)
        assert not subscriptions.resume(ahmad)
        assert await subscriptions.wanted(session, ahmad) == ALL - {Topic.MARKET}


async def test_all_is_heard_again_after_a_stop_and_after_topics_were_left(db: Database) -> None:
    async with db.write() as session:
        ahmad = await person(session)
        await subscriptions.opt_out(session, ahmad, Topic.MARKET, NOW)
        await subscriptions.stop(session, ahmad, NOW)
        await subscriptions.opt_in_all(session, ahmad)
    async with db.read() as session:
        kept = await session.get_one(Person, ahmad.id)
        assert kept.stopped_at is None
        assert await subscriptions.wanted(session, kept) == ALL


async def test_after_a_stop_one_topic_is_heard_alone(db: Database) -> None:
    async with db.write() as session:
        ahmad = await person(session)
        await subscriptions.stop(session, ahmad, NOW)
        await subscriptions.opt_in(session, ahmad, Topic.EVENT, NOW)
    async with db.read() as session:
        kept = await session.get_one(Person, ahmad.id)
        assert await subscriptions.wanted(session, kept) == {Topic.EVENT}


async def test_what_waits_for_somebody_who_leaves_is_cancelled_and_the_rest_goes_on(db: Database) -> None:
    async with db.write() as session:
        ahmad, _budi = await person(session), await person(session, "Budi")
        await send_out(session, await draft(session, Topic.MARKET))
        await send_out(session, await draft(session, Topic.EVENT))
        session.add(OutboxRow(channel="test", chat="1", priority=1, body="{}", person_id=ahmad.id))
        await session.flush()
        await subscriptions.opt_out(session, ahmad, Topic.MARKET, LATER)
        cancelled = select(OutboxRow).where(OutboxRow.state == OutboxState.CANCELLED)
        [row] = await session.scalars(cancelled)
        assert (row.broadcast_id, row.person_id, row.finished_at) == (1, ahmad.id, LATER)
        assert (await read_progress(session, 1)).waiting == 1
        await subscriptions.stop(session, ahmad, LATER)
        assert (await read_progress(session, 2)).cancelled == 1
        assert (
            len((await session.scalars(select(OutboxRow).where(OutboxRow.broadcast_id.is_(None)))).all()) == 1
        )


async def test_a_broadcast_whose_last_recipient_leaves_is_done(db: Database) -> None:
    async with db.write() as session:
        ahmad = await person(session)
        await send_out(session, await draft(session, Topic.MARKET))
        await subscriptions.stop(session, ahmad, LATER)
    async with db.read() as session:
        [row] = await session.scalars(select(Broadcast))
        assert (row.status, row.finished_at) == (BroadcastStatus.DONE, LATER)


async def draft(session: AsyncSession, topic: Topic) -> Broadcast:
    row = await lifecycle.draft(session, created_by=None, html="Halo", audience=Audience(), now=NOW)
    row.topic = topic
    return row
