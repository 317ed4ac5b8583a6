"""A stand-in for Telegram, one santri, and the channel that talks to them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.media.library import Fetch, MediaService
from models.db.database import Database
from tests.channels.telegram.brought import LIMITS, Place, place
from tests.channels.telegram.listening import Inbox
from tests.channels.telegram.standin import Person, Standin
from tests.support.fakes import until
from tests.support.media_service import in_memory


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with Standin() as standin:
        yield standin


@pytest.fixture
def santri(standin: Standin) -> Person:
    return standin.person(first_name="Ahmad", last_name="Fauzi", language="id")


@pytest.fixture
def sources() -> dict[str, Fetch]:
    """Where the library gets what it does not have, by the names of channels."""
    return {}


@pytest.fixture
def library(sqlite: Database, sources: dict[str, Fetch]) -> MediaService:
    return MediaService(sqlite, in_memory(), sources)


@pytest.fixture
async def channel(
    standin: Standin, library: MediaService, sources: dict[str, Fetch]
) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(standin.token, library, api_url=standin.url, limits=LIMITS, poll_seconds=1)
    sources[channel.name] = channel.fetch
    yield channel
    await channel.close()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def bot(standin: Standin, library: MediaService, inbox: Inbox) -> AsyncIterator[Place]:
    async with place(standin, library, inbox.save) as bot:
        await until(lambda: bool(standin.world.updates.webhook))
        yield bot
    assert standin.violations == []
