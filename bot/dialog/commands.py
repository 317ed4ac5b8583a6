"""Commands: "/produk". Menus, help and docs come from their one declaration."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.dialog.command_info import LAST, CommandInfo
from bot.dialog.context import Chat
from bot.i18n.messages import Translatable
from models.people import Role

Runner = Callable[[Chat, str], Awaitable[None]]
"""Takes the chat and what was typed behind the command."""

PUNCTUATION = " \t\n.,!…\"'“”‘’*/"
"""What may stand around a word that is said alone."""


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
    order: int = LAST,
) -> Callable[[Runner], Command]:
    """Make a function `(chat, argument)` a command that is called by each of `names`."""

    def make(run: Runner) -> Command:
        return Command(
            names=names,
            about=about,
            role=role,
            open=open,
            hidden=hidden,
            label=label,
            pauses=pauses,
            order=order,
            run=run,
        )

    return make


@dataclass(frozen=True, eq=False)
class DeepLink:
    """What a link `t.me/<bot>?start=<prefix>-<rest>` leads to."""

    prefix: str
    run: Runner
    open: bool = False


def deep_link(prefix: str, *, open: bool = False) -> Callable[[Runner], DeepLink]:
    """Make a function `(chat, rest)` the goal of links that begin with `prefix`."""
    return lambda run: DeepLink(prefix, run, open)


@dataclass(frozen=True, eq=False)
class Keyword:
    """A word that does something when it is a whole message, whatever the person is at."""

    words: tuple[str, ...]
    run: Callable[[Chat], Awaitable[None]]


def keyword(*words: str) -> Callable[[Callable[[Chat], Awaitable[None]]], Keyword]:
    """Make a function `(chat)` the answer to each of `words`, in lower case, when nothing else is said.

    It also runs for people who have not agreed to be kept. A form that is open stays where it is.
    """
    return lambda run: Keyword(words, run)


def alone(text: str) -> str:
    """ "BERHENTI!" → "berhenti"."""
    return text.strip(PUNCTUATION).casefold()


def split(text: str) -> tuple[str, str] | None:
    """ "/Produk@SantriBot baru" → ("produk", "baru"); None where the text is no command."""
    if not text.startswith("/"):
        return None
    name, _, argument = text[1:].partition(" ")
    name = name.partition("\n")[0].partition("@")[0].casefold()
    return (name, argument.strip()) if name.replace("_", "").isalnum() else None
