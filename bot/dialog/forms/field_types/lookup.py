"""Rows of the database: the person types a few letters and chooses from the rows found."""

from __future__ import annotations

from typing import Any

from bot.dialog.context import Chat
from bot.dialog.forms.field import Complete, Field, FieldType, ReadResult, Suggest
from bot.dialog.forms.validation_messages import validate
from bot.dialog.parsing import text
from bot.dialog.parsing.errors import ParseError
from bot.i18n.messages import TextLike, Translatable, _
from bot.messages.incoming import IncomingMessage

MAX_SEARCH = 80
"""Characters that are searched for."""

GONE = _("Pilihan itu sudah tidak ada. Ketik beberapa huruf saja, ya, Kak.")


class LookupField(FieldType):
    """A value that `Ask.search` finds; `Ask.display_name` returns its name."""

    echoes = True
    wide = True

    def __init__(self, missing: Translatable | None = None) -> None:
        self.missing = missing
        """Label of the choice "it is not in the list", whose value is 0; None without such a choice."""

    async def read(self, chat: Chat, field: Field, incoming: IncomingMessage, value: Any) -> ReadResult:
        if not incoming.text or field.ask.search is None:
            raise ParseError(_("Ketik beberapa huruf saja, ya, Kak."))
        typed = text.clean(incoming.text)[:MAX_SEARCH]
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
        chosen = validate(field, picked)
        if await self._name(chat, field, chosen) is None:
            raise ParseError(GONE)
        return Complete(chosen)

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        name = await self._name(chat, field, value)
        return "–" if name is None else name

    async def _name(self, chat: Chat, field: Field, value: Any) -> TextLike | None:
        """The name of a value; None where the person cannot choose it."""
        if self.missing and value == 0:
            return self.missing
        return await field.ask.display_name(chat, str(value)) if field.ask.display_name else str(value)
