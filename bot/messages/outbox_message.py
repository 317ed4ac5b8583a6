"""A message on its way into the outbox, or a press that the bot does later by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Priority


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A row for the outbox: a message, or a press that the bot does later by itself."""

    channel: str
    chat: str
    priority: Priority
    send_after: datetime
    message: OutgoingMessage | None = None
    press: str | None = None
    press_ref: str | None = None
    once: bool = False
    """Not if the same press waits already."""
    cause: str = ""
    """The message that brought it forth (`IncomingMessage.trace_id`)."""
