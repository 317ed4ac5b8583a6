"""The description of a command, for menus, help and the first screen."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n.messages import Translatable
from models.people import Role

DEFAULT_ORDER = 1_000
"""`CommandInfo.order` of commands that do not set it: they come last."""


@dataclass(frozen=True, eq=False, kw_only=True)
class CommandInfo:
    """A command. `names` begins with its Indonesian name; the others are aliases."""

    names: tuple[str, ...]
    about: Translatable
    role: Role = Role.MEMBER
    open: bool = False
    """Open to people who have not consented yet, too."""
    hidden: bool = False
    """Left out of menus and help."""
    label: Translatable | None = None
    """The label of its button on the first screen; None where it has no button."""
    pauses: bool = True
    """The command pauses a form that is open."""
    never_limited: bool = False
    """Read also from a chat that writes too fast."""
    order: int = DEFAULT_ORDER
    """Position in menus and help: the lowest comes first."""

    @property
    def name(self) -> str:
        """The Indonesian name."""
        return self.names[0]
