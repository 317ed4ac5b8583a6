"""Messages that Telegram brings are saved before it hears that they arrived, whatever happens in between."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import func, select
from telegram.error import InvalidToken

from bot.bells import Bells
from bot.channel import Save
from bot.channels.telegram import registration, webhook
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.receiving import KINDS
from bot.channels.telegram.together import Together
from bot.channels.telegram.webhook import HEADER, secret_of
from bot.health import Health
from bot.inbox import Inbox as RealInbox
from bot.inbox import take
from bot.incoming import Incoming
from bot.media import Library
from models.database import Database, utcnow
from models.inbox import Arrival
from tests import databases
from tests.contents import in_memory
from tests.fakes import calm, until
from tests.programs import free_port
from tests.serving import HOST, Service, served
from tests.telegram.conftest import LIMITS
from tests.telegram.listening import Inbox
from tests.telegram.standin import Person, Standin
from tests.telegram.standin.server import TOKEN

PATH = "/opop/telegram"
HALO: dict[str, Any] = {
    "message_id": 1,
    "from": {"id": 5, "is_bot": False, "first_name": "Ahmad"},
    "chat": {"id": 5, "type": "private", "first_name": "Ahmad"},
    "date": 1790000000,
    "text": "rahasia",
}


@dataclass
class Place:
    """A bot that is brought messages."""

    service: Service
    channel: TelegramChannel
    listening: asyncio.Task[None]

    async def brought(self, body: bytes, **headers: str) -> tuple[int, bytes]:
        """Status and body of the answer to a delivery, by whoever it is."""
        url = f"{self.service.url}{PATH}"
        async with self.service.session.post(url, data=body, headers=headers) as answer:
            return answer.status, await answer.read()

    async def brings(self, body: bytes) -> int:
        """The status for a delivery by Telegram."""
        return (await self.brought(body, **{HEADER: secret_of(TOKEN)}))[0]


@asynccontextmanager
async def place(standin: Standin, library: Library, save: Save | None) -> AsyncIterator[Place]:
    """It listens, unless nothing can be saved yet."""
    port = free_port()
    channel = TelegramChannel(
        standin.token,
        library,
        api_url=standin.url,
        limits=LIMITS,
        webhook_url=f"http://{HOST}:{port}{PATH}",
    )
    assert channel.hook is not None
    async with served(Health(library.db), channel.hook, port=port) as service:
        listening = asyncio.create_task(channel.listen(save) if save else asyncio.sleep(0))
        try:
            yield Place(service, channel, listening)
        finally:
            await ended(listening)
            await channel.close()


async def ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def bot(standin: Standin, library: Library, inbox: Inbox) -> AsyncIterator[Place]:
    async with place(standin, library, inbox.save) as bot:
        await until(lambda: bool(standin.world.updates.webhook))
        yield bot
    assert standin.violations == []


def statuses(standin: Standin) -> list[int]:
    """What Telegram was answered, one delivery after the other."""
    return [taken.status for taken in standin.courier.answers]


def body_of(number: Any = 1, **content: Any) -> bytes:
    return json.dumps({"update_id": number, **content}).encode()


# What arrives


async def test_what_people_do_arrives_in_its_order_and_is_taken(
    bot: Place, inbox: Inbox, santri: Person, standin: Standin
) -> None:
    said = await santri.says("/start p-7K2M")
    await santri.edits(said, "/start")
    await santri.sends_photo("Foto")
    await santri.shares_contact()
    await santri.blocks()
    await santri.unblocks()
    saved = await inbox.has(6)
    assert [each.text for each in saved] == ["/start p-7K2M", "/start", "Foto", "", "", ""]
    assert [each.left for each in saved[4:]] == [True, False]
    await until(lambda: not standin.world.updates.waiting)
    assert statuses(standin) == [200] * 6


async def test_several_people_are_heard_at_once(bot: Place, inbox: Inbox, standin: Standin) -> None:
    people = [standin.person() for _number in range(40)]
    for number in range(3):
        for person in people:
            await person.says(str(number))
    saved = await inbox.has(120)
    for person in people:
        assert [each.text for each in saved if each.chat == str(person.id)] == ["0", "1", "2"]


async def test_nothing_is_taken_while_it_is_being_saved(
    standin: Standin, library: Library, santri: Person
) -> None:
    saving, go_on = asyncio.Event(), asyncio.Event()

    async def save(_arrived: object) -> None:
        saving.set()
        await go_on.wait()

    async with place(standin, library, save):
        await santri.says("halo")
        await asyncio.wait_for(saving.wait(), 10)
        assert len(standin.world.updates.waiting) == 1
        assert statuses(standin) == []
        go_on.set()
        await until(lambda: not standin.world.updates.waiting)


async def test_what_could_not_be_saved_comes_again(
    standin: Standin, library: Library, santri: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    inbox = Inbox(failures=2)
    async with place(standin, library, inbox.save):
        await santri.says("rahasia")
        assert [each.text for each in await inbox.has(1)] == ["rahasia"]
        await until(lambda: not standin.world.updates.waiting)
    assert statuses(standin) == [503, 503, 200]
    assert int(standin.courier.answers[0].retry_after) > 0
    assert caplog.text.count("could not be saved, Telegram brings it again: RuntimeError") == 1
    assert "what arrives is saved again" in caplog.text
    assert "rahasia" not in caplog.text


async def test_what_is_saved_too_slowly_comes_again_and_is_known(
    standin: Standin, library: Library, santri: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "SAVE_SECONDS", 0.05)
    real, hindered = RealInbox(library.db, utcnow, Bells()), asyncio.Event()

    async def save(arrived: Sequence[Incoming]) -> None:
        await hindered.wait()
        await real.save(arrived)

    async with place(standin, library, save):
        await santri.says("halo")
        await until(lambda: 503 in statuses(standin))
        hindered.set()
        await until(lambda: 200 in statuses(standin))
    assert await arrivals(library.db) == 1


async def arrivals(db: Database) -> int:
    async with db.read() as session:
        return await session.scalar(select(func.count()).select_from(Arrival)) or 0


async def test_the_same_update_twice_is_one(db: Database, standin: Standin, santri: Person) -> None:
    async with place(standin, Library(db, in_memory()), RealInbox(db, utcnow, Bells()).save) as bot:
        await santri.says("halo")
        await until(lambda: statuses(standin) == [200])
        standin.world.updates.repeat(standin.world.updates.newest)
        await until(lambda: statuses(standin) == [200, 200])
        body = body_of(standin.world.updates.newest, message=HALO)
        assert {await bot.brings(body) for _again in range(3)} == {200}
    assert await arrivals(db) == 1


async def test_while_the_database_is_away_telegram_keeps_what_people_say(
    standin: Standin, santri: Person
) -> None:
    async with databases.migrated("postgresql") as db:
        inbox = RealInbox(db, utcnow, Bells())
        async with place(standin, Library(db, in_memory()), inbox.save):
            await santri.says("satu")
            await until(lambda: statuses(standin) == [200])
            async with databases.away(db):
                await santri.says("dua")
                await until(lambda: statuses(standin).count(503) > 1)
                assert len(standin.world.updates.waiting) == 1
            await until(lambda: not standin.world.updates.waiting)
            async with db.read() as session:
                assert [said.read().text for said in await take(session, 10)] == ["satu", "dua"]


async def test_before_anything_can_be_saved_nothing_is_taken(standin: Standin, library: Library) -> None:
    async with place(standin, library, None) as bot:
        assert await bot.brings(body_of(message=HALO)) == 503


async def test_what_is_brought_while_the_bot_ends_is_saved(bot: Place, inbox: Inbox) -> None:
    await ended(bot.listening)
    assert await bot.brings(body_of(message=HALO)) == 200
    assert len(inbox.saved) == 1


# Strangers and nonsense


def test_the_secret_is_the_same_for_all_and_tells_nothing_of_the_token() -> None:
    secret = secret_of(TOKEN)
    assert secret == secret_of(TOKEN) != secret_of(f"{TOKEN}x")
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", secret)
    assert TOKEN.partition(":")[2] not in secret


@pytest.mark.parametrize(
    "given",
    [None, "", "x", TOKEN, secret_of("1:other"), secret_of(TOKEN)[:-1], f"{secret_of(TOKEN)}x", "é"],
    ids=["none", "empty", "short", "token", "another's", "one less", "one more", "no ASCII"],
)
async def test_a_delivery_without_the_secret_is_refused_and_not_looked_at(
    bot: Place, inbox: Inbox, given: str | None
) -> None:
    headers = {} if given is None else {HEADER: given}
    for body in (body_of(message=HALO), b"{", b""):
        assert await bot.brought(body, **headers) == (403, b"")
    assert inbox.saved == []


async def test_strangers_are_told_of_once(bot: Place, caplog: pytest.LogCaptureFixture) -> None:
    for _again in range(3):
        await bot.brought(body_of(message=HALO), **{HEADER: "guessed-secret"})
    assert caplog.text.count("without Telegram's secret") == 1
    assert "guessed-secret" not in caplog.text
    assert secret_of(TOKEN) not in caplog.text


DEEP = b'{"update_id": 1, "message": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"halo",
        b"\xff\xfe{}",
        b'{"update_id": 1, "message": "\xff"}',
        b"[]",
        b"null",
        b"{}",
        b'[{"update_id": 1}]',
        body_of("1"),
        body_of(None),
        body_of(True),
        body_of(1.5),
        body_of(-1),
        body_of(2**63),
        b'{"update_id": 1e400}',
        b'{"update_id": NaN}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b'{"update_id": 1, "x": ' + b"9" * 5000 + b"}",
        DEEP,
        b"{" * 100_000,
    ],
    ids=lambda body: body[:24].decode(errors="replace"),
)
async def test_what_can_never_be_understood_is_refused(
    bot: Place, inbox: Inbox, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert await bot.brings(body) == 400
    assert inbox.saved == []
    assert "Traceback" not in caplog.text
    assert await bot.brings(body_of(message=HALO)) == 200


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"telepathy": {"thought": "rahasia"}},
        {"message_reaction": {"chat": HALO["chat"], "message_id": 1}},
        {"message": HALO | {"text": None, "pinned_message": HALO}},
    ],
    ids=["nothing", "unheard-of", "not asked for", "nothing said"],
)
async def test_a_kind_that_the_bot_does_not_know_is_taken_and_forgotten(
    bot: Place, inbox: Inbox, content: dict[str, Any]
) -> None:
    assert await bot.brings(body_of(**content)) == 200
    assert inbox.saved == []


@pytest.mark.parametrize(
    "message",
    [
        7,
        "rahasia",
        [],
        {"text": "rahasia"},
        HALO | {"chat": "rahasia"},
        HALO | {"from": ["rahasia"]},
        HALO | {"text": "rahasia \ud800"},
        HALO | {"text": {"rahasia": 1}},
        HALO | {"date": "rahasia"},
        HALO | {"photo": [7]},
        HALO | {"entities": {"rahasia": 1}},
    ],
    ids=str,
)
async def test_a_message_that_makes_no_sense_does_not_come_again_for_ever(
    bot: Place, inbox: Inbox, message: Any, caplog: pytest.LogCaptureFixture
) -> None:
    assert await bot.brings(body_of(77, message=message)) == 200
    assert "rahasia" not in caplog.text
    assert "Traceback" not in caplog.text


# Being known to Telegram


async def test_telegram_is_told_where_and_what_and_how(bot: Place, standin: Standin) -> None:
    updates = standin.world.updates
    assert updates.webhook == f"{bot.service.url}{PATH}"
    assert updates.secret == secret_of(TOKEN)
    assert updates.allowed == sorted(KINDS)
    assert updates.connections == 100


async def test_the_webhook_stays_when_the_bot_ends(
    standin: Standin, library: Library, inbox: Inbox, santri: Person
) -> None:
    async with place(standin, library, inbox.save):
        await until(lambda: bool(standin.world.updates.webhook))
    await santri.says("halo")
    assert standin.world.updates.webhook
    assert len(standin.world.updates.waiting) == 1
    assert standin.world.calls["deleteWebhook"] == 0


@pytest.mark.parametrize("fault", ["gateway", "portal", "failed", "flood", "reset_before", "reset_after"])
async def test_a_failing_telegram_is_waited_for(
    standin: Standin,
    library: Library,
    inbox: Inbox,
    santri: Person,
    fault: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    standin.faults.next("setWebhook", fault)
    await santri.says("halo")
    async with place(standin, library, inbox.save):
        await inbox.has(1)
        await until(lambda: standin.world.calls["setWebhook"] == 2)
    assert caplog.text.count("the webhook could not be set or looked at, trying again") == 1
    assert TOKEN not in caplog.text


async def test_a_telegram_that_is_away_for_days_is_still_waited_for(
    standin: Standin,
    library: Library,
    inbox: Inbox,
    santri: Person,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(registration, "LONGEST_PAUSE", 0.0)
    standin.faults.next("setWebhook", *["failed"] * 1100)
    await santri.says("halo")
    async with place(standin, library, inbox.save):
        await inbox.has(1)
    assert standin.world.calls["setWebhook"] == 1101
    assert caplog.text.count("the webhook could not be set") == 1


async def test_a_wrong_token_ends_the_listening_and_names_the_setting(
    standin: Standin, library: Library
) -> None:
    channel = TelegramChannel(
        "100200:wrong", library, api_url=standin.url, limits=LIMITS, webhook_url="https://x.example/t"
    )
    with pytest.raises(InvalidToken, match=r"\[telegram\] token"):
        await channel.listen(Inbox().save)
    await channel.close()


async def test_an_address_that_telegram_refuses_is_complained_of(
    standin: Standin, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    channel = TelegramChannel(
        standin.token, library, api_url=standin.url, limits=LIMITS, webhook_url="http://x.example/t"
    )
    listening = asyncio.create_task(channel.listen(Inbox().save))
    await until(lambda: "https url must be provided" in caplog.text)
    assert not listening.done()
    await ended(listening)
    await channel.close()


@pytest.fixture
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registration, "LOOK_SECONDS", 0.02)


async def test_a_webhook_that_another_program_removed_is_set_again(
    looks_often: None, bot: Place, inbox: Inbox, santri: Person, standin: Standin
) -> None:
    standin.world.updates.unhook()
    await santri.says("halo")
    await inbox.has(1)
    assert standin.world.updates.webhook == f"{bot.service.url}{PATH}"


async def test_a_webhook_that_stands_is_left_alone(looks_often: None, bot: Place, standin: Standin) -> None:
    await until(lambda: standin.world.calls["getWebhookInfo"] > 3)
    assert standin.world.calls["setWebhook"] == 1


async def test_deliveries_that_do_not_get_through_are_told_of_once(
    looks_often: None, bot: Place, standin: Standin, caplog: pytest.LogCaptureFixture
) -> None:
    soon = int(utcnow().timestamp()) + 10
    standin.world.updates.trouble = (soon, "Wrong response from the webhook: 502 Bad Gateway")
    await until(lambda: "502 Bad Gateway" in caplog.text)
    looks = standin.world.calls["getWebhookInfo"]
    await until(lambda: standin.world.calls["getWebhookInfo"] > looks + 3)
    assert caplog.text.count("Telegram could not bring a message, 0 wait: Wrong response") == 1


async def test_what_went_wrong_before_the_start_is_not_told(
    looks_often: None, bot: Place, standin: Standin, caplog: pytest.LogCaptureFixture
) -> None:
    standin.world.updates.trouble = (int(utcnow().timestamp()) - 3600, "Connection timed out")
    await until(lambda: standin.world.calls["getWebhookInfo"] > 3)
    assert "timed out" not in caplog.text


async def test_several_processes_keep_the_same_webhook(
    looks_often: None, bot: Place, library: Library, inbox: Inbox, santri: Person, standin: Standin
) -> None:
    url = standin.world.updates.webhook
    other = TelegramChannel(standin.token, library, api_url=standin.url, limits=LIMITS, webhook_url=url)
    listening = asyncio.create_task(other.listen(inbox.save))
    await until(lambda: standin.world.calls["setWebhook"] == 2)
    await santri.says("halo")
    await inbox.has(1)
    await ended(listening)
    await other.close()
    assert standin.world.calls["setWebhook"] == 2


# Many at once


class Gate:
    """Savings wait at it until it is open."""

    def __init__(self, failures: int = 0) -> None:
        self.inbox = Inbox(failures)
        self.batches: list[int] = []
        self.open = asyncio.Event()

    async def save(self, arrived: Sequence[Incoming]) -> None:
        self.batches.append(len(arrived))
        await self.open.wait()
        await self.inbox.save(arrived)


@pytest.mark.parametrize("failures", [0, 1, 2])
async def test_what_comes_while_something_is_saved_is_saved_together(failures: int) -> None:
    gate = Gate(failures)
    together = Together(gate.save)
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
    together = Together(gate.save)
    savings = await begun(together, 3)
    for saving in savings[:2]:
        await ended(saving)
    gate.open.set()
    await savings[2]
    assert [each.update for each in gate.inbox.saved] == ["0", "1", "2"]


async def begun(together: Together, count: int) -> list[asyncio.Task[None]]:
    """The first is being saved, the others wait for it."""
    savings = []
    for number in range(count):
        savings.append(asyncio.create_task(together.save([said(number)])))
        await calm()
    return savings


def said(number: int) -> Incoming:
    return Incoming(channel="telegram", update=str(number), chat="5", text="halo")
