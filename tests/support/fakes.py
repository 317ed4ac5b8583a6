"""A messenger and a clock that do as a test tells them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence

from bot.channels.base import Limits, Save
from bot.channels.http import HttpRoute
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import SendResult, Sent

FAST = Limits(messages_per_second=10_000, chat_messages_per_second=10_000)


class FakeChannel:
    """Remembers what was sent. `answers` says what becomes of each try of a text; without one, it arrives."""

    routes: Sequence[HttpRoute] = ()

    def __init__(self, limits: Limits = FAST, name: str = "test") -> None:
        self.name, self.limits = name, limits
        self.sent: list[str] = []
        """The texts, in the order in which their sending began."""
        self.answers: defaultdict[str, list[SendResult | Exception]] = defaultdict(list)
        self.open = asyncio.Event()
        """Cleared: what is being sent does not end."""
        self.open.set()
        self.is_reachable = True

    async def is_answering(self) -> bool:
        return self.is_reachable

    async def send(self, chat: str, message: OutgoingMessage) -> SendResult:
        self.sent.append(message.html)
        await self.open.wait()
        answers = self.answers[message.html]
        answer = answers.pop(0) if answers else Sent()
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def load_identity(self) -> None:
        """There are no links."""

    async def listen(self, save: Save) -> None:
        await asyncio.get_running_loop().create_future()

    async def fetch(self, ref: str) -> bytes:
        raise FileNotFoundError(ref)

    def link(self, payload: str) -> str:
        return ""

    async def close(self) -> None:
        """There is nothing to let go of."""


class FakeClock:
    """Seconds that pass only when the test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


async def calm(turns: int = 100) -> None:
    """Until everything has happened that happens without time passing."""
    for _turn in range(turns):
        await asyncio.sleep(0)


async def until(happened: Callable[[], bool]) -> None:
    """Wait for something that other tasks, and the database, bring about."""
    async with asyncio.timeout(60):
        while not happened():  # noqa: ASYNC110 - what happens sets no event
            await asyncio.sleep(0.005)
