"""Buttons under a message: their labels, and the functions that run when they are pressed.

    @button("events.rsvp")
    async def rsvp(chat: Chat, event_id: int, answer: Answer) -> None: ...

    Button(_("Hadir"), rsvp, event.id, Answer.YES)

Where modules lead to each other, the name is declared apart from the function:

    RSVP: ButtonName[[int, Answer]] = ButtonName("events.rsvp")

    @button(RSVP)
    async def rsvp(chat: Chat, event_id: int, answer: Answer) -> None: ...

    Button(_("Hadir"), RSVP, event.id, Answer.YES)
    await chat.open(RSVP, event.id, Answer.YES)

mypy holds the values, and the function, against the types of the name.

A button carries only that name and short values, at most 64 bytes; everything else is looked up, and the rights
(`bot.dialog.rights`) are checked, when it is pressed. With `row`, the first value is the id of a row, and the function
gets the row.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, overload

from bot.dialog import rights
from bot.dialog.rights import MAX_NUMBER, InvalidPressError, RightsContext, RowKind
from bot.i18n.messages import TextLike, to_plain_text
from bot.messages.outgoing import InlineButton
from models.people import Role

MAX_DATA_BYTES = 64
"""Telegram's limit."""
SEPARATOR = ":"

NUMBER = re.compile(r"-?[0-9]{1,19}")
"""A whole number as buttons carry it."""

T = TypeVar("T")
P = ParamSpec("P")
"""The values that a button carries."""

ButtonFunction = Callable[Concatenate[Any, P], Awaitable[None]]
"""Takes the chat (`bot.dialog.context.Chat`), then the values that the button carries."""


@dataclass(frozen=True)
class ButtonName(Generic[P]):
    """The name of a button, declared apart from its function so that modules can lead to each other's screens without
    importing each other. The router raises `ValueError` when no function has the name.
    """

    name: str

    def __str__(self) -> str:
        return self.name

    def data(self, *values: P.args, **named: P.kwargs) -> str:
        """Return the data that the button carries. Raises `ValueError` as `button_data`; values have no names."""
        if named:
            raise ValueError(f"a button of {self.name} carries values without names")
        return button_data(self.name, values)


@dataclass(frozen=True, eq=False)
class ButtonHandler(Generic[P]):
    """A function that a button runs."""

    name: str
    handler: Callable[..., Awaitable[None]]
    types: tuple[type, ...]
    role: Role = Role.MEMBER
    open: bool = False
    """Open to people who have not consented yet, too."""
    home: bool = False
    """The first screen, to which people return."""
    aliases: tuple[str, ...] = ()
    """Earlier names, which buttons in chats still carry."""
    row: RowKind[Any] | None = None
    """The kind of row whose id is the first value."""

    @cached_property
    def _signature(self) -> inspect.Signature:
        return inspect.signature(self.handler)

    async def __call__(self, chat: RightsContext, *values: P.args, **named: P.kwargs) -> None:
        """Run the function if the person may, with the row that the first value names. Raises `InvalidPressError`."""
        rights.require(chat, self.role, open=self.open)
        await self._run(chat, values, named)

    def data(self, *values: P.args, **named: P.kwargs) -> str:
        """Return the data that the button carries: "events.rsvp:12:yes". Raises `ValueError` where it is too long."""
        if named:
            raise ValueError(f"a button of {self.name} carries values without names")
        if len(values) > len(self.types):
            raise ValueError(f"a button of {self.name} cannot carry {values!r}")
        return button_data(self.name, values)

    async def press(self, chat: RightsContext, values: Sequence[str]) -> None:
        """Run the function, as `__call__`, with the values of a press. Raises `InvalidPressError`."""
        rights.require(chat, self.role, open=self.open)
        if len(values) > len(self.types):
            raise InvalidPressError(self.name)
        try:
            read = [_parse_value(kind, value) for kind, value in zip(self.types, values, strict=False)]
            self._signature.bind(chat, *read)
        except (ValueError, TypeError) as error:
            raise InvalidPressError(self.name) from error
        await self._run(chat, read, {})

    async def _run(self, chat: RightsContext, values: Sequence[Any], named: Mapping[str, Any]) -> None:
        if self.row is not None:
            first, *others = values
            values = [await self.row.load(chat, first), *others]
        await self.handler(chat, *values, **named)


