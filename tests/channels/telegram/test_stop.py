"""A broadcast through a slow Telegram, stopped in the middle: nobody gets it twice, and the report is true."""

from __future__ import annotations

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.delivery import sender
from models.broadcasts.progress import Progress
from models.db.database import Database
from tests.channels.telegram.standin import Standin
from tests.delivery.sending import Office
from tests.support.fakes import FAST, until

PEOPLE = 40


async def test_a_stop_while_telegram_is_slow_sends_nobody_a_broadcast_twice(
    sqlite: Database, channel: TelegramChannel, standin: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "DRAIN_SECONDS", 0.05)
    channel.name, channel.limits = "test", FAST
    office = Office(sqlite)
    office.channel = channel  # type: ignore[assignment]  # in place of a messenger that does as it is told
    people = [standin.person(id=number + 1) for number in range(PEOPLE)]
    standin.faults.next("sendMessage", *[""] * 5)
    standin.faults.broken = {"sendMessage": "silence"}
    async with office.open(hangs=True):
        number = await office.announces("siaran", people=PEOPLE)
        await until(lambda: sum(len(person.messages) for person in people) >= 15)
    stopped = await office.progress(number)
    assert stopped.sent == 5
    assert stopped.unknown >= 10
    standin.faults.broken = {}
    async with office.open(hangs=True):
        await office.is_over(number)
    ended = await office.progress(number)
    assert ended == Progress(sent=PEOPLE - stopped.unknown, unknown=stopped.unknown)
    assert {len(person.messages) for person in people} <= {0, 1}
    assert sum(len(person.messages) for person in people) >= ended.sent
