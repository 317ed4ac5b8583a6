"""The stand-in brings updates to a webhook as Telegram does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests.channels.telegram.standin import Person, Standin
from tests.support.fakes import calm, until
from tests.support.programs import free_port


class Ear:
    """A bot that takes what is brought, at first `failures` times with 500 and only while it is `open`."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.open = asyncio.Event()
        self.open.set()
        self.heard: list[tuple[int, str]] = []
        self.secrets: set[str | None] = set()
        self.at_once = 0
        self.most_at_once = 0

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        chat = update["message"]["chat"]["id"]
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await self.open.wait()
        self.at_once -= 1
        self.heard.append((chat, update["message"]["text"]))
        if self.failures:
            self.failures -= 1
            return web.Response(status=500)
        return web.Response()


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
async def url(ear: Ear) -> AsyncIterator[str]:
    async with hearing(ear, free_port()) as url:
        yield url


@asynccontextmanager
async def hearing(ear: Ear, port: int) -> AsyncIterator[str]:
    """Where it listens."""
    app = web.Application()
    app.router.add_post("/hook", ear.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}/hook"
    await runner.cleanup()


async def call(standin: Standin, method: str, **params: Any) -> Any:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{standin.url}/bot{standin.token}/{method}", json=params) as response,
    ):
        answer = await response.json()
    return answer["result"] if answer["ok"] else answer["description"]


async def test_what_waited_and_what_comes_is_brought_with_the_secret(
    standin: Standin, santri: Person, ear: Ear, url: str
) -> None:
    await santri.says("satu")
    assert await call(standin, "setWebhook", url=url, secret_token="abc_-1") is True
    await santri.says("dua")
    await until(lambda: not standin.world.updates.waiting)
    assert ear.heard == [(santri.id, "satu"), (santri.id, "dua")]
    assert ear.secrets == {"abc_-1"}


async def test_what_is_not_taken_comes_again_before_what_follows_in_its_chat(
    standin: Standin, santri: Person, ear: Ear, url: str
) -> None:
    ear.failures = 2
    for said in ("satu", "dua"):
        await santri.says(said)
    await call(standin, "setWebhook", url=url)
    await until(lambda: not standin.world.updates.waiting)
    assert [text for _chat, text in ear.heard] == ["satu", "satu", "satu", "dua"]
    info = await call(standin, "getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500"
    assert info["pending_update_count"] == 0


async def test_chats_are_brought_at_once_up_to_the_limit(standin: Standin, ear: Ear, url: str) -> None:
    ear.open.clear()
    people = [standin.person() for _number in range(5)]
    for person in people:
        await person.says("satu")
        await person.says("dua")
    await call(standin, "setWebhook", url=url, max_connections=3)
    await until(lambda: ear.at_once == 3)
    ear.open.set()
    await until(lambda: not standin.world.updates.waiting)
    assert ear.most_at_once == 3
    for person in people:
        assert [text for chat, text in ear.heard if chat == person.id] == ["satu", "dua"]


async def test_an_update_may_be_brought_once_more(
    standin: Standin, santri: Person, ear: Ear, url: str
) -> None:
    await call(standin, "setWebhook", url=url)
    await santri.says("satu")
    await until(lambda: not standin.world.updates.waiting)
    standin.world.updates.repeat(standin.world.updates.newest)
    await until(lambda: len(ear.heard) == 2)


async def test_a_webhook_ends_the_fetching_and_its_removal_lets_it_begin(
    standin: Standin, santri: Person, ear: Ear
) -> None:
    asking = asyncio.create_task(call(standin, "getUpdates", timeout=10))
    await until(lambda: standin.world.updates.polls == 1)
    await calm()
    assert await call(standin, "setWebhook", url="https://x.example/hook") is True
    assert "terminated by setWebhook" in await asking
    assert "while webhook is active" in await call(standin, "getUpdates")
    await santri.says("satu")
    assert (await call(standin, "getWebhookInfo"))["pending_update_count"] == 1
    assert await call(standin, "deleteWebhook") is True
    [update] = await call(standin, "getUpdates")
    assert update["message"]["text"] == "satu"


async def test_a_bot_that_is_not_there_is_tried_until_it_is(standin: Standin, santri: Person) -> None:
    ear, port = Ear(), free_port()
    await call(standin, "setWebhook", url=f"http://127.0.0.1:{port}/hook")
    await santri.says("satu")
    await until(lambda: standin.world.updates.trouble is not None)
    async with hearing(ear, port):
        await until(lambda: not standin.world.updates.waiting)
    assert ear.heard == [(santri.id, "satu")]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "http://x.example/"}, "An HTTPS URL must be provided"),
        ({"url": "https://x.example/", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "https://x.example/", "secret_token": "a" * 257}, "secret token contains unallowed"),
        ({"url": "https://x.example/", "max_connections": 101}, "max_connections"),
    ],
)
async def test_what_telegram_does_not_take(standin: Standin, params: dict[str, Any], words: str) -> None:
    assert words in await call(standin, "setWebhook", **params)
    assert standin.world.updates.webhook == ""
