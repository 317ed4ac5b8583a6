"""New rows for the outbox."""

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
    """Left out where the same press is waiting already."""
    cause: str = ""
    """`IncomingMessage.trace_id` of the message that it answers; empty where there is none."""
