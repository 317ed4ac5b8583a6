"""Buttons as Telegram takes them: under the message, or in place of the keyboard where one asks for a thing.

They are made as plain dictionaries: python-telegram-bot's objects would cost a fifth of a sending.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.messages.outgoing import InlineButton

MAX_DATA_BYTES = 64
ASKS = {"contact": "request_contact", "place": "request_location"}


class UnsendableError(ValueError):
    """The message cannot be sent on Telegram at all; the text says why."""


def keyboard(rows: Sequence[Sequence[InlineButton]]) -> dict[str, Any] | None:
    """The `reply_markup` of a message. Raises `UnsendableError`."""
    if not any(rows):
        return None
    if asks(rows):
        buttons = [[_reply(key) for key in row if not key.url] for row in rows]
        return {"keyboard": list(filter(None, buttons)), "resize_keyboard": True, "one_time_keyboard": True}
    return {"inline_keyboard": [[_inline(key) for key in row] for row in rows if row]}


def asks(rows: Sequence[Sequence[InlineButton]]) -> bool:
    """Whether one of the buttons sends a contact or a place, which only stands in place of the keyboard."""
    return any(key.ask for row in rows for key in row)


def _inline(key: InlineButton) -> dict[str, str]:
    if key.url:
        return {"text": key.label, "url": key.url}
    if (size := len(key.data.encode())) > MAX_DATA_BYTES:
        raise UnsendableError(f"a button carries {size} bytes, Telegram takes {MAX_DATA_BYTES}")
    return {"text": key.label, "callback_data": key.data}


def _reply(key: InlineButton) -> dict[str, Any]:
    """A button that sends what it asks for, or else its own label as if it had been typed."""
    return {"text": key.label, ASKS[key.ask]: True} if key.ask else {"text": key.label}
