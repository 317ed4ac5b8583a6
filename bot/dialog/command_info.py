"""The facts about a command that menus, help and the first screen are made of."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n.messages import Translatable
from models.people import Role

LAST = 1_000
"""The place of commands that name none."""


@dataclass(frozen=True, eq=False, kw_only=True)
class CommandInfo:
    """A command with its Indonesian name first; `names` has its aliases too."""

    names: tuple[str, ...]
    about: Translatable
    role: Role = Role.MEMBER
    open: bool = False
    """Also for people who have not agreed to be kept."""
    hidden: bool = False
    """Not in menus and help."""
    label: Translatable | None = None
    """What its button on the first screen says, where it has one."""
    pauses: bool = True
    """A form that is open is left for later."""
    order: int = LAST
    """Its place in menus and help: the lowest comes first."""

    @property
    def name(self) -> str:
        return self.names[0]
