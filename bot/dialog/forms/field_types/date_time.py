"""Moments: typed in Indonesian, read as WIB, stored in UTC."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.dialog.context import Chat
from bot.dialog.forms.field import Complete, Field, FieldType, ReadResult
from bot.dialog.parsing import date_time
from bot.i18n import formatting
from bot.i18n.messages import TextLike
from bot.messages.incoming import IncomingMessage


class DateTimeField(FieldType):
    """A date and an hour in the future.

    `after` is the name of the field with the beginning: an hour alone is on that day. `moves` is the name of the field
    with the end, which moves along when the beginning is changed.
    """

    echoes = True

    def __init__(self, *, after: str = "", moves: str = "") -> None:
        self.after, self.moves = after, moves

    def parse(self, chat: Chat, field: Field, text: str) -> str:
        start = chat.answers_so_far.get(self.after)
        return date_time.parse_future(
            text, chat.now, datetime.fromisoformat(start) if start else None
        ).isoformat()

    async def read(self, chat: Chat, field: Field, incoming: IncomingMessage, value: Any) -> ReadResult:
        reading = await super().read(chat, field, incoming, value)
        end = chat.answers_so_far.get(self.moves)
        if not (value and end and isinstance(reading, Complete)):
            return reading
        shift = datetime.fromisoformat(reading.value) - datetime.fromisoformat(value)
        return Complete(reading.value, {self.moves: (datetime.fromisoformat(end) + shift).isoformat()})

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        return formatting.moment(datetime.fromisoformat(value))
