"""Answers in words: a line, several lines, a link, a phone number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import showing
from bot.forms.ask import Field
from bot.forms.kinds.base import Answer, Kind, Reading
from bot.incoming import Incoming
from bot.reading import link, phone, text
from bot.reading.unclear import Unclear
from bot.words import Speech, _

if TYPE_CHECKING:
    from bot.chat import Chat


class TextKind(Kind):
    """One line."""

    def parse(self, chat: Chat, field: Field, text_: str) -> str:
        return text.clean(text_)


class LongTextKind(Kind):
    """Several lines."""

    def parse(self, chat: Chat, field: Field, text_: str) -> str:
        return text.clean_long(text_)


class LinkKind(Kind):
    """The address of a shop or an account."""

    def parse(self, chat: Chat, field: Field, text_: str) -> str:
        return link.read(text_)


class PhoneKind(Kind):
    """A phone number: shared by the button of the app, or typed. Kept as E.164."""

    echoes = True

    def parse(self, chat: Chat, field: Field, text_: str) -> str:
        return phone.read(text_)

    async def read(self, chat: Chat, field: Field, incoming: Incoming, value: Any) -> Reading:
        contact = incoming.contact
        if contact is None:
            return await super().read(chat, field, incoming, value)
        if not contact.own:
            raise Unclear(_("Itu kontak orang lain. Bagikan nomor Kakak sendiri, ya."))
        return Answer(
            phone.read(contact.phone if contact.phone.startswith(("+", "0")) else f"+{contact.phone}")
        )

    async def show(self, chat: Chat, field: Field, value: Any) -> Speech:
        return showing.phone(value)

    def ask_key(self) -> str:
        return "contact"
