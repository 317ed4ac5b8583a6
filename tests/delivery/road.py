"""A dispatcher with a channel, a clock and messages that do as a test says."""

from __future__ import annotations

from itertools import count
from math import inf

import pytest

from bot.channels.base import Limits
from bot.delivery.dispatcher import Dispatcher
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import (
    Priority,
)
from bot.observability.events import Events
from bot.queue.outbox import ClaimedMessage, SendRecord
from models.queue.outbox import OutboxState
from tests.support.fakes import FakeChannel, FakeClock, calm

REPLY, NOTICE, BROADCAST = Priority
UNLIMITED = Limits(inf, inf)
ONE_AT_A_TIME = Limits(inf, inf, concurrency=1)


class Road:
    """A dispatcher at work. Messages are called by their text."""

    def __init__(self, limits: Limits) -> None:
        self.clock, self.channel = FakeClock(), FakeChannel(limits)
        self.ended: dict[str, tuple[OutboxState, str]] = {}
        self.dispatcher = Dispatcher(self.channel, Events(), self._ended, clock=self.clock)
        self.again_in: dict[str, int] = {}
        self.attempts: dict[str, int] = {}
        self.records = True
        self._ids = count(1)

    def gets(
        self, *texts: str, chat: str = "", priority: Priority = REPLY, broadcast: int | None = None
    ) -> None:
        """Each in a chat of its own, unless `chat` says which."""
        messages = [
            ClaimedMessage(
                next(self._ids), "test", chat or text, priority, OutgoingMessage(html=text), broadcast
            )
            for text in texts
        ]
        self.dispatcher.add(messages)

    async def waits(self, seconds: float = 0) -> list[str]:
        """What has been sent after so much time."""
        self.clock.now += seconds
        self.dispatcher.add(())
        await calm()
        return self.channel.sent

    def _ended(self, result: SendRecord) -> None:
        self.ended[result.message.message.html] = (result.state, result.reason)
        self.again_in[result.message.message.html] = result.again_in
        self.attempts[result.message.message.html] = result.attempts
        if self.records:
            self.dispatcher.recorded(1)


def limited(limits: Limits) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("road", [limits], indirect=True)
