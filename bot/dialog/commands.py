"""Commands: "/produk". Menus, help and docs come from their one declaration."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.i18n.messages import Translatable
from models.people import Role

if TYPE_CHECKING:
    from bot.dialog.context import Chat

Runner = Callable[["Chat", str], Awaitable[None]]
"""Takes the chat and what was typed behind the command."""

PUNCTUATION = " \t\n.,!…\"'“”‘’*/"
"""What may stand around a word that is said alone."""


@dataclass(frozen=True, eq=False)
class CommandRoute:
    """A command with its Indonesian name first; `names` has its aliases too."""

    names: tuple[str, ...]
    about: Translatable
    run: Runner
    role: Role = Role.MEMBER
    open: bool = False
    """Also for people who have not agreed to be kept."""
    hidden: bool = False
    """Not in menus and help."""
    label: Translatable | None = None
    """What its button on the first screen says, where it has one."""
    pauses: bool = True
    """A form that is open is left for later."""
    order: int = 1_000
    """Where it stands in menus and help: the lowest comes first."""

    @property
    def name(self) -> str:
        return self.names[0]


def command(
    *names: str,
    about: Translatable,
    role: Role = Role.MEMBER,
    open: bool = False,
    hidden: bool = False,
    label: Translatable | None = None,
    pauses: bool = True,
    order: int = 1_000,
) -> Callable[[Runner], CommandRoute]:
    """Make a function `(chat, argument)` a command that is called by each of `names`."""

    def make(run: Runner) -> CommandRoute:
        return CommandRoute(names, about, run, role, open, hidden, label, pauses, order)

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
