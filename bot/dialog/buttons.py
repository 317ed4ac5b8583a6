"""Buttons under a message: what they say, and the function that runs when one is pressed.

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

A button carries only that name and short values, at most 64 bytes; everything else is looked up, and the role
checked, when it is pressed.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, Concatenate, Generic, ParamSpec, overload

from bot.i18n.messages import TextLike, plain
from bot.messages.outgoing import InlineButton
from models.people import Role

MAX_BYTES = 64
MAX_NUMBER = 2**63 - 1
"""Ids are no larger; a database fails on more."""
SEPARATOR = ":"

P = ParamSpec("P")
"""The values that a button carries."""

ButtonFunction = Callable[Concatenate[Any, P], Awaitable[None]]
"""Takes the chat (`bot.dialog.context.Chat`), then the values that the button carries."""


@dataclass(frozen=True)
class ButtonName(Generic[P]):
    """The name of a button that other modules lead to, declared apart from its function so that screens may lead to
    each other. The router refuses to be built where no function has it.
    """

    name: str

    def __str__(self) -> str:
        return self.name

    def data(self, *values: P.args, **named: P.kwargs) -> str:
        """The text that the button carries; its values have no names."""
        if named:
            raise ValueError(f"a button of {self.name} carries values without names")
        return button_data(self.name, values)


class InvalidPressError(ValueError):
    """The data of a press was not made by this version of the bot."""


@dataclass(frozen=True, eq=False)
class ButtonHandler(Generic[P]):
    """A function that a button runs."""

    name: str
    handler: Callable[..., Awaitable[None]]
    types: tuple[type, ...]
    role: Role = Role.MEMBER
    open: bool = False
    """Also for people who have not agreed to be kept."""
    home: bool = False
    """The screen that people return to."""
    aliases: tuple[str, ...] = ()
    """Names that it had before, and that buttons in chats still carry."""

    @cached_property
    def _signature(self) -> inspect.Signature:
        return inspect.signature(self.handler)

    async def __call__(self, chat: object, *values: P.args, **named: P.kwargs) -> None:
        """Run the function itself."""
        await self.handler(chat, *values, **named)

    def data(self, *values: P.args, **named: P.kwargs) -> str:
        """The text that the button carries: "events.rsvp:12:yes"."""
        if named:
            raise ValueError(f"a button of {self.name} carries values without names")
        if len(values) > len(self.types):
            raise ValueError(f"a button of {self.name} cannot carry {values!r}")
        return button_data(self.name, values)

    async def press(self, chat: object, values: Sequence[str]) -> None:
        """Run the function with the values of a press."""
        if len(values) > len(self.types):
            raise InvalidPressError(self.name)
        try:
            read = [_read(kind, value) for kind, value in zip(self.types, values, strict=False)]
            arguments = self._signature.bind(chat, *read)
        except (ValueError, TypeError) as error:
            raise InvalidPressError(self.name) from error
        await self.handler(*arguments.args)


def button_data(name: str, values: Sequence[Any]) -> str:
    """Join a name and values as a button carries them. Raises `ValueError` where that does not fit."""
    parts = [name, *(str(value.value if isinstance(value, Enum) else value) for value in values)]
    data = SEPARATOR.join(parts)
    if any(SEPARATOR in part for part in parts) or not carries(data):
        raise ValueError(f"a button of {name} cannot carry {values!r}")
    return data


def carries(data: str) -> bool:
    """Whether a button can carry so much."""
    return len(data.encode()) <= MAX_BYTES


def _read(kind: type, value: str) -> Any:
    read = kind(value)
    if isinstance(read, int) and abs(read) > MAX_NUMBER:
        raise ValueError("no number of ours")
    return read


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
def button(
    name: str | ButtonName[P],
    *,
    aliases: tuple[str, ...] = (),
    role: Role = Role.MEMBER,
    open: bool = False,
    home: bool = False,
) -> Callable[[ButtonFunction[P]], ButtonHandler[P]]:
    """Make a function the target of buttons. Its parameters after `chat` are whole numbers, texts or enums.

    `name` stands in people's chats for as long as their messages do: it stays, however the function is called and
    wherever it is moved. `aliases` are names that it had before.
    """

    def make(handler: ButtonFunction[P]) -> ButtonHandler[P]:
        parameters = list(inspect.signature(handler, eval_str=True).parameters.values())[1:]
        types = tuple(parameter.annotation for parameter in parameters)
        return ButtonHandler(str(name), handler, types, role, open, home, aliases)

    return make


class Button:
    """A button and its label. Pressed, it runs `target` with `values`; or it opens `link`; or it asks the person
    for their "contact" or a "place"; or it carries `data` of a form.
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

    def key(self, language: str) -> InlineButton:
        return InlineButton(label=plain(self.label, language), data=self.data, url=self.link, ask=self.ask)


Rows = Sequence[Button | Sequence[Button]]
"""Buttons under a message: a button alone is a row of its own."""


def keys(rows: Rows, language: str) -> list[list[InlineButton]]:
    return [
        [one.key(language) for one in ([row] if isinstance(row, Button) else row)]
        for row in rows
        if isinstance(row, Button) or row
    ]
