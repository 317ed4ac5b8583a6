"""One chat's thousand messages make nobody else wait, on either database and for however many workers."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.queue import inbox
from models.db.database import Database
from models.queue import chat_locks
from models.queue import inbox as rows
from models.queue.inbox import InboxRow
from tests.support import shop
from tests.support.client import Someone, Town

FLOOD = 1_000


async def flood(town: Town, person: Someone, messages: int = FLOOD) -> None:
    program, _worker = town.program()
    await program.save([person.incoming(text=f"/zz{number}") for number in range(messages)])


async def handled(town: Town) -> int:
    async with town.db.read() as session:
        count = select(func.count()).select_from(InboxRow).where(InboxRow.handled_at.is_not(None))
        return (await session.scalar(count)) or 0


async def test_who_writes_behind_a_flood_is_answered_with_its_first_messages(market: Town) -> None:
    flooder, siti = await market.santri("1"), await market.santri("2", "Siti")
    await flood(market, flooder)
    program, worker = market.program()
    await program.save([siti.incoming(text="/menu"), siti.incoming(text="/menu")])
    assert await worker.step()
    await market.deliver()
    assert [bubble.text for bubble in siti.screen] == ["Layar pertama.", "Layar pertama."]
    assert await handled(market) <= 64


async def test_many_who_flood_leave_a_turn_to_each(market: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """More of them than are looked at among the oldest messages."""
    monkeypatch.setattr(rows, "MAX_LOOKED_AT", 100)
    flooders = [await market.santri(str(number)) for number in range(40)]
    siti = await market.santri("100", "Siti")
    for flooder in flooders:
        await flood(market, flooder, 50)
    program, worker = market.program()
    await program.save([siti.incoming(text="/menu")])
    assert await worker.step()
    await market.deliver()
    assert [bubble.text for bubble in siti.screen] == ["Layar pertama."]
    assert all(len(flooder.screen) in (1, 2) for flooder in flooders)


async def test_the_order_of_a_flood_is_kept(market: Town) -> None:
    flooder, siti = await market.santri("1"), await market.santri("2", "Siti")
    await flood(market, flooder, 150)
    await market.receive(siti.incoming(text="/menu"))
    said = [bubble.text.partition("/zz")[2].partition(".")[0] for bubble in flooder.screen]
    assert said == [str(number) for number in range(150)]


async def test_a_message_that_fails_beside_a_flood_costs_nobody_their_turn(market: Town) -> None:
    flooder, ahmad = await market.santri("1"), await market.santri("2", "Ahmad")
    siti = await market.santri("3", "Siti")
    await flood(market, flooder, 300)
    program, worker = market.program()
    await program.save([ahmad.incoming(text="/rusak"), siti.incoming(text="/menu")])
    assert await worker.step()
    await market.deliver()
    assert [bubble.text for bubble in siti.screen] == ["Layar pertama."]
    assert ahmad.last.text.startswith("Maaf")
    assert await handled(market) <= 64


@pytest.mark.parametrize("looked_at", [chat_locks.MAX_LOOKED_AT, 0])
async def test_a_second_worker_serves_others_while_the_first_has_the_flooder(
    postgresql: Database, looked_at: int
) -> None:
    """`looked_at` 0: the flood is longer than what is looked at first."""
    town = Town(postgresql, modules=[shop])
    flooder, siti = await town.santri("1"), await town.santri("2", "Siti")
    await flood(town, flooder, 2 if looked_at else chat_locks.MAX_LOOKED_AT + 100)
    async with town.db.write() as first:
        assert {message.chat for message in await inbox.claim(first, 64)} == {"1"}
        program, worker = town.program()
        await program.save([siti.incoming(text="/menu")])
        assert await worker.step()
        await town.deliver()
        assert [bubble.text for bubble in siti.screen] == ["Layar pertama."]
        assert not await worker.step()


async def test_who_waits_behind_many_messages_of_a_few_is_claimed_with_them(postgresql: Database) -> None:
    town = Town(postgresql)
    for number in range(3):
        await flood(town, town.someone(str(number)), 500)
    program, _worker = town.program()
    await program.save([town.someone("9").incoming(text="/menu")])
    async with town.db.write() as session:
        claimed = await inbox.claim(session, 64)
    assert [message.id for message in claimed] == sorted(message.id for message in claimed)
    assert [sum(message.chat == chat for message in claimed) for chat in "0129"] == [21, 21, 21, 1]