def button_data(name: str, values: Sequence[Any]) -> str:
    """Join a name and values to the data of a button. Raises `ValueError` where a button cannot carry them."""
    parts = [name, *(str(value.value if isinstance(value, Enum) else value) for value in values)]
    data = SEPARATOR.join(parts)
    if any(SEPARATOR in part for part in parts) or not fits_button(data):
        raise ValueError(f"a button of {name} cannot carry {values!r}")
    return data


def fits_button(data: str) -> bool:
    """Return True when `data` is short enough for a button."""
    return len(data.encode()) <= MAX_DATA_BYTES


def _parse_value(kind: type, value: str) -> Any:
    """Return the value of a press as the function takes it. Raises `ValueError`."""
    if kind is not int:
        if not value.isprintable():
            raise ValueError("no button carries control characters")
        return kind(value)
    if NUMBER.fullmatch(value) is None or abs(int(value)) > MAX_NUMBER:
        raise ValueError("no number that the databases can store")
    return int(value)


@overload
def button(
    name: ButtonName[P],
    *,
    aliases: tuple[str, ...] = (),
    role: Role = Role.MEMBER,
    open: bool = False,
    home: bool = False,
) -> Callable[[ButtonFunction[P]], ButtonHandler[P]]: ...
@overload
def button(
    name: str,
    *,
    aliases: tuple[str, ...] = (),
    role: Role = Role.MEMBER,
    open: bool = False,
    home: bool = False,
) -> Callable[[ButtonFunction[P]], ButtonHandler[P]]: ...
@overload
def button(
    name: ButtonName[Concatenate[int, P]],
    *,
    row: RowKind[T],
    aliases: tuple[str, ...] = (),
    role: Role = Role.MEMBER,
) -> Callable[[Callable[Concatenate[Any, T, P], Awaitable[None]]], ButtonHandler[Concatenate[int, P]]]: ...
@overload
def button(
    name: str,
    *,
    row: RowKind[T],
    aliases: tuple[str, ...] = (),
    role: Role = Role.MEMBER,
) -> Callable[[Callable[Concatenate[Any, T, P], Awaitable[None]]], ButtonHandler[Concatenate[int, P]]]: ...
def button(
    name: Any,
    *,
    row: RowKind[Any] | None = None,
    aliases: tuple[str, ...] = (),
    role: Role = Role.MEMBER,
    open: bool = False,
    home: bool = False,
) -> Any:
    """Make a function the target of buttons. Its parameters after `chat` are whole numbers, texts or enums; with `row`
    the first of them is a row of that kind, whose id the button carries.

    `name` is stored in people's chats, so it never changes, also when the function is renamed or moved. `aliases` are
    earlier names. `role` is the least role that may press it; with `open` strangers may, too.
    """

    def make(handler: Callable[..., Awaitable[None]]) -> ButtonHandler[...]:
        parameters = list(inspect.signature(handler, eval_str=True).parameters.values())[1:]
        types = [parameter.annotation for parameter in parameters]
        if row is not None:
            types[0] = int
        return ButtonHandler(str(name), handler, tuple(types), role, open, home, aliases, row)

    return make


class Button:
    """A button and its label. It runs `target` with `values`, opens `link`, asks for the person's "contact" or a
    "place" (`ask`), or carries the `data` of a form.
    """

    __slots__ = ("ask", "data", "label", "link")

    @overload
    def __init__(
        self,
        label: TextLike,
        target: ButtonHandler[P] | ButtonName[P],
        *values: P.args,
        **named: P.kwargs,
    ) -> None: ...
    @overload
    def __init__(self, label: TextLike, *, link: str = "", ask: str = "", data: str = "") -> None: ...
    def __init__(
        self,
        label: TextLike,
        target: ButtonHandler[...] | ButtonName[...] | None = None,
        *values: Any,
        link: Any = "",
        ask: Any = "",
        data: Any = "",
        **named: Any,
    ) -> None:
        self.label, self.link, self.ask = label, link, ask
        self.data = target.data(*values, **named) if target else data

    def render(self, language: str) -> InlineButton:
        """Return the button as channels show it, with its label in `language`."""
        return InlineButton(
            label=to_plain_text(self.label, language), data=self.data, url=self.link, ask=self.ask
        )


Rows = Sequence[Button | Sequence[Button]]
"""Rows of buttons; a single button is a row of its own."""


def inline_buttons(rows: Rows, language: str) -> list[list[InlineButton]]:
    """Return rows of buttons as channels show them; empty rows are left out."""
    return [
        [button.render(language) for button in ([row] if isinstance(row, Button) else row)]
        for row in rows
        if isinstance(row, Button) or row
    ]
