"""Functions for what no command, button or form answers. Each is declared once.

@entrance
async def welcome(chat: Chat) -> None: ...
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.dialog.context import Chat

HookFunction = Callable[[Chat], Awaitable[None]]


class HookKind(StrEnum):
    """The occasions on which the router runs a hook: see `entrance` and `fallback`."""

    ENTRANCE = "entrance"
    FALLBACK = "fallback"


@dataclass(frozen=True, eq=False)
class Hook:
    """A function that the router runs by itself."""

    kind: HookKind
    run: HookFunction

    async def __call__(self, chat: Chat) -> None:
        """Run the function itself."""
        await self.run(chat)


def entrance(run: HookFunction) -> Hook:
    """Make a function the answer to people who have not consented yet."""
    return Hook(HookKind.ENTRANCE, run)


def fallback(run: HookFunction) -> Hook:
    """Make a function the answer to messages that no command, button or form takes."""
    return Hook(HookKind.FALLBACK, run)
