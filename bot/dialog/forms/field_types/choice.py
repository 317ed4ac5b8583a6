"""Answers from a list: one, several, yes or no. Pressed, or typed with tolerance for misspellings."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

from bot.dialog.context import Chat
from bot.dialog.forms.field import Complete, Field, FieldType, Partial, ReadResult
from bot.dialog.forms.question import Choice
from bot.dialog.parsing import choice, yesno
from bot.dialog.parsing.errors import ParseError
from bot.i18n.messages import TextLike, _, join, to_plain_text
from bot.messages.incoming import IncomingMessage


class ChoiceField(FieldType):
    """One member of an enum."""

    def __init__(self, members: type[Enum]) -> None:
        self.members = list(members)

    async def choices(self, chat: Chat, field: Field, value: Any) -> Sequence[Choice]:
        return [(str(member.value), self.label(field, member)) for member in self.members]

    def label(self, field: Field, member: Enum) -> TextLike:
        """Return the label of a member."""
        return field.ask.labels[member] if field.ask.labels else str(member.value)

    def parse(self, chat: Chat, field: Field, text: str) -> Any:
        labels = [to_plain_text(self.label(field, member), chat.language) for member in self.members]
        return self.members[choice.parse(text, labels)].value

    async def pick(self, chat: Chat, field: Field, picked: str, value: Any) -> ReadResult:
        return Complete(self.member(picked).value)

    def member(self, picked: str) -> Enum:
        """Return the member with this value. Raises `ParseError` where there is none any more."""
        for member in self.members:
            if str(member.value) == picked:
                return member
        raise ParseError(_("Pilihan itu sudah tidak ada. Pilih salah satu tombol, ya."))

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        return self.label(field, self.member(str(value)))


class ChoicesField(ChoiceField):
    """Several members of an enum: each press switches one on or off."""

    wide = True

    async def choices(self, chat: Chat, field: Field, value: Any) -> Sequence[Choice]:
        chosen = value or []
        return [
            (
                str(member.value),
                _("✓ {label}", label=self.label(field, member))
                if member.value in chosen
                else self.label(field, member),
            )
            for member in self.members
        ]

    async def read(self, chat: Chat, field: Field, incoming: IncomingMessage, value: Any) -> ReadResult:
        if not incoming.text:
            raise ParseError(_("Pilih salah satu tombol, ya, Kak."))
        parts = [part for part in incoming.text.replace(";", ",").split(",") if part.strip()]
        chosen = list(dict.fromkeys(self.parse(chat, field, part) for part in parts))
        return Partial(self._limited(field, chosen))

    async def pick(self, chat: Chat, field: Field, picked: str, value: Any) -> ReadResult:
        one = self.member(picked).value
        chosen = list(value or [])
        return Partial(
            self._limited(field, [c for c in chosen if c != one] if one in chosen else [*chosen, one])
        )

    def _limited(self, field: Field, chosen: list[Any]) -> list[Any]:
        if len(chosen) > field.ask.max_count:
            raise ParseError(_("Pilih paling banyak {n}, ya, Kak.", n=field.ask.max_count))
        return [member.value for member in self.members if member.value in chosen]

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        return join([self.label(field, self.member(str(one))) for one in value])

    def finished(self, value: Any) -> bool:
        return bool(value)


class YesNoField(FieldType):
    """Yes or no."""

    async def choices(self, chat: Chat, field: Field, value: Any) -> Sequence[Choice]:
        return [("ya", _("Ya")), ("tidak", _("Tidak"))]

    def parse(self, chat: Chat, field: Field, text: str) -> bool:
        return yesno.parse(text)

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        return _("Ya") if value else _("Tidak")
