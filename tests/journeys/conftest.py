"""The real program at work, with a stand-in for Telegram between it and the people."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.journeys.office import Office, opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    """One for all files that are not disturbed by the people of others."""
    async with opened(tmp_path_factory.mktemp("office")) as office:
        yield office


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def own_office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    """One for a file alone, which calls it `office`."""
    async with opened(tmp_path_factory.mktemp("office")) as office:
        yield office


@pytest.fixture(autouse=True)
def nothing_that_telegram_refuses(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test does, the bot asks nothing that Telegram would never do."""
    yield
    if "office" in request.fixturenames:
        assert request.getfixturevalue("office").standin.violations == []
