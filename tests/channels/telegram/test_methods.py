"""A method of Telegram that fails concerns what needs it, and nothing else: tried for each that the bot uses, alone."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from math import inf
from pathlib import Path

import pytest

import bot.channels.telegram
from bot.channels.base import Limits
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.sending import cosmetic
from bot.delivery.dispatcher import Dispatcher
from bot.media.library import MediaService
from bot.messages.incoming import Point
from bot.messages.outgoing import InlineButton, MenuCommand, OutgoingMessage
from bot.messages.send_result import Priority
from bot.observability.events import Events
from bot.queue.outbox import ClaimedMessage, SendRecord
from models.queue.outbox import OutboxState
from tests.channels.telegram.listening import eventually, hears
from tests.channels.telegram.standin import Person, Standin
from tests.channels.telegram.standin.people import picture
from tests.support.fakes import FakeClock, calm
from tests.support.media_service import keep

ROWS = [[InlineButton(label="Hadir", data="rsvp:1:y")]]
SAME = Point(latitude=-7.2, longitude=112.7)
NEEDED_BY = {
    "sendMessage": {"text", "press"},
    "sendPhoto": {"photo"},
    "sendMediaGroup": {"album"},
    "sendDocument": {"file"},
    "sendLocation": {"pin"},
    "sendVenue": {"venue"},
}
"""Kinds of messages that cannot be shown without a method."""
COSMETIC = {
    "answerCallbackQuery",
    "editMessageReplyMarkup",
    "deleteMessage",
    "setMyCommands",
    "deleteMyCommands",
}
CHANGES = {"editMessageText", "editMessageCaption", "editMessageMedia"}
RECEIVING = {"getMe", "getUpdates", "getFile", "setWebhook", "getWebhookInfo", "deleteWebhook"}
USED = sorted({*NEEDED_BY, *COSMETIC, *CHANGES, *RECEIVING})
PEOPLE = 4
"""So many people have each case: enough for a circuit to open."""


def test_these_are_the_methods_that_the_bot_uses() -> None:
    [folder] = bot.channels.telegram.__path__
    source = "\n".join(path.read_text(encoding="utf-8") for path in Path(folder).rglob("*.py"))
    called = re.findall(r"bot\.((?:get|set|send|edit|delete)_\w+)\(", source)
    named = re.findall(r'"((?:send|edit|answer|get)[A-Z]\w+)"', source)
    fetched = re.findall(r"/(getUpdates)\b", source)
    camel = {re.sub(r"_(\w)", lambda found: found[1].upper(), name) for name in called}
    assert sorted({*camel, *named, *fetched}) == USED


class Desk:
    """The way out through Telegram, with a clock that the test moves."""

    def __init__(self, channel: TelegramChannel) -> None:
        self.clock = FakeClock()
        channel.limits = Limits(inf, inf)
        self.ended: dict[str, OutboxState] = {}
        self.dispatcher = Dispatcher(channel, Events(), self._note, clock=self.clock)
        self._names: list[str] = []

    def gets(self, name: str, chat: str, message: OutgoingMessage) -> None:
        self._names.append(name)
        number = len(self._names)
        self.dispatcher.add([ClaimedMessage(number, "telegram", chat, Priority.REPLY, message)])

    async def waits(self, seconds: float = 0.0, step: float = 1.0) -> None:
        """Let so much time pass; what is sent then is answered."""
        for _step in range(max(1, round(seconds / step))):
            self.clock.now += step if seconds else 0.0
            self.dispatcher.add(())
            for _wave in range(4):
                await calm(20)
                await self.dispatcher.drain()

    def _note(self, record: SendRecord) -> None:
        self.ended[self._names[record.message.id - 1]] = record.state
        self.dispatcher.recorded(1)


@pytest.fixture
async def desk(channel: TelegramChannel) -> AsyncIterator[Desk]:
    desk = Desk(channel)
    running = asyncio.create_task(desk.dispatcher.run())
    yield desk
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await desk.dispatcher.stop()


async def cases(
    channel: TelegramChannel, library: MediaService, standin: Standin, person: Person
) -> Mapping[str, OutgoingMessage]:
    """One message of each kind for a person, who has a text and a photo already."""
    chat, media = str(person.id), [await keep(library, picture(number)) for number in range(2)]
    file = await keep(library, b"%PDF", "application/pdf", "surat.pdf")
    await channel.send(chat, OutgoingMessage(html="Hadir?", rows=ROWS))
    await channel.send(chat, OutgoingMessage(html="Foto", photos=[media[0]], rows=ROWS))
    text, photo = (str(message.id) for message in person.messages)
    await person.taps("Hadir", on=int(text))
    await person.taps("Hadir", on=int(photo))
    first, second = [press for press, owner in standin.world.presses.items() if owner is person.chat]
    return {
        "text": OutgoingMessage(html="Halo"),
        "photo": OutgoingMessage(html="Keripik", photos=[media[0]]),
        "album": OutgoingMessage(html="Keripik", photos=media),
        "file": OutgoingMessage(html="Surat", file=file),
        "pin": OutgoingMessage(point=SAME, html=""),
        "venue": OutgoingMessage(point=SAME.model_copy(update={"name": "Grand Dafam"})),
        "change": OutgoingMessage(html="Kakak hadir.", changes=text),
        "caption": OutgoingMessage(html="Foto Kakak", changes=photo, changes_photo=True),
        "other photo": OutgoingMessage(html="Lain", changes=photo, changes_photo=True, photos=[media[1]]),
        "toast": OutgoingMessage(answers=first, toast="Tercatat"),
        "press": OutgoingMessage(html="Tercatat.", answers=second),
        "menu": OutgoingMessage(menu=[MenuCommand(name="siar", about="Kirim siaran")]),
        "no menu": OutgoingMessage(menu=[]),
        "stop asking": OutgoingMessage(stops_asking=True),
    }


@pytest.mark.parametrize("fault", ["missing", "failed"])
@pytest.mark.parametrize("method", USED)
async def test_what_does_not_need_it_arrives_and_what_does_waits_for_it(
    desk: Desk, channel: TelegramChannel, library: MediaService, standin: Standin, method: str, fault: str
) -> None:
    people = [standin.person() for _ in range(PEOPLE)]
    everything = [await cases(channel, library, standin, person) for person in people]
    standin.faults.broken = {method: fault}
    for person, messages in zip(people, everything, strict=True):
        for name, message in messages.items():
            other = standin.person() if not (message.changes or message.answers) else person
            desk.gets(f"{name} {person.id}", str(other.id), message)
    await desk.waits(30, step=2.0)
    waits = NEEDED_BY.get(method, set())
    fine = {name for name, state in desk.ended.items() if state is OutboxState.SENT}
    assert set(desk.ended) == fine
    assert {name.rpartition(" ")[0] for name in desk._names} - {
        name.rpartition(" ")[0] for name in fine
    } == waits
    assert len(fine) == PEOPLE * (14 - len(waits))
    standin.faults.broken = {}
    await desk.waits(20, step=2.0)
    assert {desk.ended[name] for name in desk._names} == {OutboxState.SENT}
    assert standin.violations == []


@pytest.mark.parametrize("fault", ["missing", "failed", "gateway", "garbage"])
async def test_messages_arrive_when_getting_them_works_again(
    channel: TelegramChannel, santri: Person, standin: Standin, fault: str
) -> None:
    standin.faults.next("getUpdates", fault)
    await hears(channel, santri, "halo")


@pytest.mark.parametrize("fault", ["missing", "failed", "gateway", "garbage"])
async def test_a_photo_that_cannot_be_fetched_now_is_fetched_later(
    channel: TelegramChannel, santri: Person, standin: Standin, fault: str
) -> None:
    ref = (await santri.sends_photo()).content["photo"][-1]["file_id"]
    standin.faults.next("getFile", fault)
    with pytest.raises(OSError, match="does not give the file now") as raised:
        await channel.fetch(ref)
    assert not isinstance(raised.value, FileNotFoundError)
    assert await channel.fetch(ref)


async def test_a_menu_that_telegram_does_not_take_now_is_set_later(
    channel: TelegramChannel, santri: Person, standin: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.menus.RETRY_SECONDS", 0.01)
    standin.faults.next("setMyCommands", "failed", "missing")
    await channel.send(str(santri.id), OutgoingMessage(menu=[MenuCommand(name="siar", about="Kirim siaran")]))
    await eventually(lambda: santri.menu == ["siar"])


async def test_an_answer_to_a_press_that_hangs_holds_up_nobody(
    channel: TelegramChannel, santri: Person, standin: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cosmetic, "COSMETIC_SECONDS", 0.05)
    standin.faults.next("answerCallbackQuery", "silence")
    async with asyncio.timeout(5):
        await channel.send(str(santri.id), OutgoingMessage(html="Tercatat.", answers="5"))
    assert santri.sees == "Tercatat."


# Everything fails for a while


@pytest.mark.parametrize("fault", ["gateway", "garbage", "failed", "missing", "reset_before"])
async def test_after_two_minutes_without_telegram_every_reply_arrives(
    desk: Desk, standin: Standin, fault: str
) -> None:
    people = [standin.person() for _ in range(15)]
    standin.faults.broken = {"*": fault}
    for person in people:
        desk.gets(str(person.id), str(person.id), OutgoingMessage(html="Tercatat."))
    await desk.waits(120, step=2.0)
    assert desk.ended == {}
    assert standin.world.calls["sendMessage"] <= 25
    standin.faults.broken = {}
    await desk.waits(20)
    assert set(desk.ended.values()) == {OutboxState.SENT}
    assert [len(person.messages) for person in people] == [1] * 15


@pytest.mark.parametrize("methods", ["*", "sendMessage"])
async def test_answers_that_are_cut_off_for_90_s_let_nobody_get_a_reply_more_than_twice(
    desk: Desk, standin: Standin, methods: str
) -> None:
    people = [standin.person() for _ in range(15)]
    standin.faults.broken = {methods: "reset_after"}
    for person in people:
        desk.gets(str(person.id), str(person.id), OutgoingMessage(html="Tercatat."))
    await desk.waits(90, step=2.0)
    standin.faults.broken = {}
    await desk.waits(20)
    assert {len(person.messages) for person in people} <= {1, 2}
    assert len(desk.ended) == 15
    assert set(desk.ended.values()) <= {OutboxState.SENT, OutboxState.UNKNOWN}
