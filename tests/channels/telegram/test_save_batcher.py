"""What arrives while something is saved is saved together, and nobody is told before their own is."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.channels.telegram.receiving.save_batcher import SaveBatcher
from bot.messages.incoming import IncomingMessage
from tests.channels.telegram.brought import ended
from tests.channels.telegram.listening import Inbox
from tests.support.fakes import calm


class Gate:
    """Savings wait at it until it is open."""

    def __init__(self, failures: int = 0) -> None:
        self.inbox = Inbox(failures)
        self.batches: list[int] = []
        self.open = asyncio.Event()

    async def save(self, arrived: Sequence[IncomingMessage]) -> None:
        self.batches.append(len(arrived))
        await self.open.wait()
        await self.inbox.save(arrived)


@pytest.mark.parametrize("failures", [0, 1, 2])
async def test_what_comes_while_something_is_saved_is_saved_together(failures: int) -> None:
    gate = Gate(failures)
    together = SaveBatcher(gate.save)
    savings = await begun(together, 10)
    gate.open.set()
    ends = await asyncio.gather(*savings, return_exceptions=True)
    assert gate.batches == [1, 9]
    assert [isinstance(end, RuntimeError) for end in ends] == [failures > 0] + [failures > 1] * 9
    await together.save([said(10)])
    assert [each.update for each in gate.inbox.saved] == [
        str(number) for number in ([], [0])[failures == 0] + ([], [*range(1, 10)])[failures < 2] + [10]
    ]


async def test_whoever_stops_waiting_does_not_stop_the_saving() -> None:
    gate = Gate()
    together = SaveBatcher(gate.save)
    savings = await begun(together, 3)
    for saving in savings[:2]:
        await ended(saving)
    gate.open.set()
    await savings[2]
    assert [each.update for each in gate.inbox.saved] == ["0", "1", "2"]


async def begun(together: SaveBatcher, count: int) -> list[asyncio.Task[None]]:
    """The first is being saved, the others wait for it."""
    savings = []
    for number in range(count):
        savings.append(asyncio.create_task(together.save([said(number)])))
        await calm()
    return savings


def said(number: int) -> IncomingMessage:
    return IncomingMessage(channel="telegram", update=str(number), chat="5", text="halo")
