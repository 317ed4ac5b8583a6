"""Something that exists in the database: a few letters are typed, and what they may mean is offered."""

from __future__ import annotations

from typing import Any

from bot.dialog.context import Chat
from bot.dialog.forms.field import Complete, Field, FieldType, ReadResult, Suggest
from bot.dialog.forms.validation_messages import validated
from bot.dialog.parsing import text
from bot.dialog.parsing.errors import ParseError
from bot.i18n.messages import TextLike, Translatable, _
from bot.messages.incoming import IncomingMessage


class LookupField(FieldType):
    """The form's `search` finds; its `named` says what a kept value is called."""

    echoes = True
    wide = True

    def __init__(self, missing: Translatable | None = None) -> None:
        self.missing = missing
        """What the choice says that stands for "it is not in the list"; its value is 0."""

    async def read(self, chat: Chat, field: Field, incoming: IncomingMessage, value: Any) -> ReadResult:
        if not incoming.text or field.ask.search is None:
            raise ParseError(_("Ketik beberapa huruf saja, ya, Kak."))
        typed = text.clean(incoming.text)[:80]
        found = list(await field.ask.search(chat, typed))
        words = _("Maksudnya yang ini?")
        if not found:
            words = _('Saya belum menemukan "{text}". Coba ketik beberapa huruf saja.', text=typed[:40])
        if self.missing:
            found.append(("0", self.missing))
        if not found:
            raise ParseError(words)
        return Suggest(words, found)

    async def pick(self, chat: Chat, field: Field, picked: str, value: Any) -> ReadResult:
        return Complete(validated(field, picked))

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        if self.missing and value == 0:
            return self.missing
        return await field.ask.named(chat, str(value)) if field.ask.named else str(value)
