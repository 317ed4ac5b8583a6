"""A field of a form, and what every type of field can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from bot.dialog.context import Chat
from bot.dialog.forms.question import Ask, Choice
from bot.dialog.parsing.errors import ParseError
from bot.i18n.messages import TextLike, Translatable, _
from bot.messages.incoming import IncomingMessage


@dataclass(frozen=True, eq=False)
class Field:
    """A question of a form, ready to be asked."""

    name: str
    ask: Ask
    kind: FieldType
    adapter: TypeAdapter[Any]

    @property
    def label(self) -> Translatable:
        return self.ask.label or self.ask.question


@dataclass(frozen=True)
class Complete:
    """The question is answered. `also`: other fields that the same words answer; `note`: what to say about it."""

    value: Any
    also: dict[str, Any] = field(default_factory=dict)
    note: TextLike = ""


@dataclass(frozen=True)
class Partial:
    """Kept, but there may be more to come (photos, several choices).

    `note` is said instead of the question. `silent`: nothing is said yet.
    """

    value: Any
    note: TextLike = ""
    silent: bool = False


@dataclass(frozen=True)
class Suggest:
    """Nothing is kept yet: these may be meant."""

    words: Translatable
    choices: Sequence[Choice]


ReadResult = Complete | Partial | Suggest


class FieldType:
    """One kind of answer. Values are JSON, as they stand in a draft."""

    echoes = False
    """The next question begins with what was understood, so that a mistake is seen at once."""
    wide = False
    """Each choice has a row of its own."""

    async def choices(self, chat: Chat, field: Field, value: Any) -> Sequence[Choice]:
        """Buttons under the question."""
        return await field.ask.suggest(chat) if field.ask.suggest else ()

    async def read(self, chat: Chat, field: Field, incoming: IncomingMessage, value: Any) -> ReadResult:
        """Understand a message; `value` is what was kept for this field before. Raises `ParseError`."""
        if not incoming.text or incoming.picture or incoming.attachment:
            raise ParseError(_("Jawab dengan tulisan, ya, Kak."))
        return Complete(self.parse(chat, field, incoming.text))

    async def pick(self, chat: Chat, field: Field, picked: str, value: Any) -> ReadResult:
        """Understand a pressed choice. Raises `ParseError`."""
        return Complete(self.parse(chat, field, picked))

    def parse(self, chat: Chat, field: Field, text: str) -> Any:
        raise NotImplementedError

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        """The value as people read it."""
        return str(value)

    def ask_key(self) -> str:
        """What a button asks the person's app for: "contact", "place" or nothing."""
        return ""

    def finished(self, value: Any) -> bool:
        """Whether `value` may be the answer when the person says that there is no more to come."""
        return False

    def full(self, field: Field, value: Any) -> bool:
        """Whether no more can come."""
        return False
