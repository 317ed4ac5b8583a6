"""Rights: who may use a command, a button, a form or a link, and on whose rows. They are declared where the thing is
declared, and checked here and nowhere else, each time, before the handler runs.

    OWN_PRODUCT = RowKind("product", find=products.listed, owner=lambda product: product.owner_id)

    @button("products.show", row=OWN_PRODUCT)
    async def show_product(chat: Chat, product: Product) -> None: ...

The button carries the id; the function gets the row, which is there and which the person may use.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from models.people import Person, Role

T = TypeVar("T")

MAX_NUMBER = 2**63 - 1
"""The largest integer that the databases can store."""


class RightsContext(Protocol):
    """The part of a chat (`bot.dialog.context.Chat`) that rights depend on."""

    @property
    def db(self) -> AsyncSession:
        """The transaction of the message."""
        ...

    @property
    def known(self) -> bool:
        """True when the person has consented that their data are stored."""
        ...

    @property
    def person(self) -> Person:
        """The person, once known."""
        ...

    def may(self, role: Role) -> bool:
        """Return True when the person has `role` or a role above it."""
        ...


class Verdict(Enum):
    """The outcome of a check of rights."""

    ALLOWED = "allowed"
    STRANGER = "stranger"
    """The person has to consent first that their data are stored."""
    REFUSED = "refused"


class InvalidPressError(ValueError):
    """The data of a press fits nothing that the person may use: it comes from another version of the bot, from before
    the thing changed hands, or from a forger.
    """


class RefusedError(InvalidPressError):
    """The person may not use this: `verdict` tells why, `role` is what it needs."""

    def __init__(self, verdict: Verdict, role: Role) -> None:
        super().__init__(verdict.value)
        self.verdict, self.role = verdict, role


class AnsweredError(InvalidPressError):
    """The row cannot be used, and the person was told so already."""


def check(chat: RightsContext, role: Role, *, open: bool = False) -> Verdict:
    """Return whether the person may use what needs `role`, or is `open` to people who have not consented yet."""
    if not (chat.known or open):
        return Verdict.STRANGER
    return Verdict.ALLOWED if chat.may(role) else Verdict.REFUSED


def require(chat: RightsContext, role: Role, *, open: bool = False) -> None:
    """Raise `RefusedError` where `check` does not allow it."""
    verdict = check(chat, role, open=open)
    if verdict is not Verdict.ALLOWED:
        raise RefusedError(verdict, role)


@dataclass(frozen=True, kw_only=True, eq=False)
class _RowRights(Generic[T]):
    find: Callable[[AsyncSession, int], Awaitable[T | None]]
    """Returns the row with this id; None where there is none that could be used."""
    owner: Callable[[T], int | None] | None = None
    """Returns the person (id) whose row it is, or None where they were erased. Without it, rows are nobody's."""
    own: bool = True
    """The owner may use it."""
    others: Role | None = None
    """The least role of which people may use rows of others; None where nobody may."""
    ownerless: Role | None = None
    """The least role of which people may use rows whose owner was erased; None where that is `others`."""
    is_ready: Callable[[Any, T], Awaitable[bool]] | None = None
    """Returns False, having told the person why, where its state allows nothing now. Takes the chat and the row."""
    refuse: Callable[[Any, T | None], Awaitable[None]] | None = None
    """Tells the person that there is no such row (None), or that they may not use it. Without it, they read that the
    button is no longer valid. Takes the chat.
    """


@dataclass(frozen=True, eq=False)
class RowKind(_RowRights[T]):
    """Rows of a table that buttons and forms name by their id, and who may use which of them. `name` is for
    docs/rights.md.
    """

    name: str

    async def load(self, chat: RightsContext, number: int) -> T:
        """Return the row if it is there and the person may use it. Raises `InvalidPressError`."""
        row = await self._find(chat, number)
        if row is None or not self.allows(chat, row):
            if self.refuse is None:
                raise InvalidPressError(self.name)
            await self.refuse(chat, row)
            raise AnsweredError(self.name)
        if self.is_ready is not None and not await self.is_ready(chat, row):
            raise AnsweredError(self.name)
        return row

    async def get(self, chat: RightsContext, value: str) -> T | None:
        """Return the row whose id somebody chose in a form; None where there is none that the person may use."""
        row = await self._find(chat, int(value) if value.isdecimal() else 0)
        return row if row is not None and self.allows(chat, row) else None

    async def _find(self, chat: RightsContext, number: int) -> T | None:
        return await self.find(chat.db, number) if 0 < number <= MAX_NUMBER else None

    def allows(self, chat: RightsContext, row: T) -> bool:
        """Return True when the person may use this row."""
        if self.owner is None:
            return True
        owner = self.owner(row)
        if owner == chat.person.id:
            return self.own
        least = (self.ownerless or self.others) if owner is None else self.others
        return least is not None and chat.may(least)
