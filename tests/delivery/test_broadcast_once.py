"""Before a message of a broadcast goes out again, the table is asked whether it went: nobody gets it twice."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select, update

from bot.delivery.broadcast_fanout import BroadcastFanout
from bot.messages.send_result import Unknown
from bot.queue import outbox
from bot.queue.outbox import ClaimedMessage, SendRecord
from bot.runtime.leases import Lease
from models.broadcasts import content, delivery, lifecycle
from models.broadcasts.progress import Progress
from models.broadcasts.tables import Broadcast
from models.db.database import utcnow
from models.queue.outbox import OutboxRow, OutboxState
from tests.delivery.sending import Office

SENT, UNKNOWN, WAITING = OutboxState.SENT, OutboxState.UNKNOWN, OutboxState.WAITING


async def claimed(office: Office, people: int, lease: int) -> tuple[int, list[ClaimedMessage]]:
    """A broadcast to so many people, all claimed under this lease; its id."""
    number = await office.announces("siaran", people)
    while await BroadcastFanout(office.runtime).step():
        continue
    async with office.db.write() as session:
        return number, await outbox.claim_broadcast(session, "test", number, utcnow(), people, lease)


async def taken_over(office: Office, lease: int) -> None:
    async with office.db.write() as session:
        await outbox.reclaim(session, "test", lease, utcnow())


async def reports(office: Office, lease: int, *ends: tuple[ClaimedMessage, OutboxState]) -> None:
    async with office.db.write() as session:
        results = [SendRecord(item, state) for item, state in ends]
        await outbox.record(session, "test", lease, results, utcnow())


async def states(office: Office) -> list[str]:
    async with office.db.read() as session:
        return list(await session.scalars(select(OutboxRow.state).order_by(OutboxRow.id)))


async def test_a_sender_that_comes_back_late_puts_nothing_back_that_may_have_gone(office: Office) -> None:
    """It stood still; another took over, and the first one wakes up and gives back what it had not begun."""
    number, (first, second, third) = await claimed(office, 3, lease=1)
    await taken_over(office, lease=2)
    assert await states(office) == [UNKNOWN] * 3
    await reports(office, 1, (first, SENT), (second, WAITING), (third, UNKNOWN))
    assert await states(office) == [UNKNOWN] * 3
    async with office.open():
        await office.is_over(number)
    assert office.channel.sent == []


async def test_what_was_sent_does_not_wait_again_whoever_says_so(office: Office) -> None:
    _number, (first, _second) = await claimed(office, 2, lease=1)
    await reports(office, 1, (first, SENT))
    await reports(office, 1, (first, WAITING))
    assert await states(office) == [SENT, OutboxState.SENDING]


async def test_what_was_never_begun_goes_once_with_the_next_sender(office: Office) -> None:
    number, (first, second) = await claimed(office, 2, lease=1)
    await reports(office, 1, (first, SENT), (second, WAITING))
    async with office.open():
        await office.is_over(number)
    assert await office.progress(number) == Progress(sent=2)
    assert office.channel.sent == ["siaran"]


async def test_an_unknown_outcome_is_not_tried_again_by_itself(office: Office) -> None:
    office.channel.answers["siaran"] = [Unknown("lost"), Unknown("lost")]
    number = await office.announces("siaran", people=3)
    for _start in range(2):
        async with office.open():
            await office.is_over(number)
            await delivery_is_idle(office)
    assert await office.progress(number) == Progress(sent=1, unknown=2)
    assert len(office.channel.sent) == 3


async def delivery_is_idle(office: Office) -> None:
    async with office.db.read() as session:
        assert await delivery.running(session) == []
        assert not await outbox.any_abandoned(session, "test", Lease().number)


async def test_who_answered_has_it_and_does_not_get_it_again(office: Office) -> None:
    """An organiser sends again to those of whom nobody knows; one of them pressed a button under it."""
    number, items = await claimed(office, 3, lease=1)
    await reports(office, 1, *((item, UNKNOWN) for item in items))
    async with office.db.write() as session:
        await session.execute(update(Broadcast).values(choices=["Ikut", "Tidak"]))
        person = await session.scalar(select(OutboxRow.person_id).where(OutboxRow.id == items[0].id))
        assert person is not None
        await content.answer(session, number, person, 0, utcnow())
        assert await lifecycle.send_failed_again(session, number, utcnow()) == 2
    assert await states(office) == [SENT, WAITING, WAITING]
    async with office.open():
        await office.is_over(number)
    assert await office.progress(number) == Progress(sent=3)
    assert len(office.channel.sent) == 2


async def test_all_who_are_unknown_have_answered_and_nothing_is_sent_again(office: Office) -> None:
    number, items = await claimed(office, 1, lease=1)
    await reports(office, 1, *((item, UNKNOWN) for item in items))
    async with office.db.write() as session:
        person = await session.scalar(select(OutboxRow.person_id))
        assert person is not None
        await content.answer(session, number, person, 0, utcnow())
        assert await lifecycle.send_failed_again(session, number, utcnow()) == 0
    assert await office.progress(number) == Progress(sent=1)


async def test_taken_over_again_and_again_each_goes_out_at_most_once(office: Office) -> None:
    """Each holder of the lease claims some, sends some of these, and is gone; the last one sends what waits."""
    number, items = await claimed(office, 40, lease=1)
    await reports(office, 1, *((item, WAITING) for item in items))
    went = Counter[int]()
    for lease in range(2, 8):
        await taken_over(office, lease)
        async with office.db.write() as session:
            some = await outbox.claim_broadcast(session, "test", number, utcnow(), 5, lease)
        went.update(item.id for item in some[:3])
        await reports(office, lease, *((item, SENT) for item in some[:2]))
    async with office.open():
        await office.is_over(number)
    progress = await office.progress(number)
    assert (progress.sent, progress.unknown) == (2 * 6 + 10, 3 * 6)
    assert max(went.values()) == 1
    assert len(office.channel.sent) == 10
