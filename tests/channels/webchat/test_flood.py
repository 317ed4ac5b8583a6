"""A flood on the page waits where it comes from: nothing of it is lost, and others are answered meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from aiohttp import WSMsgType

from bot.channels.webchat import channel
from bot.channels.webchat.pace import PRESSES_AT_ONCE, TEXTS_AT_ONCE, Pace
from tests.support.fakes import FakeClock, until
from tests.support.webchat_browser import tab
from tests.support.webchat_world import World, page_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with page_world(tmp_path / "page.db") as world:
        yield world


async def test_acts_beyond_a_burst_come_one_a_second() -> None:
    slept, clock = list[float](), FakeClock()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    pace = Pace(clock, sleep)
    for _act in range(TEXTS_AT_ONCE + 3):
        await pace.wait("santri", press=False)
    assert slept == [1.0, 2.0, 3.0]
    for _act in range(PRESSES_AT_ONCE):
        await pace.wait("santri", press=True)
    await pace.wait("panitia", press=False)
    clock.now += 60
    await pace.wait("santri", press=False)
    assert len(slept) == 3


async def test_a_flood_of_one_persona_holds_up_no_other_and_loses_nothing(world: World) -> None:
    go, waits = asyncio.Event(), asyncio.Event()

    async def sleep(_seconds: float) -> None:
        waits.set()
        await go.wait()

    world.channel.pace = Pace(FakeClock(), sleep)
    async with tab(world) as flooder, tab(world) as siti:
        for number in range(TEXTS_AT_ONCE + 5):
            await flooder.does("say", text=str(number))
        async with asyncio.timeout(60):
            await waits.wait()
        act = await siti.does("say", chat="panitia", text="halo")
        assert (await siti.hears("saved"))["id"] == act
        assert sum(message.chat == "santri" for message in world.said) == TEXTS_AT_ONCE
        go.set()
        await world.hears(TEXTS_AT_ONCE + 6)
    texts = [message.text for message in world.said if message.chat == "santri"]
    assert texts == [str(number) for number in range(TEXTS_AT_ONCE + 5)]


async def test_no_more_pages_are_opened_than_there_is_room_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "MAX_PAGES", 2)
    async with AsyncExitStack() as pages:
        first = await pages.enter_async_context(tab(world))
        await pages.enter_async_context(tab(world))
        socket = await first.session.ws_connect(f"{world.url}/talk", headers={"Origin": world.url})
        assert (await socket.receive()).type is WSMsgType.CLOSE
    await until(lambda: not world.channel.is_full)
    async with tab(world) as again:
        assert again.hello["type"] == "hello"
