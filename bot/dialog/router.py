"""The router: finds the handler function that answers a message."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import TypeVar

from bot.dialog import commands, rights
from bot.dialog.base_context import Context
from bot.dialog.buttons import SEPARATOR, ButtonHandler, ButtonName
from bot.dialog.commands import Command, DeepLink, Keyword
from bot.dialog.context import Chat
from bot.dialog.erasure import BeforeErasure
from bot.dialog.forms import Form, lifecycle
from bot.dialog.forms.screens import MARK
from bot.dialog.hooks import Hook, HookKind
from bot.dialog.lazy_files import LazyFile
from bot.dialog.rights import AnsweredError, InvalidPressError, RefusedError, Verdict
from bot.dialog.scheduled import ScheduledJob
from bot.i18n.messages import Translatable, _, to_plain_text
from bot.messages.incoming import IncomingMessage
from bot.messages.outgoing import MenuCommand
from models.people import Role

T = TypeVar("T")

NO_LONGER_VALID = _("Tombol ini sudah tidak berlaku.")
ONLY_FOR: dict[Role, Translatable] = {
    Role.MEMBER: _("Maaf, ini hanya untuk peserta."),
    Role.ORGANISER: _("Maaf, ini hanya untuk penyelenggara."),
    Role.ADMIN: _("Maaf, ini hanya untuk admin."),
}
"""Answers to people who pressed a button that needs a higher role."""


class Router:
    """All that the handler modules declare: commands, buttons, forms, links, keywords, files, jobs, hooks.

    Raises `ValueError` where two things have one name.
    """

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        self.commands: list[Command] = []
        self.by_name: dict[str, Command] = {}
        self.buttons: dict[str, ButtonHandler[...]] = {}
        self.links: dict[str, DeepLink] = {}
        self.keywords: dict[str, Keyword] = {}
        self.forms: dict[str, type[Form]] = {}
        self.files: dict[str, LazyFile] = {}
        self.jobs: list[ScheduledJob] = []
        self.before_erasure: list[BeforeErasure] = []
        self.hooks: dict[HookKind, Hook] = {}
        self.home: ButtonHandler[...] | None = None
        self._targets: set[str] = set()
        """Names of the buttons that modules lead to."""
        for module in modules:
            for value in vars(module).values():
                self._add(value)
        self.commands.sort(key=lambda command: command.order)
        missing = self._targets - self.buttons.keys()
        if missing:
            raise ValueError(f"no function has the button {min(missing)}")

    def _add(self, value: object) -> None:
        if isinstance(value, Command) and value not in self.commands:
            self.commands.append(value)
            for alias in value.names:
                _once(self.by_name, alias, value)
        elif isinstance(value, ButtonHandler):
            for called in (value.name, *value.aliases):
                if self.buttons.setdefault(called, value) is not value:
                    raise ValueError(f"two buttons are called {called}")
            self.home = value if value.home else self.home
        elif isinstance(value, ButtonName):
            self._targets.add(value.name)
        elif isinstance(value, ScheduledJob):
            if value not in self.jobs:
                self.jobs.append(value)
        elif isinstance(value, BeforeErasure):
            if value not in self.before_erasure:
                self.before_erasure.append(value)
        elif isinstance(value, LazyFile):
            if self.files.setdefault(value.name, value) is not value:
                raise ValueError(f"two files are called {value.name}")
        elif isinstance(value, DeepLink):
            if self.links.setdefault(value.prefix, value) is not value:
                raise ValueError(f"two links begin with {value.prefix}")
        elif isinstance(value, Keyword):
            for said in value.words:
                if self.keywords.setdefault(said, value) is not value:
                    raise ValueError(f"{said} is declared twice")
        elif isinstance(value, type) and issubclass(value, Form):
            for called in filter(None, (value.form_name, *value.form_aliases)):
                if self.forms.setdefault(called, value) is not value:
                    raise ValueError(f"two forms are called {called}")
        elif isinstance(value, Hook) and self.hooks.setdefault(value.kind, value) is not value:
            raise ValueError(f"two functions are the {value.kind}")

    def exempt(self, incoming: IncomingMessage) -> str:
        """Return the name of the command or the word that this is, where it is read also from a chat that writes too
        fast; else an empty string.
        """
        if word := self._find_keyword(incoming):
            return word.words[0]
        called = commands.parse_command(incoming.text)
        route = self.by_name.get(called[0]) if called else None
        return route.name if route and route.never_limited else ""

    async def handle(self, chat: Chat) -> None:
        """Answer one message. Raises whatever a handler raises."""
        asking = lifecycle.asking(chat)
        try:
            await self._handle(chat)
        except InvalidPressError as error:
            await self._refuse(chat, error)
        if asking and not lifecycle.asking(chat):
            chat.stop_asking()

    async def _handle(self, chat: Chat) -> None:
        incoming = chat.incoming
        if incoming.group:
            chat.handled_by = "group"
            await self._in_group(chat)
        elif incoming.too_fast:
            chat.handled_by = "too_fast"
            await self._too_fast(chat)
        elif incoming.edited:
            chat.handled_by = "edited"
            await self._edited(chat)
        elif incoming.press:
            await self.press(chat, incoming.press.data)
        elif (word := self._find_keyword(incoming)) and self._may_say(chat, word):
            chat.handled_by = word.words[0]
            await word.run(chat)
            await lifecycle.show_again(chat)
        elif called := commands.parse_command(incoming.text):
            await self.call(chat, *called)
        elif not chat.known:
            await self._enter(chat)
        elif not await lifecycle.answer(chat):
            chat.handled_by = "fallback"
            await self.hooks[HookKind.FALLBACK](chat)

    def _find_keyword(self, incoming: IncomingMessage) -> Keyword | None:
        shows = incoming.picture or incoming.attachment
        return None if shows else self.keywords.get(commands.normalize_keyword(incoming.text))

    def _may_say(self, chat: Chat, word: Keyword) -> bool:
        return rights.check(chat, word.role, open=word.open) is Verdict.ALLOWED

    async def press(self, chat: Chat, data: str) -> None:
        """Run the function of a button, or say that it is unknown. Raises `InvalidPressError` if the person may not."""
        if data.startswith(MARK):
            return await (lifecycle.press(chat, data) if chat.known else self._enter(chat))
        name, *values = data.split(SEPARATOR)
        action = self.buttons.get(name)
        if action is None:
            chat.unknown.append("button")
            return chat.toast(NO_LONGER_VALID)
        chat.handled_by = action.name
        await action.press(chat, values)

    async def call(self, chat: Chat, name: str, argument: str) -> None:
        """Run a command. People without the role get the same answer as for an unknown command."""
        route = self.by_name.get(name)
        verdict = rights.check(chat, route.role, open=route.open) if route else Verdict.REFUSED
        if route is None or verdict is Verdict.REFUSED:
            return await self._unknown(chat, name)
        if verdict is Verdict.STRANGER:
            return await self._enter(chat)
        chat.handled_by = f"/{route.name}"
        if route.pauses:
            lifecycle.pause(chat)
        await route.run(chat, argument)

    async def _refuse(self, chat: Chat, error: InvalidPressError) -> None:
        """Tell the person that they may not: by a line over the chat, or a message where nothing was pressed."""
        if isinstance(error, AnsweredError):
            return None
        words: Translatable = NO_LONGER_VALID
        if isinstance(error, RefusedError):
            if error.verdict is Verdict.STRANGER:
                return await self._enter(chat)
            chat.handled_by, words = "refused", ONLY_FOR[error.role]
        if chat.incoming.press:
            chat.toast(words)
        else:
            await chat.reply(words, [chat.home()])

    async def prepare_erasure(self, context: Context, person_id: int) -> None:
        """Run all functions that are declared with `before_erasure`."""
        for hook in self.before_erasure:
            await hook.run(context, person_id)

    async def follow(self, chat: Chat, payload: str) -> bool:
        """Run the function of a deep link. Return False where there is none, or the person has not consented yet."""
        prefix, _dash, rest = payload.partition("-")
        link = self.links.get(prefix)
        if link is None:
            chat.unknown.append("link")
        if link is None or rights.check(chat, link.role, open=link.open) is not Verdict.ALLOWED:
            return False
        await link.run(chat, rest)
        return True

    def menu(self, role: Role, language: str) -> list[MenuCommand]:
        """Return the commands of a role, for a menu."""
        return [
            MenuCommand(name=route.name, about=to_plain_text(route.about, language))
            for route in self.commands
            if not route.hidden and role.covers(route.role)
        ]

    async def _enter(self, chat: Chat) -> None:
        chat.handled_by = "entrance"
        await self.hooks[HookKind.ENTRANCE](chat)

    async def _unknown(self, chat: Chat, name: str) -> None:
        if not chat.known:
            return await self._enter(chat)
        lifecycle.pause(chat)
        words = _(
            "Saya tidak mengenal perintah /{name}. Ketik /bantuan untuk melihat apa yang bisa saya bantu.",
            name=name[:40],
        )
        await chat.reply(words, [chat.home()])

    async def _too_fast(self, chat: Chat) -> None:
        """Tell the person that this message and others were let go."""
        words = _(
            "Pelan-pelan, ya, Kak. Pesannya datang terlalu cepat, jadi ada yang tidak saya baca. "
            "Tunggu sebentar, lalu kirim lagi yang penting."
        )
        await chat.reply(words)

    async def _edited(self, chat: Chat) -> None:
        """Answer a change of an earlier message. Its new text is not used."""
        if chat.known and chat.incoming.text:
            await lifecycle.answer_edited(chat)

    async def _in_group(self, chat: Chat) -> None:
        """Answer a command in a group: the bot works in private chats only."""
        if commands.parse_command(chat.incoming.text):
            await chat.reply(
                _(
                    "Assalamu'alaikum. Saya hanya melayani percakapan pribadi; "
                    "silakan kirim pesan langsung kepada saya."
                )
            )


def _once(table: dict[str, T], key: str, value: T) -> None:
    if key in table:
        raise ValueError(f"{key} is declared twice")
    table[key] = value
