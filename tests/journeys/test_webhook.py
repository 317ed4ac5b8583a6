"""Telegram brings the messages: the bot is the same, and an office may change between both ways at any time."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.channels.telegram.receiving.webhook import HEADER, secret_of
from tests.journeys.office import Office, opened
from tests.journeys.products import CARD, registers_keripik
from tests.support.fakes import until
from tests.support.programs import configured, free_port

pytestmark = pytest.mark.asyncio(loop_scope="session")

PATH = "/opop/telegram"


def by_webhook(port: int) -> tuple[str, str]:
    """Lines of the section [telegram]."""
    return 'mode = "webhook"', f'webhook_url = "http://127.0.0.1:{port}{PATH}"'


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    folder, warned = tmp_path_factory.mktemp("office"), ("without Telegram's secret", "could not be saved")
    port = free_port()
    async with opened(folder, "[web]", f"port = {port}", telegram=by_webhook(port), warned=warned) as office:
        yield office
        for secret in (secret_of(office.standin.token), PATH):
            assert secret not in office.log


async def test_a_product_is_registered(office: Office) -> None:
    santri = await office.santri()
    await registers_keripik(santri)
    assert CARD in santri.screen.text
    assert office.standin.world.updates.polls == 0
    assert {taken.status for taken in office.standin.courier.answers} == {200}


async def test_strangers_cannot_speak_for_anybody(office: Office) -> None:
    santri = await office.santri()
    await santri.says("/produk", "1/9 Apa nama produknya?")
    update = {"update_id": 9, "message": santri.screen.as_json() | {"text": "/batal"}}
    for headers in ({}, {HEADER: "guessed"}):
        assert await delivered(office, update, headers) == 403
    await santri.says("Keripik Tempe", "2/9 Termasuk jenis apa?")


async def delivered(office: Office, update: Any, headers: dict[str, str]) -> int:
    """The status of the answer."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            office.standin.world.updates.webhook, data=json.dumps(update), headers=headers
        ) as answer,
    ):
        return answer.status


async def test_what_is_brought_twice_is_answered_once(office: Office) -> None:
    santri = await office.santri()
    await santri.says("/bantuan", "/produk")
    before = len(santri.phone.messages)
    updates = office.standin.world.updates
    updates.repeat(updates.newest)
    await until(lambda: not updates.again)
    await santri.says("/profil", "Ahmad Fauzi")
    assert len(santri.phone.messages) == before + 1


async def test_what_cannot_be_written_down_is_answered_when_it_can(office: Office) -> None:
    santri = await office.santri()
    await santri.says("/produk", "1/9 Apa nama produknya?")
    answers = office.standin.courier.answers
    async with full_disk(office):
        said = await santri.phone.says("Keripik Tempe")
        await until(lambda: [taken.status for taken in answers[-2:]] == [503, 503])
        assert all(said.id > message.id for message in santri.phone.messages)
        assert (await health(office))[0] == 200
    await santri.sees("2/9 Termasuk jenis apa?")
    await santri.taps("Makanan", "3/9 Berapa harganya?")
    questions = [message.text for message in santri.phone.messages if "/9" in message.text]
    assert len(questions) == len(set(questions))


@asynccontextmanager
async def full_disk(office: Office) -> AsyncIterator[None]:
    """Nothing new can be taken in."""
    async with office.db.write() as session:
        full = "SELECT RAISE(ABORT, 'database or disk is full')"
        await session.execute(text(f"CREATE TRIGGER full BEFORE INSERT ON inbox BEGIN {full}; END"))
    yield
    async with office.db.write() as session:
        await session.execute(text("DROP TRIGGER full"))


async def health(office: Office) -> tuple[int, dict[str, str]]:
    url = office.standin.world.updates.webhook.replace(PATH, "/healthz")
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.json()


async def test_the_program_says_how_it_is(office: Office) -> None:
    assert await health(office) == (200, {"status": "ok", "role": "all", "database": "ok"})


async def test_an_office_changes_from_one_way_to_the_other_and_back(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder, port = tmp_path_factory.mktemp("changing"), free_port()
    async with opened(folder, warned=["a webhook is set for this bot: it is removed"]) as office:
        updates = office.standin.world.updates
        santri = await office.santri()
        await santri.says("/produk", "1/9 Apa nama produknya?")
        assert await office.program.stop() == 0
        await santri.phone.says("Keripik Tempe")
        configured(office.standin, folder, "[web]", f"port = {port}", telegram=by_webhook(port))
        await office.program.start()
        await santri.sees("2/9 Termasuk jenis apa?")
        await santri.taps("Makanan", "3/9 Berapa harganya?")
        assert updates.webhook
        assert await office.program.stop() == 0
        await santri.phone.says("15rb")
        configured(office.standin, folder)
        await office.program.start()
        await santri.sees("Rp15.000. 4/9 Untuk satuan apa?")
        await santri.taps("bungkus", "5/9 Berapa yang bisa dibuat")
        assert not updates.webhook
        assert office.standin.violations == []
