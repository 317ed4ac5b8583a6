"""The contract between the program and a channel's package: what `bot/channels/<folder>/plugin.py` registers.

Nothing heavy is imported here or in a `plugin.py`: the command line reads all plugins to show its help. A method
imports what it needs when it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from bot.channels.base import Channel
    from bot.media.library import MediaService
    from bot.messages.outgoing import MenuCommand
    from bot.settings.loader import Settings
    from bot.settings.schema import Section

Menus: TypeAlias = "Mapping[str, Sequence[MenuCommand]]"
"""Language → its commands."""


Link: TypeAlias = "Callable[[str], str]"
"""Takes a payload, and returns an address that opens the bot with "/start <payload>"."""


class AccountError(Exception):
    """The messenger cannot be asked about the bot's account; the text says why, without secrets."""


class InvalidCredentialsError(AccountError):
    """The messenger does not know the account."""


class ChannelOffError(Exception):
    """A command needs a channel that the settings do not turn on; the text names the key."""


@dataclass(frozen=True)
class ChannelContext:
    """Parts that a channel is made of."""

    settings: Settings
    library: MediaService
    menus: Menus
    """The commands that every chat starts with."""


@dataclass(frozen=True)
class SetupOption:
    """An option of `santribot init`, which sets a key of the channel's section."""

    key: str
    metavar: str
    help: str
    default: str

    @property
    def flag(self) -> str:
        return "--" + self.key.replace("_", "-")


@dataclass(frozen=True)
class SetupQuestion:
    """A question of `santribot init`, whose answer sets a key of the channel's section."""

    key: str
    prompt: str
    check: Callable[[Mapping[str, str]], Coroutine[Any, Any, None]]
    """Takes the options and answers so far. Raises `InvalidCredentialsError` where it has to be asked again, another
    `AccountError` where that would not help.
    """
    secret: bool = False


@dataclass(frozen=True)
class ChannelCommand:
    """One command of the program, as `santribot webhook show`."""

    name: str
    help: str
    run: Callable[[Settings], Coroutine[Any, Any, Sequence[str]]]
    """Returns the lines to print. Raises `ChannelOffError` or `AccountError`."""


@dataclass(frozen=True)
class CommandGroup:
    """Commands under one name, as `santribot webhook`."""

    name: str
    help: str
    commands: Sequence[ChannelCommand]


class ChannelPlugin:
    """A channel as the program finds it. What a channel does not have need not be overridden."""

    name: str
    """The channel's name in the database and in addresses like "telegram:123"."""
    title: str
    """The name that people know it by."""
    setup_options: Sequence[SetupOption] = ()
    setup_questions: Sequence[SetupQuestion] = ()
    """Without a question `santribot init` leaves the channel out."""

    def section(self) -> type[Section]:
        """The class of the channel's section in the settings."""
        raise NotImplementedError

    def is_enabled(self, settings: Settings) -> bool:
        """Whether the settings turn the channel on."""
        raise NotImplementedError

    def switch(self) -> str:
        """The key that turns the channel on: "telegram.token"."""
        raise NotImplementedError

    def create(self, context: ChannelContext) -> Channel | None:
        """The channel; None where the program does not run it. Called only where it is enabled."""
        raise NotImplementedError

    def missing(self, settings: Settings) -> Mapping[str, str]:
        """Keys that an enabled channel needs because of other settings, each with the value that is right; an empty
        value stands for the key's own description.
        """
        return {}

    def role_problem(self, settings: Settings) -> str:
        """The reason why an enabled channel cannot be shared among processes; empty where it can."""
        return ""

    async def check(self, settings: Settings) -> Sequence[str]:
        """Problems of an enabled channel's account, a line for each: for `santribot check`."""
        return ()

    def notes(self, settings: Settings) -> Sequence[str]:
        """Remarks about an enabled channel for whoever runs it, which are no problems, a line for each."""
        return ()

    async def linker(self, settings: Settings) -> Link | None:
        """The maker of addresses of an enabled channel that does not run; None where it has none. Raises
        `AccountError`.
        """
        return None

    def commands(self) -> Sequence[CommandGroup]:
        """Commands of the program that concern this channel alone."""
        return ()
