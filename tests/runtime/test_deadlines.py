"""One wait for several things that are due at their own times."""

from __future__ import annotations

import asyncio

import pytest

from bot.runtime.deadlines import Deadlines
from tests.support.fakes import calm


@pytest.fixture
def deadlines() -> Deadlines[str]:
    return Deadlines()


async def test_what_is_due_is_returned_and_unset(deadlines: Deadlines[str]) -> None:
    deadlines.set("now")
    deadlines.set("as well")
    deadlines.set("later", 3600)
    assert await deadlines.wait() == {"now", "as well"}
    assert ("now" in deadlines, "later" in deadlines) == (False, True)


async def test_the_earliest_time_counts(deadlines: Deadlines[str]) -> None:
    deadlines.set("flush", 0.01)
    deadlines.set("flush", 3600)
    async with asyncio.timeout(5):
        assert await deadlines.wait() == {"flush"}


async def test_a_time_that_is_set_during_the_wait_shortens_it(deadlines: Deadlines[str]) -> None:
    deadlines.set("poll", 3600)
    waiting = asyncio.create_task(deadlines.wait())
    await calm()
    deadlines.set("claim")
    async with asyncio.timeout(5):
        assert await waiting == {"claim"}


async def test_a_time_that_is_set_just_as_the_wait_ends_is_kept(deadlines: Deadlines[str]) -> None:
    deadlines.set("claim")
    waiting = asyncio.create_task(deadlines.wait())
    await waiting
    deadlines.set("claim")
    assert await deadlines.wait() == {"claim"}


async def test_without_any_time_it_waits_for_the_first(deadlines: Deadlines[str]) -> None:
    waiting = asyncio.create_task(deadlines.wait())
    await calm()
    assert not waiting.done()
    deadlines.set("claim")
    async with asyncio.timeout(5):
        assert await waiting == {"claim"}


async def test_a_wait_that_is_cancelled_leaves_the_times(deadlines: Deadlines[str]) -> None:
    deadlines.set("flush", 0.02)
    waiting = asyncio.create_task(deadlines.wait())
    await calm()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    async with asyncio.timeout(5):
        assert await deadlines.wait() == {"flush"}
