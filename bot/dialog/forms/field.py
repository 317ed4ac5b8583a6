"""A field of a form, and the base class of all types of fields."""

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
        """The name of the field in the summary."""
        return self.ask.label or self.ask.question


@dataclass(frozen=True)
class Complete:
    """A whole answer. `also` has the answers of other fields that came with it, `note` a remark for the person."""

    value: Any
    also: dict[str, Any] = field(default_factory=dict)
    note: TextLike = ""


@dataclass(frozen=True)
class Partial:
    """A part of an answer that can have several (photos, choices); it is stored.

    `note` is shown instead of the question. With `silent` nothing is shown yet.
    """

    value: Any
    note: TextLike = ""
    silent: bool = False


@dataclass(frozen=True)
class Suggest:
    """Possible meanings of a typed text, to choose from. Nothing is stored yet."""

    words: Translatable
    choices: Sequence[Choice]


ReadResult = Complete | Partial | Suggest


class FieldType:
    """A type of answer. Values are JSON, as they are stored in a draft."""

    echoes = False
    """The next question begins with the answer as it was understood, so that a mistake is seen at once."""
    wide = False
    """Each choice gets a row of its own."""

    async def choices(self, chat: Chat, field: Field, value: Any) -> Sequence[Choice]:
        """Return the choices that are shown as buttons under the question."""
        return await field.ask.suggest(chat) if field.ask.suggest else ()

    async def read(self, chat: Chat, field: Field, incoming: IncomingMessage, value: Any) -> ReadResult:
        """Read a message. `value` is the answer that this field had before, or None. Raises `ParseError`."""
        if not incoming.text or incoming.picture or incoming.attachment:
            raise ParseError(_("Jawab dengan tulisan, ya, Kak."))
        return Complete(self.parse(chat, field, incoming.text))

    async def pick(self, chat: Chat, field: Field, picked: str, value: Any) -> ReadResult:
        """Read a pressed choice. Raises `ParseError`."""
        return Complete(self.parse(chat, field, picked))

    def parse(self, chat: Chat, field: Field, text: str) -> Any:
        """Return the value that `text` means. Raises `ParseError`."""
        raise NotImplementedError

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        """Return the value as people read it."""
        return str(value)

    def asks_for(self) -> str:
        """Return the thing that a button requests from the person's app: "contact", "place", or an empty string."""
        return ""

    def finished(self, value: Any) -> bool:
        """Return True when the person may end the answer with `value` by "Selesai"."""
        return False

    def full(self, field: Field, value: Any) -> bool:
        """Return True when `value` can take no further part."""
        return False
