"""What every kind of answer can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.forms.ask import Choice, Field
from bot.incoming import Incoming
from bot.reading.unclear import Unclear
from bot.words import Speech, Words, _

if TYPE_CHECKING:
    from bot.chat import Chat


@dataclass(frozen=True)
class Answer:
    """The question is answered. `also`: other fields that the same words answer; `note`: what to say about it."""

    value: Any
    also: dict[str, Any] = field(default_factory=dict)
    note: Speech = ""


@dataclass(frozen=True)
class More:
    """Kept, but there may be more to come (photos, several choices).

    `note` is said instead of the question. `silent`: nothing is said yet.
    """

    value: Any
    note: Speech = ""
    silent: bool = False


@dataclass(frozen=True)
class Offer:
    """Nothing is kept yet: these may be meant."""

    words: Words
    choices: Sequence[Choice]


Reading = Answer | More | Offer


class Kind:
    """One kind of answer. Values are JSON, as they stand in a draft."""

    echoes = False
    """The next question begins with what was understood, so that a mistake is seen at once."""
    wide = False
    """Each choice has a row of its own."""

    async def choices(self, chat: Chat, field: Field, value: Any) -> Sequence[Choice]:
        """Buttons under the question."""
        return await field.ask.suggest(chat) if field.ask.suggest else ()

    async def read(self, chat: Chat, field: Field, incoming: Incoming, value: Any) -> Reading:
        """Understand a message; `value` is what was kept for this field before. Raises `Unclear`."""
        if not incoming.text or incoming.picture or incoming.attachment:
            raise Unclear(_("Jawab dengan tulisan, ya, Kak."))
        return Answer(self.parse(chat, field, incoming.text))

    async def pick(self, chat: Chat, field: Field, picked: str, value: Any) -> Reading:
        """Understand a pressed choice. Raises `Unclear`."""
        return Answer(self.parse(chat, field, picked))

    def parse(self, chat: Chat, field: Field, text: str) -> Any:
        raise NotImplementedError

    async def show(self, chat: Chat, field: Field, value: Any) -> Speech:
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
