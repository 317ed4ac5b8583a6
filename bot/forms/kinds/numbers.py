"""Answers in numbers: how many, and how much money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import showing
from bot.forms.ask import Field
from bot.forms.kinds.base import Answer, Kind, Reading
from bot.incoming import Incoming
from bot.reading import rupiah, whole
from bot.words import Speech

if TYPE_CHECKING:
    from bot.chat import Chat


class WholeKind(Kind):
    """A whole number."""

    echoes = True

    def __init__(self, least: int = 0, most: int = 1_000_000_000) -> None:
        self.least, self.most = least, most

    def parse(self, chat: Chat, field: Field, text: str) -> int:
        return whole.read(text, least=self.least, most=self.most)

    async def show(self, chat: Chat, field: Field, value: Any) -> Speech:
        return showing.number(value)


class RupiahKind(Kind):
    """Whole rupiah from `least` on. Where `unit` names another field, "15rb/bungkus" answers that one too."""

    echoes = True

    def __init__(self, unit: str = "", least: int = 1) -> None:
        self.unit, self.least = unit, least

    def parse(self, chat: Chat, field: Field, text: str) -> int:
        return rupiah.read(text, least=self.least)

    async def read(self, chat: Chat, field: Field, incoming: Incoming, value: Any) -> Reading:
        if not self.unit or not incoming.text:
            return await super().read(chat, field, incoming, value)
        amount, unit = rupiah.read_with_unit(incoming.text)
        return Answer(amount, {self.unit: unit} if unit else {})

    async def show(self, chat: Chat, field: Field, value: Any) -> Speech:
        return showing.money(value)
