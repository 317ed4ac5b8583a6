"""Numbers and amounts of money."""

from __future__ import annotations

from typing import Any

from bot.dialog.context import Chat
from bot.dialog.forms.field import Complete, Field, FieldType, ReadResult
from bot.dialog.parsing import money, number
from bot.i18n import formatting
from bot.i18n.messages import TextLike
from bot.messages.incoming import IncomingMessage


class NumberField(FieldType):
    """A whole number from `minimum` to `maximum`."""

    echoes = True

    def __init__(self, minimum: int = 0, maximum: int = 1_000_000_000) -> None:
        self.minimum, self.maximum = minimum, maximum

    def parse(self, chat: Chat, field: Field, text: str) -> int:
        return number.parse(text, minimum=self.minimum, maximum=self.maximum)

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        return formatting.number(value)


class MoneyField(FieldType):
    """Whole rupiah from `minimum` on. With `unit`, the name of another field, "15rb/bungkus" answers that one too."""

    echoes = True

    def __init__(self, unit: str = "", minimum: int = 1) -> None:
        self.unit, self.minimum = unit, minimum

    def parse(self, chat: Chat, field: Field, text: str) -> int:
        return money.parse(text, minimum=self.minimum)

    async def read(self, chat: Chat, field: Field, incoming: IncomingMessage, value: Any) -> ReadResult:
        if not self.unit or not incoming.text:
            return await super().read(chat, field, incoming, value)
        amount, unit = money.parse_with_unit(incoming.text)
        return Complete(amount, {self.unit: unit} if unit else {})

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        return formatting.money(value)
