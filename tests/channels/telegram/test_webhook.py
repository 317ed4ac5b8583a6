"""Messages that Telegram brings are saved before it hears that they arrived, whatever happens in between."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.channels.telegram.receiving import webhook
from bot.channels.telegram.receiving.webhook import HEADER, secret_of
from bot.media.library import MediaService
from bot.messages.incoming import IncomingMessage
from bot.queue.inbox import Inbox as RealInbox
from bot.queue.inbox import claim
from bot.runtime.runtime import Runtime
from models.db.database import Database
from models.queue.inbox import InboxRow
from tests.channels.telegram.brought import Place, ended, place
from tests.channels.telegram.listening import Inbox
from tests.channels.telegram.standin import Person, Standin
from tests.channels.telegram.standin.server import TOKEN
from tests.support import databases
from tests.support.fakes import until
from tests.support.media_service import in_memory

HALO: dict[str, Any] = {
    "message_id": 1,
    "from": {"id": 5, "is_bot": False, "first_name": "Ahmad"},
    "chat": {"id": 5, "type": "private", "first_name": "Ahmad"},
    "date": 1790000000,
    "text": "rahasia",
}


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
    standin: Standin, library: MediaService, santri: Person
) -> None:
    saving, go_on = asyncio.Event(), asyncio.Event()

    async def save(_arrived: object) -> None:
        saving.set()
        await go_on.wait()

    async with place(standin, library, save):
        await santri.says("halo")
        await asyncio.wait_for(saving.wait(), 60)
        assert len(standin.world.updates.waiting) == 1
        assert statuses(standin) == []
        go_on.set()
        await until(lambda: not standin.world.updates.waiting)


async def test_what_could_not_be_saved_comes_again(
    standin: Standin, library: MediaService, santri: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    inbox = Inbox(failures=2)
    async with place(standin, library, inbox.save):
        await santri.says("rahasia")
        assert [each.text for each in await inbox.has(1)] == ["rahasia"]
        await until(lambda: not standin.world.updates.waiting)
    assert statuses(standin) == [503, 503, 200]
    assert int(standin.courier.answers[0].retry_after) > 0
    assert caplog.text.count("could not be saved, Telegram brings it again error=RuntimeError") == 1
    assert "what arrives is saved again" in caplog.text
    assert "rahasia" not in caplog.text


async def test_what_is_saved_too_slowly_comes_again_and_is_known(
    standin: Standin, library: MediaService, santri: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "SAVE_SECONDS", 0.05)
    real, hindered = RealInbox(Runtime.create(library.db)), asyncio.Event()

    async def save(arrived: Sequence[IncomingMessage]) -> None:
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
        return await session.scalar(select(func.count()).select_from(InboxRow)) or 0


async def test_the_same_update_twice_is_one(db: Database, standin: Standin, santri: Person) -> None:
    async with place(standin, MediaService(db, in_memory()), RealInbox(Runtime.create(db)).save) as bot:
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
        inbox = RealInbox(Runtime.create(db))
        async with place(standin, MediaService(db, in_memory()), inbox.save):
            await santri.says("satu")
            await until(lambda: statuses(standin) == [200])
            async with databases.away(db):
                await santri.says("dua")
                await until(lambda: statuses(standin).count(503) > 1)
                assert len(standin.world.updates.waiting) == 1
            await until(lambda: not standin.world.updates.waiting)
            async with db.read() as session:
                assert [said.read().text for said in await claim(session, 10)] == ["satu", "dua"]


async def test_before_anything_can_be_saved_nothing_is_taken(standin: Standin, library: MediaService) -> None:
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
