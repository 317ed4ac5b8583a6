"""A flood of replies to one chat leaves room for others, and each chat keeps its order."""

from __future__ import annotations

import pytest

from bot.channels.base import Limits
from bot.messages.outbox_message import OutboxMessage
from bot.messages.outgoing import OutgoingMessage
from bot.queue import outbox
from models.db.database import Database, utcnow
from tests.delivery.sending import ONE_AT_A_TIME, REPLY, Office
from tests.support.fakes import until


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
