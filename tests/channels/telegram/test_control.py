"""The stand-in in a process of its own, by remote control."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.media.library import MediaService
from bot.messages.outgoing import InlineButton, OutgoingMessage
from tests.channels.telegram.brought import LIMITS
from tests.channels.telegram.listening import Inbox, listening
from tests.channels.telegram.standin.server import TOKEN


@pytest.fixture
async def url() -> AsyncIterator[str]:
    """The address of a stand-in elsewhere."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.channels.telegram.standin", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    yield (await process.stdout.readline()).decode().strip()
    process.terminate()
    await process.communicate()


async def ask(url: str, order: str, body: Any = None) -> Any:
    method = "GET" if body is None else "POST"
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, f"{url}/control/{order}", json=body) as response,
    ):
        return await response.json()


async def test_a_conversation_is_driven_from_elsewhere(url: str, library: MediaService) -> None:
    channel = TelegramChannel(TOKEN, library, api_url=url, limits=LIMITS, poll_seconds=1)
    inbox = Inbox()
    deeds = [{"who": who, "do": "says", "text": "/mulai"} for who in (5, 6)]
    assert await ask(url, "do", deeds) == [{"ok": True}, {"ok": True}]
    async with listening(channel, inbox):
        await inbox.has(2)
        message = OutgoingMessage(html="<b>Hadir?</b>", rows=[[InlineButton(label="Hadir", data="y")]])
        assert await channel.send("5", message)
        seen = await ask(url, "events?after=0&wait=10")
        assert [(event["chat"], event["text"], event["buttons"]) for event in seen["events"]] == [
            (5, "Hadir?", [["Hadir"]])
        ]
        assert await ask(url, "do", [{"who": 5, "do": "taps", "label": "Hadir"}]) == [{"ok": True}]
        pressed = (await inbox.has(3))[-1].press
    await channel.close()
    assert pressed is not None
    assert pressed.data == "y"
    assert (await ask(url, f"events?after={seen['seq']}"))["events"] == []
    chat = await ask(url, "chat?who=5")
    assert [(shown["text"], shown["edits"]) for shown in chat["messages"]] == [("Hadir?", 0)]
    state = await ask(url, "state")
    assert state["calls"]["sendMessage"] == 1
    assert state["violations"] == []


async def test_what_cannot_be_done_is_said(url: str) -> None:
    missing, impossible, clumsy = await ask(
        url,
        "do",
        [
            {"who": 5, "do": "taps", "label": "Hadir"},
            {"who": 5, "do": "flies"},
            {"who": 5, "do": "says", "loud": True},
        ],
    )
    assert "no button 'Hadir'" in missing["error"]
    assert impossible == {"ok": False, "error": "nobody can flies"}
    assert "loud" in clumsy["error"]
    assert await ask(url, "dance") == {"error": "dance"}
    assert await ask(url, "faults", {"gravity": 1}) == {"error": "gravity"}


async def test_faults_and_ready_made_updates_come_from_elsewhere(url: str, library: MediaService) -> None:
    channel = TelegramChannel(TOKEN, library, api_url=url, limits=LIMITS, poll_seconds=1)
    await ask(url, "faults", {"refused": 1.0})
    user = {"id": 9, "is_bot": False, "first_name": "Aisyah"}
    chat = {"id": 9, "type": "private", "first_name": "Aisyah"}
    message = {"message_id": 1, "date": 1, "from": user, "chat": chat, "text": "halo"}
    await ask(url, "updates", [{"message": message}])
    inbox = Inbox()
    async with listening(channel, inbox):
        assert [(each.chat, each.text) for each in await inbox.has(1)] == [("9", "halo")]
    assert "refused by plan" in repr(await channel.send("9", OutgoingMessage(html="Halo"))).lower()
    await channel.close()
