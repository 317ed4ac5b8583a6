"""Buttons as Telegram takes them: under the message, or in place of the keyboard where one asks for a thing.

They are made as plain dictionaries: python-telegram-bot's objects would cost a fifth of a sending.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.messages.outgoing import InlineButton

MAX_DATA_BYTES = 64
MAX_BUTTONS, MAX_ROW, MAX_MARKUP_BYTES = 100, 8, 9_000
BUTTON_BYTES = 40
"""Bytes that a button takes beside its label and what it carries."""
SURELY_FIT = 30
"""Number of buttons up to which they are not counted more closely."""
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


def keyboards(rows: Sequence[Sequence[InlineButton]]) -> list[dict[str, Any] | None]:
    """The `reply_markup` of a message, and of those below it where one cannot have all buttons. Raises
    `UnsendableError`.
    """
    if sum(map(len, rows)) <= SURELY_FIT or asks(rows):
        return [keyboard(rows)]
    return [keyboard(some) for some in _slices(rows)]


def _slices(rows: Sequence[Sequence[InlineButton]]) -> Iterator[list[Sequence[InlineButton]]]:
    """The rows, as many at once as make a message; longer ones are cut."""
    cut = [row[start : start + MAX_ROW] for row in rows for start in range(0, len(row), MAX_ROW)]
    some: list[Sequence[InlineButton]] = []
    for row in cut:
        if sum(map(len, some)) + len(row) > MAX_BUTTONS or sum(map(_size, [*some, row])) > MAX_MARKUP_BYTES:
            yield some
            some = []
        some.append(row)
    yield some


def _size(row: Sequence[InlineButton]) -> int:
    """Bytes of a row as JSON, about."""
    return sum(BUTTON_BYTES + len((key.label + key.data + key.url).encode()) for key in row)


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
