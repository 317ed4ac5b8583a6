"""The contract between the bot and a messenger. Each package in `bot/channels/` has an adapter that fulfils it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.channels.http import HttpRoute
from bot.messages.incoming import IncomingMessage
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import SendResult

Save = Callable[[Sequence[IncomingMessage]], Awaitable[None]]
"""Writes what arrived into the inbox; when it returns, the messages are on disk and may be acknowledged."""


def has_no_groups(_chat: str) -> bool:
    """False for every chat: the usual `Limits.is_group`."""
    return False


@dataclass(frozen=True, slots=True)
class Limits:
    """The rates that the channel allows."""

    messages_per_second: float
    chat_messages_per_second: float
    chat_burst: int = 3
    group_messages_per_minute: float = 20
    is_group: Callable[[str], bool] = has_no_groups
    """Returns whether the chat with this id is a group."""
    paid_per_second: float = 0
    """A rate for broadcasts alone, which costs money; 0: they share the rate of all messages."""
    concurrency: int = 64
    """Sendings under way at once."""


class Channel(Protocol):
    """A messenger: something that people write on and that messages are sent through."""

    name: str
    limits: Limits
    routes: Sequence[HttpRoute] = ()
    """HTTP requests that the channel answers. A channel with routes listens in every web process; one without
    fetches messages, which one process does at a time.
    """

    async def load_identity(self) -> None:
        """Learn the values that `link` needs, also where nobody listens. Survives failures of the network."""

    async def listen(self, save: Save) -> None:
        """Save what arrives, then acknowledge it; runs until cancelled. Survives failures of the network, and raises
        `bot.channels.plugin.AccountError` where the messenger refuses the bot's account.
        """

    async def send(self, chat: str, message: OutgoingMessage) -> SendResult:
        """Send, change or answer; never raises for what the network or the messenger does. Where the database cannot be
        used just now, what that raises goes through: the message is sent later.
        """

    async def is_answering(self) -> bool:
        """Return whether the messenger answers a question that shows nothing to anybody, where it has one. It is asked
        while messages are not taken, before one of them is tried again; never raises.
        """
        return True

    async def fetch(self, ref: str) -> bytes:
        """The content of a photo or a file that arrived. Raises `FileNotFoundError` where it cannot be had, another
        `OSError` where it cannot be had now.
        """

    def link(self, payload: str) -> str:
        """An address that opens the bot with "/start <payload>"; empty where the channel has none."""

    async def close(self) -> None:
        """Close connections."""
