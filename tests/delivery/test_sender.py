"""The sender at work on a real database, with a messenger that does as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.channels.base import Limits
from bot.delivery import sender
from bot.delivery.broadcast_fanout import BroadcastFanout
from bot.messages.outbox_message import OutboxMessage
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Gone, Later, Refused, Unknown
from bot.queue import inbox, outbox
from bot.queue.outbox import ClaimedMessage
from bot.runtime.leases import Lease
from models.broadcasts import fanout, lifecycle
from models.broadcasts.progress import Progress
from models.broadcasts.tables import BroadcastStatus
from models.db.database import Database, utcnow
from models.people import Address
from models.queue import dead_letters
from tests.delivery.sending import NOTICE, ONE_AT_A_TIME, REPLY, SOON, Office
from tests.support.fakes import until


async def test_what_the_worker_hands_over_is_sent_once_and_leaves_the_table(office: Office) -> None:
    async with office.open():
        office.sender.accept(await office.says("satu", "dua"))
        await until(lambda: len(office.channel.sent) == 2)
        office.sender.poll()
    assert sorted(office.channel.sent) == ["dua", "satu"]
    assert await office.left() == 0


async def test_what_was_written_before_a_crash_is_sent_after_it(office: Office) -> None:
    await office.says("jawaban")
    await office.says("kabar", priority=NOTICE)
    async with office.open():
        await until(lambda: len(office.channel.sent) == 2)
    assert office.channel.sent == ["jawaban", "kabar"]
    assert await office.left() == 0


async def test_what_is_for_later_waits(office: Office) -> None:
    await office.writes(OutboxMessage("test", "nanti", REPLY, utcnow() + timedelta(hours=1), press="menu:"))
    async with office.open():
        office.sender.accept(await office.says("sekarang"))
        await until(lambda: office.channel.sent == ["sekarang"])
    assert office.channel.sent == ["sekarang"]
    assert await office.left() == 1


async def test_everybody_gets_a_broadcast_once_and_it_ends(office: Office) -> None:
    async with office.open():
        number = await office.announces("siaran", people=50)
        await office.is_over(number)
    assert office.channel.sent == ["siaran"] * 50
    assert await office.progress(number) == Progress(sent=50)
    assert await office.status(number) is BroadcastStatus.DONE


async def test_the_report_says_who_could_not_be_reached_and_why(office: Office) -> None:
    office.channel.answers["siaran"] = [Gone(), Refused("chat not found"), Unknown("timed out")]
    async with office.open():
        number = await office.announces("siaran", people=5)
        await office.is_over(number)
    assert await office.progress(number) == Progress(sent=2, gone=1, failed=1, unknown=1)
    assert len(office.channel.sent) == 5
    async with office.db.read() as session:
        assert await session.scalar(select(func.count()).where(Address.gone_at.is_not(None))) == 1


async def test_a_reply_and_a_notice_go_before_the_rest_of_a_broadcast(db: Database) -> None:
    office = Office(db, ONE_AT_A_TIME)
    office.channel.open.clear()
    async with office.open():
        number = await office.announces("siaran", people=20)
        await until(lambda: office.channel.sent == ["siaran"])
        office.sender.accept(await office.says("kabar", priority=NOTICE))
        office.sender.accept(await office.says("jawaban"))
        office.channel.open.set()
        await office.is_over(number)
    assert office.channel.sent[:3] == ["siaran", "jawaban", "kabar"]
    assert office.channel.sent.count("siaran") == 20


async def test_a_cancelled_broadcast_stops_soon_and_leaves_another_alone(db: Database) -> None:
    office = Office(db, Limits(40, 10_000))
    async with office.open():
        cancelled = await office.announces("jangan", people=40)
        other = await office.announces("boleh", people=0)
        await until(lambda: "jangan" in office.channel.sent)
        await office.changes(lifecycle.cancel, cancelled, utcnow())
        before = office.channel.sent.count("jangan")
        await office.stands(cancelled, lambda progress: progress.waiting == progress.sending == 0)
        await office.is_over(other)
    after = await office.progress(cancelled)
    assert after.sent <= before + SOON
    assert after == Progress(sent=after.sent, cancelled=40 - after.sent)
    assert await office.status(cancelled) is BroadcastStatus.CANCELLED
    assert office.channel.sent.count("boleh") == 40


async def test_a_paused_broadcast_stands_still_until_it_may_go_on(db: Database) -> None:
    office = Office(db, Limits(40, 10_000))
    async with office.open():
        number = await office.announces("siaran", people=30)
        await until(lambda: "siaran" in office.channel.sent)
        await office.changes(lifecycle.pause, number)
        before = len(office.channel.sent)
        await office.stands(number, lambda progress: progress.sending == 0)
        assert len(office.channel.sent) <= before + SOON
        still = await office.progress(number)
        await asyncio.sleep(0.6)
        assert await office.progress(number) == still
        await office.changes(lifecycle.resume, number)
        await office.is_over(number)
    assert await office.progress(number) == Progress(sent=30)
    assert len(office.channel.sent) == 30


async def test_what_was_claimed_before_a_pause_goes_back_while_the_messenger_is_too_busy(
    db: Database,
) -> None:
    office = Office(db)
    office.channel.answers["siaran"] = [Later(30, flood=True)] * 5
    async with office.open():
        number = await office.announces("siaran", people=20)
        await until(lambda: len(office.channel.sent) == 5)
        await office.stands(number, lambda progress: progress.waiting == 20)
    assert len(office.channel.sent) == 5


async def test_a_message_that_the_messenger_does_not_take_is_tried_five_times_and_no_more(
    office: Office,
) -> None:
    office.channel.answers["rusak"] = [Refused("can't parse entities")] * 40
    async with office.open():
        number = await office.announces("rusak", people=40)
        await office.stands(number, lambda progress: progress.cancelled > 0 and progress.waiting == 0)
    assert await office.progress(number) == Progress(failed=5, cancelled=35)
    assert await office.status(number) is BroadcastStatus.STOPPED
    assert office.channel.sent == ["rusak"] * 5


async def test_two_broadcasts_go_out_side_by_side(db: Database) -> None:
    office = Office(db, Limits(200, 10_000))
    first, second = await office.announces("satu", people=100), await office.announces("dua", people=0)
    async with office.open():
        await office.is_over(first)
        await office.is_over(second)
    half = office.channel.sent[:100]
    assert 30 <= half.count("satu") <= 70
    assert sorted(office.channel.sent) == ["dua"] * 100 + ["satu"] * 100


async def test_taking_recipients_goes_on_after_a_stop_where_it_stood(office: Office) -> None:
    number = await office.announces("siaran", people=50)
    async with office.db.write() as session:
        assert await fanout.take_slice(session, number, 20, utcnow())
    assert await office.progress(number) == Progress(waiting=20, to_take=True)
    async with office.open():
        await office.is_over(number)
    assert await office.progress(number) == Progress(sent=50)
    assert len(office.channel.sent) == 50


async def test_a_proper_stop_leaves_nothing_unknown_and_the_rest_is_sent_later(db: Database) -> None:
    office = Office(db, ONE_AT_A_TIME)
    office.channel.open.clear()
    async with office.open():
        number = await office.announces("siaran", people=30)
        await until(lambda: office.channel.sent == ["siaran"])
    progress = await office.progress(number)
    assert (progress.sent, progress.waiting) == (1, 29)
    async with office.open():
        await office.is_over(number)
    assert await office.progress(number) == Progress(sent=30)
    assert len(office.channel.sent) == 30


async def test_a_stop_while_the_channel_hangs_sends_nobody_a_broadcast_twice(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "DRAIN_SECONDS", 0.05)
    office = Office(db)
    office.channel.open.clear()
    async with office.open(hangs=True):
        number = await office.announces("siaran", people=30)
        await until(lambda: len(office.channel.sent) == 5)
    assert await office.progress(number) == Progress(unknown=5, waiting=25)
    office.channel.open.set()
    async with office.open():
        await office.is_over(number)
    assert await office.progress(number) == Progress(sent=25, unknown=5)
    assert len(office.channel.sent) == 30


async def test_a_reply_under_way_at_two_stops_is_kept_and_not_sent_a_third_time(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "DRAIN_SECONDS", 0.05)
    office = Office(db)
    office.channel.open.clear()
    await office.says("jawaban")
    for number in (1, 2):
        async with office.open(hangs=True):
            await until(lambda: len(office.channel.sent) == number)  # noqa: B023 - it is waited for here
    office.channel.open.set()
    async with office.open():
        office.sender.accept(await office.says("lain"))
        await until(lambda: "lain" in office.channel.sent)
    assert office.channel.sent == ["jawaban", "jawaban", "lain"]
    async with db.read() as session:
        [letter] = await dead_letters.listed(session)
    assert (letter.cause, letter.priority) == ("stopped while sending", REPLY)


async def test_a_crash_leaves_only_what_was_claimed_unknown_and_nobody_out(db: Database) -> None:
    office = Office(db)
    number = await office.announces("siaran", people=30)
    while await BroadcastFanout(office.runtime).step():
        continue
    async with db.write() as session:
        await outbox.claim_broadcast(session, "test", number, utcnow(), 8, Lease().number)
    async with office.open():
        await office.is_over(number)
    assert await office.progress(number) == Progress(sent=22, unknown=8)
    assert len(office.channel.sent) == 22


async def test_a_press_whose_time_has_come_arrives_like_any_other(office: Office) -> None:
    due = OutboxMessage("test", "1", REPLY, utcnow(), press="broadcasts.refresh:1", press_ref="7")
    async with office.db.write() as session:
        await outbox.add(session, [due], utcnow())
    arrived = asyncio.Event()
    with office.runtime.notifier.listening("inbox", arrived.set):
        async with office.open(), asyncio.timeout(60):
            await arrived.wait()
    async with office.db.read() as session:
        [waiting] = await inbox.claim(session, 10)
    incoming = waiting.read()
    assert incoming.is_delayed
    assert incoming.press is not None
    assert (incoming.press.data, incoming.press.ref) == ("broadcasts.refresh:1", "7")
    assert await office.left() == 0


# Each chat's replies keep their order, also where they are claimed from the table in several parts


def answers(*texts: str) -> list[OutboxMessage]:
    """Replies to one chat."""
    return [OutboxMessage("test", "ahmad", REPLY, utcnow(), OutgoingMessage(html=text)) for text in texts]


async def write(db: Database, texts: Sequence[str], leases: Mapping[str, int] | None = None) -> None:
    async with db.write() as session:
        await outbox.add(session, answers(*texts), utcnow(), leases)


async def test_a_later_claim_does_not_overtake_an_earlier_one(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, claim = Office(db), outbox.claim_urgent
    claimed, goes_on = asyncio.Event(), asyncio.Event()

    async def slow(*values: Any) -> list[ClaimedMessage]:
        found = await claim(*values)
        if found and not claimed.is_set():
            claimed.set()
            await goes_on.wait()
        return found

    monkeypatch.setattr(outbox, "claim_urgent", slow)
    await write(db, ["1", "2"])
    async with office.open():
        await claimed.wait()
        writing = asyncio.create_task(write(db, ["3"]))  # on SQLite it waits for the claim
        for _moment in range(20):
            office.runtime.notifier.notify("outbox")
            office.sender.poll()
            await asyncio.sleep(0.01)
        assert office.channel.sent == []
        goes_on.set()
        await writing
        office.sender.poll()
        await until(lambda: len(office.channel.sent) == 3)
    assert office.channel.sent == ["1", "2", "3"]


async def test_what_an_earlier_sender_left_late_goes_before_what_was_written_after_it(db: Database) -> None:
    office = Office(db)
    async with office.open():
        office.sender.accept(await office.says("awal"))
        await until(lambda: office.channel.sent == ["awal"])
        await write(db, ["1", "2"], leases={"test": Lease().number})
        await write(db, ["3"])
        office.runtime.notifier.notify("outbox")
        await until(lambda: len(office.channel.sent) == 4)
    assert office.channel.sent == ["awal", "1", "2", "3"]
