"""A moment: typed in Indonesian, understood in WIB, kept in UTC."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot import showing
from bot.forms.ask import Field
from bot.forms.kinds.base import Answer, Kind, Reading
from bot.incoming import Incoming
from bot.reading import moment
from bot.words import Speech

if TYPE_CHECKING:
    from bot.chat import Chat


class MomentKind(Kind):
    """A date with its hour, in the future.

    `after` names the field of a beginning: an hour alone is on that day. `moves` names the field of an end,
    which keeps its distance when the beginning is changed.
    """

    echoes = True

    def __init__(self, *, after: str = "", moves: str = "") -> None:
        self.after, self.moves = after, moves

    def parse(self, chat: Chat, field: Field, text: str) -> str:
        start = chat.so_far.get(self.after)
        return moment.future(text, chat.now, datetime.fromisoformat(start) if start else None).isoformat()

    async def read(self, chat: Chat, field: Field, incoming: Incoming, value: Any) -> Reading:
        reading = await super().read(chat, field, incoming, value)
        end = chat.so_far.get(self.moves)
        if not (value and end and isinstance(reading, Answer)):
            return reading
        shift = datetime.fromisoformat(reading.value) - datetime.fromisoformat(value)
        return Answer(reading.value, {self.moves: (datetime.fromisoformat(end) + shift).isoformat()})

    async def show(self, chat: Chat, field: Field, value: Any) -> Speech:
        return showing.moment(datetime.fromisoformat(value))
