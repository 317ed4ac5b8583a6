"""What one chat brings too fast is let go, and nothing else is: not what matters, nor what waited for the bot."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from bot.messages.incoming import ButtonPress, IncomingMessage, Picture
from bot.observability.events import EventListener, kind
from bot.queue.arrival_limit import MAX_CHATS, ArrivalLimit
from bot.queue.inbox import Inbox
from bot.runtime.runtime import Runtime
from bot.settings.schema import RateLimit
from models.db.database import Database
from models.people import Address
from models.queue.inbox import InboxRow
from tests.support.client import MORNING, Someone, Town

SENTENCE = "Pelan-pelan, ya, Kak."
AT_ONCE, STRANGERS, PRESSES = 20, 8, 40


class Counted(EventListener):
    """What was let go, by its kind."""

    def __init__(self) -> None:
        self.kinds: list[str] = []

    def let_go(self, message: IncomingMessage, first: bool) -> None:
        self.kinds.append(kind(message))


class Office:
    """The inbox of a bot that runs on, beside a town."""

    def __init__(self, town: Town) -> None:
        self.town, self.counted = town, Counted()
        runtime = Runtime.create(town.db, self.counted, clock=lambda: town.now)
        self.limit = ArrivalLimit(town.settings.rate_limit, town.router.exempt)
        self.inbox = Inbox(runtime, self.limit)

    async def brings(self, *messages: IncomingMessage) -> None:
        await self.inbox.save(messages)

    async def answers(self) -> None:
        _inbox, worker = self.town.program()
        while await worker.step():
            pass
        await self.town.deliver()

    async def waiting(self) -> int:
        return len([row for row in await self.town.rows(InboxRow) if row.handled_at is None])


@pytest.fixture
def office(town: Town) -> Office:
    return Office(town)


def texts(person: Someone, count: int, **more: Any) -> list[IncomingMessage]:
    return [person.incoming(text=f"/zz{number}", **more) for number in range(count)]


def press(person: Someone, data: str, ref: str = "1") -> IncomingMessage:
    return person.incoming(press=ButtonPress(data=data, ref=ref, id="p"))


def sentences(person: Someone) -> int:
    return sum(bubble.text.startswith(SENTENCE) for bubble in person.screen)


async def test_twenty_messages_at_once_are_answered_and_the_rest_of_a_flood_is_not(office: Office) -> None:
    ahmad, siti = await office.town.santri("1"), await office.town.santri("2", "Siti")
    for batch in range(10):
        await office.brings(*texts(ahmad, 100), *([siti.incoming(text="/bantuan")] if batch == 9 else []))
    assert await office.waiting() == AT_ONCE + 2
    assert len(office.counted.kinds) == 1_000 - AT_ONCE
    await office.answers()
    assert len(ahmad.screen) == AT_ONCE + 1
    assert sentences(ahmad) == 1
    assert len(siti.screen) == 1


async def test_somebody_who_has_not_agreed_is_heard_less(office: Office) -> None:
    stranger = office.town.someone("7")
    for _batch in range(200):
        await office.brings(*texts(stranger, 100))
    assert await office.waiting() == STRANGERS + 1
    await office.answers()
    assert len(stranger.screen) == STRANGERS + 1
    assert sentences(stranger) == 1


async def test_a_member_is_told_from_a_stranger_only_where_it_matters(office: Office) -> None:
    ahmad = await office.town.santri("1")
    await office.brings(*texts(ahmad, STRANGERS))
    assert not office.limit.unsure(texts(ahmad, 0), 0.0)
    assert not office.limit.chats["test", "1"].known
    await office.brings(*texts(ahmad, AT_ONCE - STRANGERS))
    assert office.limit.chats["test", "1"].known
    assert office.counted.kinds == []


async def test_the_rate_goes_on_with_one_a_second(office: Office) -> None:
    ahmad = await office.town.santri("1")
    await office.brings(*texts(ahmad, AT_ONCE))
    for _second in range(60):
        office.town.now += timedelta(seconds=1)
        await office.brings(*texts(ahmad, 1))
    assert office.counted.kinds == []


async def test_another_flood_is_told_of_again_after_a_rest(office: Office) -> None:
    ahmad = await office.town.santri("1")
    for _flood in range(2):
        await office.brings(*texts(ahmad, 50))
        office.town.now += timedelta(seconds=5)
        await office.brings(*texts(ahmad, 50))
        office.town.now += timedelta(minutes=1)
        await office.answers()
    assert sentences(ahmad) == 2


@pytest.mark.parametrize("word", ["BERHENTI", "berhenti!", "Stop", "/batal", "/cancel"])
async def test_whoever_floods_can_still_stop_and_cancel(office: Office, word: str) -> None:
    ahmad = await office.town.santri("1")
    await office.brings(*texts(ahmad, 100))
    await office.brings(ahmad.incoming(text=word))
    await office.brings(*texts(ahmad, 100), ahmad.incoming(text=word))
    assert await office.waiting() == AT_ONCE + 1 + 2
    await office.answers()
    assert len(office.counted.kinds) == 200 - AT_ONCE


async def test_presses_go_through_in_a_flood_of_texts(office: Office) -> None:
    ahmad = await office.town.santri("1")
    await office.brings(*texts(ahmad, 100))
    await office.brings(*(press(ahmad, f"help.speak:{number}") for number in range(PRESSES)))
    assert await office.waiting() == AT_ONCE + 1 + PRESSES


async def test_a_thousand_presses_of_one_button_become_few(office: Office) -> None:
    ahmad = await office.town.santri("1")
    await office.brings(*(press(ahmad, "help.speak:en") for _press in range(1_000)))
    assert await office.waiting() == PRESSES + 1
    assert sentences(ahmad) == 0


async def test_a_thousand_forged_presses_are_limited_too(office: Office) -> None:
    ahmad = await office.town.santri("1")
    await office.brings(*(press(ahmad, f"forged:{number}") for number in range(1_000)))
    assert await office.waiting() == 2 * PRESSES + 1
    await office.answers()
    assert sentences(ahmad) == 1


async def test_berhenti_a_thousand_times_is_a_flood_as_well(office: Office) -> None:
    ahmad = await office.town.santri("1")
    await office.brings(*(ahmad.incoming(text="BERHENTI") for _time in range(1_000)))
    assert await office.waiting() == AT_ONCE + PRESSES + 1


async def test_three_albums_are_ordinary(office: Office) -> None:
    ahmad = await office.town.santri("1")
    for album in "abc":
        await office.brings(
            *(ahmad.incoming(picture=Picture(ref=f"{album}{n}", album=album)) for n in range(10))
        )
    assert (await office.waiting(), office.counted.kinds) == (30, [])


async def test_an_album_is_taken_whole_or_not_at_all(office: Office) -> None:
    ahmad = await office.town.santri("1")
    await office.brings(*texts(ahmad, AT_ONCE))
    office.town.now += timedelta(seconds=0.5)
    await office.brings(ahmad.incoming(picture=Picture(ref="a0", album="a")))
    office.town.now += timedelta(seconds=0.5)
    await office.brings(*(ahmad.incoming(picture=Picture(ref=f"a{n}", album="a")) for n in range(1, 10)))
    assert office.counted.kinds == ["photo"] * 10


async def test_what_waited_a_day_at_the_messenger_is_all_read(office: Office) -> None:
    """The bot was down; everything comes at once when it is back."""
    ahmad, now = await office.town.santri("1"), int(MORNING.timestamp())
    written = [ahmad.incoming(text="halo", sent_at=now - 86_400 + 60 * number) for number in range(1_000)]
    for begin in range(0, 1_000, 100):
        await office.brings(*written[begin : begin + 100])
    assert (await office.waiting(), office.counted.kinds) == (1_000, [])


async def test_a_flood_that_waited_is_a_flood(office: Office) -> None:
    ahmad, now = await office.town.santri("1"), int(MORNING.timestamp())
    written = [ahmad.incoming(text="halo", sent_at=now - 3_600 + number // 100) for number in range(10_000)]
    for begin in range(0, 10_000, 100):
        await office.brings(*written[begin : begin + 100])
    assert await office.waiting() == AT_ONCE + 99 + 1


async def test_what_could_not_be_saved_counts_when_it_comes_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuses(_messages: object) -> None:
        raise DBAPIError("", None, OSError("away"), connection_invalidated=True)

    ahmad = await office.town.santri("1")
    messages = texts(ahmad, AT_ONCE)
    with monkeypatch.context() as patched:
        patched.setattr(office.inbox, "_write", refuses)
        for _try in range(30):
            with pytest.raises(DBAPIError):
                await office.brings(*messages)
    await office.brings(*messages)
    assert (await office.waiting(), office.counted.kinds) == (AT_ONCE, [])


async def test_a_flood_in_a_group_is_not_talked_about(office: Office) -> None:
    group = office.town.someone("-100")
    await office.brings(*texts(group, 100, group=True))
    await office.answers()
    assert sentences(group) == 0


async def test_a_limit_of_nothing_is_no_limit(db: Database) -> None:
    none = RateLimit(messages_per_minute=0, stranger_messages_per_minute=0, presses_per_minute=0)
    town = Town(db)
    office = Office(town)
    office.inbox = Inbox(town.runtime(), ArrivalLimit(none, town.router.exempt))
    await office.brings(*texts(town.someone("1"), 200), *(press(town.someone("1"), "x") for _n in range(200)))
    assert await office.waiting() == 400


async def test_chats_that_were_silent_are_forgotten(office: Office) -> None:
    for number in range(MAX_CHATS + 100):
        office.limit.admit(texts(office.town.someone(str(number)), 1), 1_000.0)
    assert len(office.limit.chats) == MAX_CHATS
    office.limit.admit(texts(office.town.someone("9"), 1), 2_000.0)
    assert len(office.limit.chats) == 1


async def test_what_one_chat_pressed_is_not_remembered_without_end(office: Office) -> None:
    ahmad = office.town.someone("1")
    office.limit.admit([press(ahmad, f"x:{number}") for number in range(5_000)], 1_000.0)
    assert len(office.limit.chats["test", "1"].pressed) == PRESSES
    office.limit.admit([press(ahmad, "x")], 2_000.0)
    assert not office.limit.chats["test", "1"].pressed


async def test_who_agrees_in_the_middle_is_a_stranger_no_longer(office: Office) -> None:
    stranger = office.town.someone("1")
    await office.brings(*texts(stranger, STRANGERS + 1))
    ahmad = await office.town.santri("2", "Ahmad")
    async with office.town.db.write() as session:
        [address] = await office.town.rows(Address)
        (await session.get_one(Address, address.id)).chat = "1"
    office.town.now += timedelta(seconds=6)
    office.counted.kinds.clear()
    await office.brings(*texts(stranger, 10))
    assert office.counted.kinds == []
    assert ahmad.screen == []
