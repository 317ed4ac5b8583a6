"""What waits to be sent: who takes it, what becomes of it, and what a stop leaves behind."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from bot.messages.outbox_message import OutboxMessage
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Priority
from bot.queue import outbox
from bot.queue.outbox import ClaimedMessage, SendRecord
from models.broadcasts import lifecycle
from models.broadcasts.audience import Audience
from models.broadcasts.progress import Progress, read_failures, read_progress
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Database
from models.media import Media
from models.people import Address
from models.queue.outbox import OutboxRow, OutboxState
from tests.models.village import NOW, person, send_out
from tests.support import claims

REPLY, NOTICE, BROADCAST = Priority
SOON, LATER = NOW + timedelta(seconds=3), NOW + timedelta(minutes=5)
DAY = timedelta(days=1)


def parcel(text: str = "Halo", priority: Priority = REPLY, **more: Any) -> OutboxMessage:
    return OutboxMessage(
        "test", "1", priority, **{"send_after": NOW, "message": OutgoingMessage(html=text), **more}
    )


def press(data: str = "broadcasts.refresh:1", **more: Any) -> OutboxMessage:
    return parcel(message=None, send_after=SOON, press=data, press_ref="7", **more)


async def put(db: Database, *parcels: OutboxMessage, at_hand: bool = True) -> list[ClaimedMessage]:
    """`at_hand`: the sender is in the same process, and is given the messages."""
    async with db.write() as session:
        return await outbox.add(session, parcels, NOW, {"test": claims.LEASE} if at_hand else {})


async def claim(db: Database, limit: int = 100, **when: Any) -> list[ClaimedMessage]:
    async with db.write() as session:
        return await claims.claim(session, "test", when.get("now", NOW), limit)


async def finish(db: Database, *results: SendRecord) -> None:
    async with db.write() as session:
        await outbox.record(session, "test", claims.LEASE, results, LATER)


async def announce(db: Database, people: int = 3) -> None:
    """A broadcast to so many people waits in the outbox."""
    async with db.write() as session:
        for number in range(people):
            await person(session, f"Santri {number}")
        ready = await lifecycle.draft(
            session, created_by=None, html="<b>Siaran</b>", audience=Audience(), now=NOW
        )
        await send_out(session, ready)


async def states(db: Database) -> list[str]:
    async with db.read() as session:
        return list(await session.scalars(select(OutboxRow.state).order_by(OutboxRow.id)))


async def the_broadcast(db: Database) -> Broadcast:
    async with db.read() as session:
        return (await session.scalars(select(Broadcast))).one()


def texts(items: list[ClaimedMessage]) -> list[str]:
    return [item.message.html for item in items if item.message]


async def test_what_may_go_at_once_is_claimed_for_the_sender_that_gets_it(db: Database) -> None:
    assert texts(await put(db, parcel("satu"), press(), parcel("dua"))) == ["satu", "dua"]
    assert await claim(db) == []


async def test_messages_go_in_their_order_by_whatever_clocks_they_were_written(db: Database) -> None:
    await put(db, parcel("satu", send_after=LATER), parcel("dua", send_after=NOW - DAY), at_hand=False)
    assert texts(await claim(db)) == ["satu", "dua"]


async def test_replies_come_before_notices_and_notices_before_broadcasts(db: Database) -> None:
    await announce(db, people=1)
    await put(db, parcel("kabar", NOTICE), parcel("jawaban"), at_hand=False)
    assert texts(await claim(db)) == ["jawaban", "kabar", "<b>Siaran</b>"]


async def test_nobody_claims_what_somebody_has(db: Database) -> None:
    await announce(db, people=3)
    first, second = await claim(db, limit=2), await claim(db, limit=2)
    assert len(first) == 2
    assert len({item.id for item in first + second}) == 3


@pytest.mark.parametrize(
    "change", [lifecycle.pause, lambda session, number: lifecycle.cancel(session, number, NOW)]
)
async def test_of_a_broadcast_that_does_not_run_nothing_is_claimed(db: Database, change: Any) -> None:
    await announce(db)
    async with db.write() as session:
        assert await change(session, (await the_broadcast(db)).id)
    assert await claim(db) == []


async def test_two_broadcasts_share_what_may_be_claimed(db: Database) -> None:
    await announce(db, people=6)
    await announce(db, people=0)
    items = await claim(db, limit=8)
    assert Counter(item.broadcast_id for item in items) == {1: 4, 2: 4}
    assert Counter(item.broadcast_id for item in await claim(db)) == {1: 2, 2: 2}


async def test_everybody_gets_the_text_of_their_language(db: Database) -> None:
    async with db.write() as session:
        for language in ("en", "id", "jv"):
            await person(session, language=language)
        draft = await lifecycle.draft(session, created_by=None, html="-", audience=Audience(), now=NOW)
        await send_out(session, draft, en='{"html": "Hello"}', id='{"html": "Halo"}')
    items = await claim(db)
    assert texts(items) == ["Hello", "Halo", "Halo"]
    assert all(item.message.broadcast for item in items)


async def test_a_broadcast_without_texts_of_its_own_is_sent_as_it_was_written(db: Database) -> None:
    async with db.write() as session:
        await person(session)
        photo, file = Media(mime="image/jpeg"), Media(mime="application/pdf")
        session.add_all([photo, file])
        await session.flush()
        draft = await lifecycle.draft(
            session, created_by=None, html="<b>Halo</b>", audience=Audience(), now=NOW, photo_id=photo.id
        )
        draft.document_id = file.id
        await send_out(session, draft)
    [item] = await claim(db)
    assert item.message == OutgoingMessage(html="<b>Halo</b>", photos=[1], file=2, broadcast=True)


async def test_what_was_not_sent_after_all_waits_until_its_time(db: Database) -> None:
    await announce(db, people=2)
    one, two = await claim(db)
    await finish(db, SendRecord(one, OutboxState.WAITING), SendRecord(two, OutboxState.WAITING, again_in=7))
    assert [item.id for item in await claim(db, now=LATER)] == [one.id]
    assert [item.id for item in await claim(db, now=LATER + timedelta(seconds=7))] == [two.id]


@pytest.mark.parametrize("back", [timedelta(hours=2), DAY])
async def test_a_clock_that_was_set_back_holds_up_no_broadcast(db: Database, back: timedelta) -> None:
    await announce(db, people=2)
    one, _two = await claim(db)
    await finish(db, SendRecord(one, OutboxState.WAITING, again_in=7))
    assert [item.id for item in await claim(db, now=LATER - back)] == [one.id]


async def test_what_waits_again_for_somebody_who_was_erased_meanwhile_is_not_sent(db: Database) -> None:
    await announce(db, people=2)
    one, two = await claim(db)
    async with db.write() as session:
        await session.execute(update(OutboxRow).where(OutboxRow.id == one.id).values(chat=""))
    await finish(db, SendRecord(one, OutboxState.WAITING), SendRecord(two, OutboxState.SENT))
    assert await states(db) == [OutboxState.CANCELLED, OutboxState.SENT]
    assert (await the_broadcast(db)).status is BroadcastStatus.DONE


@pytest.mark.parametrize(
    ("before", "reasons", "status"),
    [
        ([], ["bad"] * 4, BroadcastStatus.SENDING),
        ([], ["bad"] * 5, BroadcastStatus.STOPPED),
        ([OutboxState.GONE], ["bad"] * 5, BroadcastStatus.STOPPED),
        ([], ["bad"] * 4 + ["worse"], BroadcastStatus.SENDING),
        ([OutboxState.SENT], ["bad"] * 8, BroadcastStatus.SENDING),
    ],
)
async def test_a_broadcast_that_the_messenger_does_not_take_stops(
    db: Database, before: list[OutboxState], reasons: list[str], status: BroadcastStatus
) -> None:
    await announce(db, people=10)
    first = [
        SendRecord(item, state) for item, state in zip(await claim(db, len(before)), before, strict=True)
    ]
    refused = await claim(db, len(reasons))
    await finish(db, *first)
    await finish(
        db,
        *[
            SendRecord(item, OutboxState.FAILED, reason)
            for item, reason in zip(refused, reasons, strict=True)
        ],
    )
    broadcast = await the_broadcast(db)
    assert broadcast.status is status
    assert broadcast.reason == ("bad" if status is BroadcastStatus.STOPPED else None)


async def test_a_press_for_later_is_no_message(db: Database) -> None:
    assert await put(db, press()) == []
    assert await claim(db, now=LATER) == []


async def test_a_press_that_waits_already_does_not_wait_twice(db: Database) -> None:
    await put(db, press(once=True), press(once=True))
    await put(db, press(once=True), parcel("sekarang"))
    assert await states(db) == [OutboxState.WAITING, OutboxState.SENDING]
    await put(db, press("broadcasts.refresh:2", once=True), press())
    assert len(await states(db)) == 4


async def test_replies_and_notices_leave_the_table_but_for_those_that_did_not_arrive_for_certain(
    db: Database,
) -> None:
    reply, lost, gone, notice = await put(db, parcel(), parcel(), parcel(), parcel("Kabar", NOTICE))
    await finish(
        db,
        SendRecord(reply, OutboxState.SENT),
        SendRecord(lost, OutboxState.UNKNOWN, "connection lost"),
        SendRecord(gone, OutboxState.GONE),
    )
    await finish(db, SendRecord(notice, OutboxState.FAILED, "too long"))
    async with db.read() as session:
        kept = await session.scalars(select(OutboxRow).order_by(OutboxRow.id))
    assert [(row.id, row.state, row.reason, row.finished_at) for row in kept] == [
        (lost.id, OutboxState.UNKNOWN, "connection lost", LATER),
        (notice.id, OutboxState.FAILED, "too long", LATER),
    ]
    assert await claim(db) == []


async def test_a_reply_that_waits_again_after_a_stop_keeps_the_number_of_its_tries(db: Database) -> None:
    [reply] = await put(db, parcel())
    await finish(db, SendRecord(reply, OutboxState.WAITING, attempts=1))
    async with db.write() as session:
        await outbox.release(session, "test", claims.LEASE)
    assert [again.attempts for again in await claim(db)] == [1]


async def test_of_a_broadcast_everything_is_kept_and_the_last_message_ends_it(db: Database) -> None:
    await announce(db)
    one, two, three = await claim(db)
    await finish(db, SendRecord(one, OutboxState.SENT), SendRecord(two, OutboxState.FAILED, "too long"))
    assert (await the_broadcast(db)).status is BroadcastStatus.SENDING
    await finish(db, SendRecord(three, OutboxState.UNKNOWN, "timed out"))
    broadcast = await the_broadcast(db)
    assert (broadcast.status, broadcast.finished_at) == (BroadcastStatus.DONE, LATER)
    async with db.read() as session:
        progress = await read_progress(session, broadcast.id)
        assert progress == Progress(sent=1, failed=1, unknown=1)
        reasons = {reason for _state, reason, _n in await read_failures(session, broadcast.id)}
        assert reasons == {"too long", "timed out"}


async def test_a_message_that_is_under_way_keeps_its_broadcast_from_ending(db: Database) -> None:
    await announce(db, people=2)
    one, _two = await claim(db)
    await finish(db, SendRecord(one, OutboxState.SENT))
    assert (await the_broadcast(db)).status is BroadcastStatus.SENDING


async def test_who_blocked_the_bot_is_gone_and_counts_so(db: Database) -> None:
    await announce(db, people=1)
    [item] = await claim(db)
    await finish(db, SendRecord(item, OutboxState.GONE))
    assert await states(db) == [OutboxState.GONE]
    async with db.read() as session:
        assert (await session.scalars(select(Address.gone_at))).all() == [LATER]


async def test_a_message_whose_row_vanished_meanwhile_does_no_harm(db: Database) -> None:
    await announce(db, people=2)
    one, two = await claim(db)
    async with db.write() as session:
        await session.execute(delete(OutboxRow).where(OutboxRow.id == one.id))
    await finish(db, SendRecord(one, OutboxState.SENT), SendRecord(two, OutboxState.SENT))
    assert await states(db) == [OutboxState.SENT]


async def test_after_a_crash_replies_are_sent_again_and_broadcasts_are_called_unknown(db: Database) -> None:
    await announce(db, people=1)
    await put(db, parcel("jawaban"))
    await claim(db)
    async with db.write() as session:
        await outbox.reclaim(session, "test", claims.LEASE + 1, LATER)
    assert await states(db) == [OutboxState.UNKNOWN, OutboxState.WAITING]
    broadcast = await the_broadcast(db)
    assert (broadcast.status, broadcast.finished_at) == (BroadcastStatus.DONE, LATER)
    assert texts(await claim(db)) == ["jawaban"]


async def test_after_a_crash_a_broadcast_with_waiting_messages_goes_on(db: Database) -> None:
    await announce(db, people=2)
    await claim(db, limit=1)
    async with db.write() as session:
        await outbox.reclaim(session, "test", claims.LEASE + 1, LATER)
    assert await states(db) == [OutboxState.UNKNOWN, OutboxState.WAITING]
    assert (await the_broadcast(db)).status is BroadcastStatus.SENDING


async def test_after_a_proper_stop_what_was_only_claimed_waits_again(db: Database) -> None:
    await announce(db, people=2)
    one, _two = await claim(db)
    await finish(db, SendRecord(one, OutboxState.SENT))
    async with db.write() as session:
        await outbox.release(session, "other", claims.LEASE)
        assert await read_progress(session, 1) == Progress(sending=1, sent=1)
        await outbox.release(session, "test", claims.LEASE)
    assert await states(db) == [OutboxState.SENT, OutboxState.WAITING]
