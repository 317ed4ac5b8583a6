"""The question for a product's permits: all of them in one message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from bot.dialog.forms.field import Complete, Field, FieldType
from bot.dialog.forms.question import Choice
from bot.i18n.messages import TextLike, _, join
from bot.messages.incoming import IncomingMessage
from handlers.products import permits
from handlers.products.permits import Permits

if TYPE_CHECKING:
    from bot.dialog.context import Chat
    from bot.dialog.forms.field import ReadResult

PERMITS: TypeAdapter[Permits] = TypeAdapter(Permits)
"""Permits as they are kept in drafts and tables, and back."""


class PermitsField(FieldType):
    """Permits as text. An unusual number is pointed out once, and kept as it was typed."""

    echoes = True

    async def choices(self, chat: Chat, field: Field, value: Any) -> Sequence[Choice]:
        return [("-", _("Belum ada"))]

    async def read(self, chat: Chat, field: Field, incoming: IncomingMessage, value: Any) -> ReadResult:
        reading = await super().read(chat, field, incoming, value)
        if not isinstance(reading, Complete):
            return reading
        noted = [permits.warnings(permit) for permit in PERMITS.validate_python(reading.value)]
        return Complete(reading.value, note=join([note for note in noted if note], " "))

    def parse(self, chat: Chat, field: Field, text: str) -> Any:
        return PERMITS.dump_python(permits.parse(text), mode="json")

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        return permits.show(PERMITS.validate_python(value)) if value else _("Belum ada")
