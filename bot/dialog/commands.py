"""Commands ("/produk"), deep links and keywords. Menus, help and docs are made from the same declaration."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.dialog.command_info import DEFAULT_ORDER, CommandInfo
from bot.dialog.context import Chat
from bot.i18n.messages import Translatable
from models.people import Role

Runner = Callable[[Chat, str], Awaitable[None]]
"""Takes the chat and the text after the command."""

PUNCTUATION = " \t\n.,!…\"'“”‘’*/"
"""Characters that are ignored around a keyword."""

MAX_KEYWORD = 64
"""Characters; longer texts are no keywords."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Command(CommandInfo):
    """A command and the function that it runs."""

    run: Runner


def command(
    *names: str,
    about: Translatable,
    role: Role = Role.MEMBER,
    open: bool = False,
    hidden: bool = False,
    label: Translatable | None = None,
    pauses: bool = True,
    never_limited: bool = False,
    order: int = DEFAULT_ORDER,
) -> Callable[[Runner], Command]:
    """Make a function `(chat, argument)` a command that each of `names` calls."""

    def make(run: Runner) -> Command:
        return Command(
            names=names,
            about=about,
            role=role,
            open=open,
            hidden=hidden,
            label=label,
            pauses=pauses,
            never_limited=never_limited,
            order=order,
            run=run,
        )

    return make


@dataclass(frozen=True, eq=False)
class DeepLink:
    """The function that a link `t.me/<bot>?start=<prefix>-<rest>` runs."""

    prefix: str
    run: Runner
    role: Role = Role.MEMBER
    open: bool = False


def deep_link(prefix: str, *, role: Role = Role.MEMBER, open: bool = False) -> Callable[[Runner], DeepLink]:
    """Make a function `(chat, rest)` the target of links that begin with `prefix`."""
    return lambda run: DeepLink(prefix, run, role, open)


@dataclass(frozen=True, eq=False)
class Keyword:
    """Words that run a function when one of them is the whole message, also while a form is open."""

    words: tuple[str, ...]
    run: Callable[[Chat], Awaitable[None]]
    role: Role = Role.MEMBER
    open: bool = True


def keyword(*words: str) -> Callable[[Callable[[Chat], Awaitable[None]]], Keyword]:
    """Make a function `(chat)` the answer to a message that is one of `words` (in lower case) and nothing else.

    It also runs for people who have not consented yet, and in chats that write too fast. A form that is open stays
    open.
    """
    return lambda run: Keyword(words, run)


def normalize_keyword(text: str) -> str:
    """Remove punctuation and case: "BERHENTI!" → "berhenti"."""
    return text.strip(PUNCTUATION)[:MAX_KEYWORD].casefold()


def parse_command(text: str) -> tuple[str, str] | None:
    """Split a command into name and argument: "/Produk@SantriBot baru" → ("produk", "baru").

    Return None where the text is not a command.
    """
    if not text.startswith("/"):
        return None
    name, _, argument = text[1:].partition(" ")
    name = name.partition("\n")[0].partition("@")[0].casefold()
    return (name, argument.strip()) if name.replace("_", "").isalnum() else None
