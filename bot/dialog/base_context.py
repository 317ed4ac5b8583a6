"""The context of every function that runs in a transaction: for a message, or for a scheduled job."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialog.buttons import ButtonHandler, Rows, inline_buttons
from bot.dialog.command_info import CommandInfo
from bot.i18n.messages import TextLike, to_html
from bot.messages.outbox_message import OutboxMessage
from bot.messages.outgoing import MenuCommand, OutgoingMessage
from bot.messages.send_result import Priority
from bot.settings.loader import Settings
from models.people import Role, reachable_addresses


class BaseRouter(Protocol):
    """The part of the router (`bot.dialog.router`) that needs no chat."""

    @property
    def commands(self) -> Sequence[CommandInfo]:
        """All commands, in the order of menus and help."""

    @property
    def buttons(self) -> Mapping[str, ButtonHandler[...]]:
        """The functions that buttons run, by name."""

    @property
    def forms(self) -> Mapping[str, type[Any]]:
        """The form classes (`bot.dialog.forms.Form`), by name."""

    @property
    def home(self) -> ButtonHandler[...] | None:
        """The first screen, to which people return; None where there is none."""

    async def prepare_erasure(self, context: Context, person_id: int) -> None:
        """Run all functions that must run before a person is erased."""

    def menu(self, role: Role, language: str) -> list[MenuCommand]:
        """Return the commands of a role, for a menu."""
        ...


class Context:
    """The database, the clock, and messages to people, for a function that runs in a transaction.

    Nothing is sent from here. Messages are collected as rows for the outbox and committed together with all else.
    """

    def __init__(
        self, *, db: AsyncSession, router: BaseRouter, settings: Settings, now: datetime, cause: str = ""
    ) -> None:
        """`cause` is the `trace_id` of the message that is handled; empty where there is none."""
        self.db, self.settings, self.now, self.cause = db, settings, now, cause
        self.router = router
        self.outbox: list[OutboxMessage] = []

    async def notify(self, people: Iterable[int], words: TextLike, buttons: Rows = ()) -> int:
        """Send a notice to these people (ids) at every address where they can be reached, each in their language.

        Return the number of messages.
        """
        rows = await reachable_addresses(self.db, list(people))
        for channel, chat, language in rows:
            message = OutgoingMessage(html=to_html(words, language), rows=inline_buttons(buttons, language))
            await self.notify_chat(channel, chat, message)
        return len(rows)

    async def notify_chat(self, channel: str, chat: str, message: OutgoingMessage) -> None:
        """Send a finished message to one other chat, for example a menu that changed with a role."""
        self.outbox.append(OutboxMessage(channel, chat, Priority.NOTICE, self.now, message, cause=self.cause))
