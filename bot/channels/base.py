"""The contract between the bot and a messenger. Each adapter in `bot/channels/` fulfils it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.messages.incoming import IncomingMessage
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import SendResult

Save = Callable[[Sequence[IncomingMessage]], Awaitable[None]]
"""Writes what arrived into the inbox; when it returns, the messages are on disk and may be acknowledged."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the channel lets through."""

    messages_per_second: float
    chat_messages_per_second: float
    chat_burst: int = 3
    group_messages_per_minute: float = 20
    group_prefix: str = ""
    """Chats whose name begins so are groups; empty where the channel has none."""
    paid_per_second: float = 0
    """Broadcasts have a pace of their own, for which the office pays; 0: they share that of all messages."""
    concurrency: int = 64
    """Sendings under way at once."""

    @property
    def broadcasts_per_second(self) -> float:
        return self.paid_per_second or self.messages_per_second


class MalformedPayloadError(ValueError):
    """What was brought can never be understood, however often it comes."""


class RetryLaterError(Exception):
    """What was brought is not on disk, so it has to come again."""


class Webhook(Protocol):
    """Where a messenger brings messages over HTTP, one POST after the other."""

    path: str
    """Of the address that the messenger knows."""

    def is_authentic(self, headers: Mapping[str, str]) -> bool:
        """Whether these come from the messenger; asked before anything else is read."""

    async def receive(self, body: bytes) -> None:
        """When this returns, what was brought is on disk. Raises `MalformedPayloadError` or `RetryLaterError`."""


class Channel(Protocol):
    """A messenger: something that people write on and that messages are sent through."""

    name: str
    limits: Limits
    webhook: Webhook | None = None
    """Where messages are brought to; None where the channel fetches them."""

    async def load_identity(self) -> None:
        """Learn what `link` needs, also where nobody listens. Survives failures of the network."""

    async def listen(self, save: Save) -> None:
        """Save what arrives, then acknowledge it; runs until cancelled. Survives failures of the network."""

    async def send(self, chat: str, message: OutgoingMessage) -> SendResult:
        """Send, change or answer; never raises for what the network or the messenger does. Where the database cannot be
        used just now, what that raises goes through: the message is sent later.
        """

    async def fetch(self, ref: str) -> bytes:
        """The content of a photo or a file that arrived. Raises `FileNotFoundError` where it cannot be had, another
        `OSError` where it cannot be had now.
        """

    def link(self, payload: str) -> str:
        """An address that opens the bot with "/start <payload>"; empty where the channel has none."""

    async def close(self) -> None:
        """Let go of connections."""
