"""The sender at work on a real database, with a messenger that does as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.channels.base import Limits
from bot.delivery import sender
from bot.delivery.broadcast_fanout import BroadcastFanout
from bot.delivery.sender import Sender
from bot.messages.outbox_message import OutboxMessage
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Gone, Later, Priority, Refused, Unknown
from bot.queue import inbox, outbox
from bot.queue.outbox import ClaimedMessage
from bot.runtime.leases import Lease
from bot.runtime.runtime import Runtime
from models.broadcasts import fanout, lifecycle
from models.broadcasts.audience import Audience
from models.broadcasts.progress import Progress, read_progress
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Database, utcnow
from models.people import Address, Person
from models.queue import dead_letters
from models.queue.outbox import OutboxRow
from tests.support.fakes import FAST, FakeChannel, until

REPLY, NOTICE, BROADCAST = Priority
SOON = 8
"""So many messages, claimed or under way, still arrive after an organiser stopped a broadcast at 40 a second."""
ONE_AT_A_TIME = Limits(10_000, 10_000, concurrency=1)


class Office:
    """The way out of one bot, and what its messenger got."""

    def __init__(self, db: Database, limits: Limits = FAST) -> None:
        self.db, self.channel = db, FakeChannel(limits)
        self.runtime = Runtime.create(db)
        self.sender = self._sender()
        self._chats = count(1)

    def _sender(self) -> Sender:
        return Sender(self.runtime, self.channel, Lease())

    @asynccontextmanager
    async def open(self, *, hangs: bool = False) -> AsyncIterator[None]:
        """The program runs; at the end it is stopped properly, also while the messenger `hangs`."""
        self.sender = self._sender()
        fanout = BroadcastFanout(self.runtime)
        parts = (self.sender.run(), fanout.run(self.sender.poll))
        running = [asyncio.create_task(part) for part in parts]
        try:
            yield
        finally:
            for part in running:
                part.cancel()
            if not hangs:
                self.channel.open.set()
            await asyncio.gather(*running, return_exceptions=True)

    async def says(self, *texts: str, priority: Priority = REPLY) -> Sequence[ClaimedMessage]:
        """Written down as the worker does, and not yet handed over."""
        return await self.writes(
            *[OutboxMessage("test", text, priority, utcnow(), OutgoingMessage(html=text)) for text in texts]
        )

    async def writes(self, *parcels: OutboxMessage) -> Sequence[ClaimedMessage]:
        async with self.db.write() as session:
            return await outbox.add(session, parcels, utcnow(), {"test": self.sender.lease})

    async def announces(self, text: str, people: int) -> int:
        """A broadcast to so many new people; its id."""
        async with self.db.write() as session:
            for _person in range(people):
                santri = Person(name="Santri")
                session.add(santri)
                await session.flush()
                session.add(Address(person_id=santri.id, channel="test", chat=str(next(self._chats))))
            ready = await lifecycle.draft(
                session, created_by=None, html=text, audience=Audience(), now=utcnow()
            )
            await lifecycle.start(session, ready, {}, utcnow())
        self.sender.poll()
        return ready.id

    async def changes(self, change: Callable[..., Awaitable[bool]], broadcast_id: int, *more: Any) -> None:
        async with self.db.write() as session:
            assert await change(session, broadcast_id, *more)

    async def stands(self, broadcast_id: int, so: Callable[[Progress], bool]) -> None:
        """Wait until its progress is so; within two seconds, as organisers expect."""
        async with asyncio.timeout(2):
            while not so(await self.progress(broadcast_id)):  # noqa: ASYNC110 - no event is set
                await asyncio.sleep(0.02)

    async def progress(self, broadcast_id: int) -> Progress:
        async with self.db.read() as session:
            return await read_progress(session, broadcast_id)

    async def status(self, broadcast_id: int) -> BroadcastStatus:
        async with self.db.read() as session:
            return (await session.get_one(Broadcast, broadcast_id)).status

    async def is_over(self, broadcast_id: int) -> None:
        async with asyncio.timeout(60):
            while await self.status(broadcast_id) is BroadcastStatus.SENDING:  # noqa: ASYNC110 - as in `until`
                await asyncio.sleep(0.005)

    async def left(self) -> int:
        """How many replies and notices are in the table."""
        async with self.db.read() as session:
            urgent = select(func.count()).where(OutboxRow.priority < int(BROADCAST))
            return await session.scalar(urgent) or 0


@pytest.fixture
def office(db: Database) -> Office:
    return Office(db)


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


async def floods(office: Office, chat: str, size: int) -> None:
    """Replies to one chat, written by another process."""
    replies = [
        OutboxMessage("test", chat, REPLY, utcnow(), OutgoingMessage(html=f"{chat} {n}")) for n in range(size)
    ]
    async with office.db.write() as session:
        await outbox.add(session, replies, utcnow())


def got(office: Office, chat: str) -> list[str]:
    return [text for text in office.channel.sent if text.split()[0] == chat]


async def test_a_flood_of_replies_in_the_table_lets_others_through(db: Database) -> None:
    office = Office(db, ONE_AT_A_TIME)
    await floods(office, "banjir", 300)
    await floods(office, "siti", 2)
    async with office.open():
        await until(lambda: len(office.channel.sent) == 302)
    assert office.channel.sent[:4] == ["banjir 0", "siti 0", "banjir 1", "siti 1"]
    assert got(office, "banjir") == [f"banjir {number}" for number in range(300)]


async def test_what_waits_beyond_a_bound_stays_in_the_table(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.sender.MAX_LOAD", 100)
    monkeypatch.setattr("bot.delivery.sender.MAX_URGENT", 10)
    chats = [f"c{number}" for number in range(20)]
    for chat in chats:
        await floods(office, chat, 30)
    office.channel.open.clear()
    loads = list[int]()
    monkeypatch.setattr(
        office.runtime.events, "sending", lambda _message: loads.append(office.sender._dispatcher.load)
    )
    async with office.open():
        await until(lambda: len(office.channel.sent) == 20)
        office.channel.open.set()
        await until(lambda: len(office.channel.sent) == 600)
    assert max(loads) <= 100
    assert all(got(office, chat) == [f"{chat} {number}" for number in range(30)] for chat in chats)
    assert await office.left() == 0


async def test_one_chat_with_many_replies_leaves_room_for_others(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The flooder's chat is slow: what is here of it is little, however much waits."""
    monkeypatch.setattr("bot.delivery.sender.MAX_LOAD", 100)
    monkeypatch.setattr("bot.delivery.sender.MAX_URGENT", 10)
    office.channel.limits = Limits(10_000, chat_messages_per_second=0.001, chat_burst=1)
    await floods(office, "banjir", 500)
    async with office.open():
        await until(lambda: office.channel.sent == ["banjir 0"])
        await floods(office, "siti", 1)
        office.sender.poll()
        await until(lambda: "siti 0" in office.channel.sent)
        assert office.sender._dispatcher.load <= 30
    assert office.channel.sent == ["banjir 0", "siti 0"]


async def test_what_is_handed_over_never_overtakes_what_had_to_wait_in_the_table(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.sender.MAX_LOAD", 20)
    monkeypatch.setattr("bot.delivery.sender.MAX_URGENT", 5)
    chats = [f"c{number}" for number in range(5)]

    async def hands_over(number: int) -> bool:
        """As the worker does in the same process."""
        async with office.db.write() as session:
            leases = {"test": office.sender.lease} if office.sender.takes_directly() else {}
            replies = [
                OutboxMessage("test", chat, REPLY, utcnow(), OutgoingMessage(html=f"{chat} {number}"))
                for chat in chats
            ]
            claimed = await outbox.add(session, replies, utcnow(), leases)
        office.sender.accept(claimed)
        return bool(leases)

    async with office.open():
        office.channel.open.clear()
        direct = [await hands_over(number) for number in range(10)]
        office.channel.open.set()
        direct += [await hands_over(number) for number in range(10, 40)]
        await until(lambda: len(office.channel.sent) == 200)
        await until(office.sender.takes_directly)
    assert direct[0] and not all(direct)
    assert all(got(office, chat) == [f"{chat} {number}" for number in range(40)] for chat in chats)


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
