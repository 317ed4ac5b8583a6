"""What a handler holds: one person's chat, while one of their messages is handled.

Nothing is sent from here. What the handler says is collected as rows for the outbox and committed together with
what it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialog.buttons import Button, ButtonHandler, ButtonName, P, Rows, keys
from bot.dialog.command_info import CommandInfo
from bot.i18n.messages import LANGUAGES, SOURCE, TextLike, _, plain
from bot.i18n.messages import html as safe
from bot.messages.incoming import IncomingMessage, Point
from bot.messages.outbox_message import OutboxMessage
from bot.messages.outgoing import MenuCommand, OutgoingMessage
from bot.messages.send_result import Priority
from bot.settings.loader import Settings
from models.drafts import Draft
from models.people import Address, Person, Role, reachable_addresses


@dataclass
class Conversation:
    """What is kept of one chat: whose it is, and the forms that are being filled in."""

    address: Address | None = None
    person: Person | None = None
    drafts: list[Draft] = field(default_factory=list)
    kept: dict[int, Draft] = field(default_factory=dict)
    """The drafts as the database has them."""

    def changed(self) -> list[Draft]:
        """Drafts that are to be written."""
        return [draft for draft in self.drafts if self.kept.get(draft.id) != draft]

    def dropped(self) -> list[int]:
        """The ids of drafts that are to be removed."""
        return list(self.kept.keys() - {draft.id for draft in self.drafts})


Link = Callable[[str], str]
"""Payload → an address that opens the bot with it, or nothing."""


def no_link(_payload: str) -> str:
    return ""


class Routes(Protocol):
    """The router (`bot.dialog.router`), as far as handlers and forms use it."""

    @property
    def commands(self) -> Sequence[CommandInfo]: ...
    @property
    def buttons(self) -> Mapping[str, ButtonHandler[...]]: ...
    @property
    def forms(self) -> Mapping[str, type[Any]]:
        """Name → class (`bot.dialog.forms.Form`)."""

    @property
    def home(self) -> ButtonHandler[...] | None:
        """The screen that people return to."""

    async def press(self, chat: Chat, data: str) -> None: ...
    async def call(self, chat: Chat, name: str, argument: str) -> None: ...
    async def prepare_erasure(self, context: Context, person_id: int) -> None: ...
    async def follow(self, chat: Chat, payload: str) -> bool: ...
    def menu(self, role: Role, language: str) -> list[MenuCommand]: ...


class Context:
    """What a function may use while a transaction runs: the database, the clock, and messages to people.

    Nothing is sent from here. Messages are collected as rows for the outbox and committed with all else.
    """

    def __init__(
        self, *, db: AsyncSession, router: Routes, settings: Settings, now: datetime, cause: str = ""
    ) -> None:
        """`cause` is the `trace_id` of the message that is handled; empty where none is."""
        self.db, self.router, self.settings, self.now, self.cause = db, router, settings, now, cause
        self.outbox: list[OutboxMessage] = []

    async def notify(self, people: Iterable[int], words: TextLike, buttons: Rows = ()) -> int:
        """A notice to others, at every address where they are reached, each in their language. Returns how many."""
        rows = await reachable_addresses(self.db, list(people))
        for channel, chat, language in rows:
            message = OutgoingMessage(html=safe(words, language), rows=keys(buttons, language))
            self.outbox.append(
                OutboxMessage(channel, chat, Priority.NOTICE, self.now, message, cause=self.cause)
            )
        return len(rows)

    async def notify_chat(self, channel: str, chat: str, message: OutgoingMessage) -> None:
        """A ready message for one other chat (a menu that changed with a role)."""
        self.outbox.append(OutboxMessage(channel, chat, Priority.NOTICE, self.now, message, cause=self.cause))


class Chat(Context):
    """One message of one person, and the means to answer it."""

    def __init__(
        self,
        *,
        db: AsyncSession,
        router: Routes,
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
        """What answers it, for the log: a command, a button, a form."""
        self.unknown: list[str] = []
        """Kinds of names that this version does not know: of a "button", a "form", a "link"."""
        self._language: str | None = None

    # Who it is

    @property
    def person(self) -> Person:
        """The person; only for handlers that are not `open`."""
        person = self.conversation.person
        if person is None:
            raise LookupError("this chat belongs to nobody who agreed to be kept")
        return person

    @property
    def known(self) -> bool:
        """The person agreed to be kept."""
        return self.conversation.person is not None

    def may(self, role: Role) -> bool:
        person = self.conversation.person
        return Role(person.role if person else Role.MEMBER).covers(role)

    @property
    def language(self) -> str:
        """The person's language; before it is known, the one of their app, where the bot speaks it."""
        if self._language:
            return self._language
        person = self.conversation.person
        if person is not None:
            return person.language
        return self.incoming.language if self.incoming.language in LANGUAGES else self.settings.bot.language

    @language.setter
    def language(self, language: str) -> None:
        self._language = language if language in LANGUAGES else SOURCE

    # What is said

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
        """Answer. The message under which a button was pressed is changed by the first answer, unless it shall be
        `new`; later answers are messages of their own. A photo stays where it is: what has none is new.
        """
        press = self.incoming.press
        new = new or bool(press and press.photo and not photos)
        changes, self._changes = ("" if new else self._changes), ("" if not new else self._changes)
        self._put(
            OutgoingMessage(
                html=safe(words, self.language),
                rows=keys(buttons, self.language),
                photos=list(photos),
                point=point,
                file=file,
                changes=changes,
                changes_photo=bool(changes and press and press.photo),
                changes_only=bool(changes and self.incoming.by_itself),
                answers=self._take_answer(),
                toast=self._take_toast(),
            )
        )

    def toast(self, words: TextLike) -> None:
        """A short line over the chat, as the answer to a press."""
        self._toast = words

    def press_later(self, seconds: float, data: str, *, under: str = "", once: bool = False) -> None:
        """Press a button in this chat for the person after some seconds. `under`: the message it stands under;
        `once`: not if the same press waits already.
        """
        parcel = OutboxMessage(
            self.incoming.channel,
            self.incoming.chat,
            Priority.REPLY,
            self.now + timedelta(seconds=seconds),
            press=data,
            press_ref=under,
            once=once,
            cause=self.incoming.trace_id,
        )
        self.outbox.append(parcel)

    def reply_below(self) -> None:
        """The message under which a button was pressed stays as it is: all that is said is new."""
        self._changes = ""

    def link(self, payload: str) -> str:
        """An address that leads here with "/start <payload>"; empty where this channel has none."""
        return self._link(payload)

    def set_menu(self, commands: list[MenuCommand]) -> None:
        """The commands that this chat shows in its menu."""
        self._put(OutgoingMessage(menu=commands))

    def stop_asking(self) -> None:
        """The question for a contact or a place is left: its button goes, before anything else is said."""
        place = self.incoming
        message = OutgoingMessage(stops_asking=True)
        self.outbox.insert(
            0,
            OutboxMessage(place.channel, place.chat, Priority.REPLY, self.now, message, cause=place.trace_id),
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
        """A button that leads back to the first screen, where there is one."""
        return [Button(_("Menu"), self.router.home)] if self.router.home else []

    # What the worker takes

    def finish(self) -> list[OutboxMessage]:
        """All that was said; a press always gets its answer."""
        if self._answers:
            self._put(OutgoingMessage(answers=self._take_answer(), toast=self._take_toast()))
        return self.outbox

    def _put(self, message: OutgoingMessage) -> None:
        place = self.incoming
        self.outbox.append(
            OutboxMessage(place.channel, place.chat, Priority.REPLY, self.now, message, cause=place.trace_id)
        )

    def _take_answer(self) -> str:
        answers, self._answers = self._answers, ""
        return answers

    def _take_toast(self) -> str:
        toast, self._toast = self._toast, ""
        return plain(toast, self.language)[:200]
