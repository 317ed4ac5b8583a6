"""The context of a handler: one person's chat, while one of their messages is handled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialog.base_context import BaseRouter, Context
from bot.dialog.buttons import Button, ButtonName, P, Rows, inline_buttons
from bot.dialog.conversation import Conversation
from bot.i18n.messages import LANGUAGES, SOURCE, TextLike, _, to_html, to_plain_text
from bot.messages.incoming import IncomingMessage, Point
from bot.messages.outbox_message import OutboxMessage
from bot.messages.outgoing import MenuCommand, OutgoingMessage
from bot.messages.send_result import Priority
from bot.settings.loader import Settings
from models.people import Person, Role

MAX_TOAST = 200
"""Characters."""

Link = Callable[[str], str]
"""Takes a payload; returns an address that opens the bot with it, or an empty string."""


def no_link(_payload: str) -> str:
    """Return an empty string: the channel has no addresses that open the bot."""
    return ""


class ChatRouter(BaseRouter, Protocol):
    """The router (`bot.dialog.router`), as far as handlers and forms use it."""

    async def press(self, chat: Chat, data: str) -> None:
        """Run the function of a button."""

    async def call(self, chat: Chat, name: str, argument: str) -> None:
        """Run a command."""

    async def follow(self, chat: Chat, payload: str) -> bool:
        """Run the function of a deep link. Return False where there is none."""
        ...


class Chat(Context):
    """One message of one person, and the means to answer it."""

    router: ChatRouter

    def __init__(
        self,
        *,
        db: AsyncSession,
        router: ChatRouter,
        settings: Settings,
        incoming: IncomingMessage,
        conversation: Conversation,
        now: datetime,
        link: Link = no_link,
    ) -> None:
        super().__init__(db=db, router=router, settings=settings, now=now, cause=incoming.trace_id)
        self.incoming, self._link = incoming, link
        self.conversation = conversation
        self._changes = incoming.press.ref if incoming.press else ""
        self._answers = incoming.press.id if incoming.press else ""
        self._toast: TextLike = ""
        self.handled_by = ""
        """The name of the command, the button or the form that answers, for the log."""
        self.unknown: list[str] = []
        """Kinds of names in the message that this version does not know: "button", "form", "link"."""
        self._language: str | None = None

    # The person

    @property
    def person(self) -> Person:
        """The person. Raises `LookupError` before they have consented, which only `open` handlers meet."""
        person = self.conversation.person
        if person is None:
            raise LookupError("the person of this chat has not consented")
        return person

    @property
    def known(self) -> bool:
        """True when the person has consented that their data are stored."""
        return self.conversation.person is not None

    def may(self, role: Role) -> bool:
        """Return True when the person has `role` or a role above it."""
        person = self.conversation.person
        return Role(person.role if person else Role.MEMBER).covers(role)

    @property
    def language(self) -> str:
        """The person's language. Before it is known: that of their app, if the bot has it, or that of the settings."""
        if self._language:
            return self._language
        person = self.conversation.person
        if person is not None:
            return person.language
        return self.incoming.language if self.incoming.language in LANGUAGES else self.settings.bot.language

    @language.setter
    def language(self, language: str) -> None:
        self._language = language if language in LANGUAGES else SOURCE

    # Messages

    async def reply(
        self,
        words: TextLike,
        buttons: Rows = (),
        *,
        photos: Sequence[int] = (),
        point: Point | None = None,
        file: int | None = None,
        new: bool = False,
    ) -> None:
        """Answer the person. After a press the first answer replaces the message with the button, unless `new` is set;
        later answers are messages of their own. A message with a photo is never replaced by one without.
        """
        press = self.incoming.press
        new = new or bool(press and press.photo and not photos)
        changes, self._changes = ("" if new else self._changes), ("" if not new else self._changes)
        self._put(
            OutgoingMessage(
                html=to_html(words, self.language),
                rows=inline_buttons(buttons, self.language),
                photos=list(photos),
                point=point,
                file=file,
                changes=changes,
                changes_photo=bool(changes and press and press.photo),
                changes_only=bool(changes and self.incoming.is_delayed),
                answers=self._take_answer(),
                toast=self._take_toast(),
            )
        )

    def toast(self, words: TextLike) -> None:
        """Show a short line over the chat, as the answer to a press."""
        self._toast = words

    def press_later(self, seconds: float, data: str, *, under: str = "", once: bool = False) -> None:
        """Press a button in this chat for the person after `seconds`. `under` is the message with the button. With
        `once`, nothing is done if the same press is waiting already.
        """
        delayed = OutboxMessage(
            self.incoming.channel,
            self.incoming.chat,
            Priority.REPLY,
            self.now + timedelta(seconds=seconds),
            press=data,
            press_ref=under,
            once=once,
            cause=self.incoming.trace_id,
        )
        self.outbox.append(delayed)

    def reply_below(self) -> None:
        """Leave the message with the pressed button as it is: every answer is a new message."""
        self._changes = ""

    def link(self, payload: str) -> str:
        """Return an address that opens the bot with "/start <payload>"; empty where this channel has none."""
        return self._link(payload)

    def set_menu(self, commands: list[MenuCommand]) -> None:
        """Set the commands in the menu of this chat."""
        self._put(OutgoingMessage(menu=commands))

    def stop_asking(self) -> None:
        """Remove the button that asked for a contact or a place, before any other message is sent."""
        incoming = self.incoming
        message = OutgoingMessage(stops_asking=True)
        self.outbox.insert(
            0,
            OutboxMessage(
                incoming.channel, incoming.chat, Priority.REPLY, self.now, message, cause=incoming.trace_id
            ),
        )

    # Forms and other handlers

    async def open(self, button: ButtonName[P], *values: P.args, **named: P.kwargs) -> None:
        """Show the screen of another module's button, as if it had been pressed."""
        await self.router.buttons[button.name](self, *values, **named)

    @property
    def answers_so_far(self) -> Mapping[str, Any]:
        """The answers of the form that is open, as JSON, while one of its questions is answered."""
        return next((draft.answers for draft in self.conversation.drafts if not draft.paused), {})

    def home(self) -> list[Button]:
        """Return a button to the first screen, or an empty list where there is none."""
        return [Button(_("Menu"), self.router.home)] if self.router.home else []

    # For the worker

    def finish(self) -> list[OutboxMessage]:
        """Return all messages for the outbox. A press that got no answer gets an empty one."""
        if self._answers:
            self._put(OutgoingMessage(answers=self._take_answer(), toast=self._take_toast()))
        return self.outbox

    def _put(self, message: OutgoingMessage) -> None:
        incoming = self.incoming
        self.outbox.append(
            OutboxMessage(
                incoming.channel, incoming.chat, Priority.REPLY, self.now, message, cause=incoming.trace_id
            )
        )

    def _take_answer(self) -> str:
        answers, self._answers = self._answers, ""
        return answers

    def _take_toast(self) -> str:
        toast, self._toast = self._toast, ""
        return to_plain_text(toast, self.language)[:MAX_TOAST]
