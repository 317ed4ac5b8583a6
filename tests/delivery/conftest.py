"""Senders at work while a test runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from models.db.database import Database
from tests.delivery.road import UNLIMITED, Road
from tests.delivery.sending import Office


@pytest.fixture
async def road(request: pytest.FixtureRequest) -> AsyncIterator[Road]:
    road = Road(getattr(request, "param", UNLIMITED))
    running = asyncio.create_task(road.dispatcher.run())
    yield road
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    road.channel.open.set()
    await road.dispatcher.drain()


@pytest.fixture
def office(db: Database) -> Office:
    return Office(db)
