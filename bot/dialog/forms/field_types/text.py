"""Texts: one line, several lines, a link, a phone number."""

from __future__ import annotations

from typing import Any

from bot.dialog.context import Chat
from bot.dialog.forms.field import Complete, Field, FieldType, ReadResult
from bot.dialog.parsing import link, phone, text
from bot.dialog.parsing.errors import ParseError
from bot.i18n import formatting
from bot.i18n.messages import TextLike, _
from bot.messages.incoming import IncomingMessage


class TextField(FieldType):
    """One line."""

    def parse(self, chat: Chat, field: Field, text_: str) -> str:
        return text.clean(text_)


class LongTextField(FieldType):
    """Several lines."""

    def parse(self, chat: Chat, field: Field, text_: str) -> str:
        return text.clean_long(text_)


class LinkField(FieldType):
    """The address of a shop or an account."""

    def parse(self, chat: Chat, field: Field, text_: str) -> str:
        return link.parse(text_)


class PhoneField(FieldType):
    """A phone number, shared by the button of the app or typed. Stored as E.164."""

    echoes = True

    def parse(self, chat: Chat, field: Field, text_: str) -> str:
        return phone.parse(text_)

    async def read(self, chat: Chat, field: Field, incoming: IncomingMessage, value: Any) -> ReadResult:
        contact = incoming.contact
        if contact is None:
            return await super().read(chat, field, incoming, value)
        if not contact.own:
            raise ParseError(_("Itu kontak orang lain. Bagikan nomor Kakak sendiri, ya."))
        return Complete(
            phone.parse(contact.phone if contact.phone.startswith(("+", "0")) else f"+{contact.phone}")
        )

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        return formatting.phone(value)

    def asks_for(self) -> str:
        return "contact"
