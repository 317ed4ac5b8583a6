"""Something that exists in the database: a few letters are typed, and what they may mean is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.forms.ask import Field
from bot.forms.complaints import checked
from bot.forms.kinds.base import Answer, Kind, Offer, Reading
from bot.incoming import Incoming
from bot.reading import text
from bot.reading.unclear import Unclear
from bot.words import Speech, Words, _

if TYPE_CHECKING:
    from bot.chat import Chat


class LookupKind(Kind):
    """The form's `search` finds; its `named` says what a kept value is called."""

    echoes = True
    wide = True

    def __init__(self, missing: Words | None = None) -> None:
        self.missing = missing
        """What the choice says that stands for "it is not in the list"; its value is 0."""

    async def read(self, chat: Chat, field: Field, incoming: Incoming, value: Any) -> Reading:
        if not incoming.text or field.ask.search is None:
            raise Unclear(_("Ketik beberapa huruf saja, ya, Kak."))
        typed = text.clean(incoming.text)[:80]
        found = list(await field.ask.search(chat, typed))
        words = _("Maksudnya yang ini?")
        if not found:
            words = _('Saya belum menemukan "{text}". Coba ketik beberapa huruf saja.', text=typed[:40])
        if self.missing:
            found.append(("0", self.missing))
        if not found:
            raise Unclear(words)
        return Offer(words, found)

    async def pick(self, chat: Chat, field: Field, picked: str, value: Any) -> Reading:
        return Answer(checked(field, picked))

    async def show(self, chat: Chat, field: Field, value: Any) -> Speech:
        if self.missing and value == 0:
            return self.missing
        return await field.ask.named(chat, str(value)) if field.ask.named else str(value)
