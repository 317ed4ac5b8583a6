"""A stand-in for Telegram, one santri, and the channel that talks to them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channel import Limits
from bot.channels.telegram.channel import TelegramChannel
from bot.media import Library
from models.database import Database
from tests.contents import in_memory
from tests.telegram.standin import Person, Standin

LIMITS = Limits(messages_per_second=30, chat_messages_per_second=1)


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with Standin() as standin:
        yield standin


@pytest.fixture
def santri(standin: Standin) -> Person:
    return standin.person(first_name="Ahmad", last_name="Fauzi", language="id")


@pytest.fixture
def library(sqlite: Database) -> Library:
    return Library(sqlite, in_memory())


@pytest.fixture
async def channel(standin: Standin, library: Library) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(standin.token, library, api_url=standin.url, limits=LIMITS, poll_seconds=1)
    library.fetchers[channel.name] = channel.fetch
    yield channel
    await channel.close()
