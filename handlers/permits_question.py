"""The question for a product's permits: all of them in one message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from bot.forms.ask import Choice, Field
from bot.forms.kinds import Answer, Kind
from bot.incoming import Incoming
from bot.words import Speech, _, listed
from handlers import permits
from handlers.permits import Permits

if TYPE_CHECKING:
    from bot.chat import Chat
    from bot.forms.kinds.base import Reading

PERMITS: TypeAdapter[Permits] = TypeAdapter(Permits)
"""Permits as they are kept in drafts and tables, and back."""


class PermitsKind(Kind):
    """What looks unusual about a number is said once, and the number kept as it was typed."""

    echoes = True

    async def choices(self, chat: Chat, field: Field, value: Any) -> Sequence[Choice]:
        return [("-", _("Belum ada"))]

    async def read(self, chat: Chat, field: Field, incoming: Incoming, value: Any) -> Reading:
        reading = await super().read(chat, field, incoming, value)
        if not isinstance(reading, Answer):
            return reading
        noted = [permits.warnings(permit) for permit in PERMITS.validate_python(reading.value)]
        return Answer(reading.value, note=listed([note for note in noted if note], " "))

    def parse(self, chat: Chat, field: Field, text: str) -> Any:
        return PERMITS.dump_python(permits.read(text), mode="json")

    async def show(self, chat: Chat, field: Field, value: Any) -> Speech:
        return permits.show(PERMITS.validate_python(value)) if value else _("Belum ada")
