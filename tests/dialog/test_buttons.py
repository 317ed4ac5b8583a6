"""What buttons carry, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.dialog.buttons import Button, ButtonName, Rows, button, inline_buttons
from bot.dialog.commands import Command, keyword
from bot.dialog.context import Chat
from bot.dialog.hooks import fallback
from bot.dialog.router import Router
from bot.i18n.messages import _
from bot.messages.outgoing import InlineButton
from models.people import Role
from tests.support import shop


@button("test_buttons.answer")
async def answer(chat: Chat, event_id: int, said: Role) -> None: ...


def test_a_button_carries_the_name_of_its_function_and_short_values() -> None:
    assert answer.data(12, Role.ADMIN) == "test_buttons.answer:12:admin"


@pytest.mark.parametrize("values", [("x" * 60,), ("a:b",), (1, Role.ADMIN, 3)])
def test_what_does_not_fit_is_refused_when_it_is_made(values: tuple[Any, ...]) -> None:
    with pytest.raises(ValueError, match="cannot carry"):
        answer.data(*values)


def test_rows_are_rendered_in_the_persons_language() -> None:
    rows: Rows = [
        Button(_("Batal"), answer, 1, Role.ADMIN),
        [],
        [Button("A & B", link="https://a.id"), Button("C", ask="contact")],
    ]
    assert inline_buttons(rows, "id") == [
        [InlineButton(label="Batal", data="test_buttons.answer:1:admin")],
        [InlineButton(label="A & B", url="https://a.id"), InlineButton(label="C", ask="contact")],
    ]


def test_every_button_and_command_of_the_real_bot_is_declared_once() -> None:
    from bot.app import handler_modules

    routes = Router(handler_modules())
    assert routes.home is not None
    assert set(routes.hooks) == {"entrance", "fallback"}
    assert len({name for route in routes.commands for name in route.names}) == len(routes.by_name)


def test_a_command_declared_twice_stops_the_start() -> None:
    import types

    other = types.ModuleType("other")
    other.sell = Command(names=("jual",), about=_("Lain"), run=shop.menu.run)  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="jual is declared twice"):
        Router([shop, other])


def test_a_word_declared_twice_stops_the_start() -> None:
    import types

    async def answer_it(chat: Chat) -> None: ...

    first, second = types.ModuleType("first"), types.ModuleType("second")
    first.stop = keyword("berhenti", "stop")(answer_it)  # type: ignore[attr-defined]
    second.halt = keyword("stop")(answer_it)  # type: ignore[attr-defined]
    assert set(Router([shop, first, first]).keywords) == {"berhenti", "stop"}
    with pytest.raises(ValueError, match="stop is declared twice"):
        Router([shop, first, second])


def test_two_answers_to_what_nothing_else_takes_stop_the_start() -> None:
    import types

    @fallback
    async def other(chat: Chat) -> None: ...

    module = types.ModuleType("module")
    vars(module).update(other=other)
    with pytest.raises(ValueError, match="two functions are the fallback"):
        Router([shop, module])


def test_a_name_that_no_button_has_stops_the_start() -> None:
    import types

    module = types.ModuleType("module")
    vars(module).update(SCREEN=ButtonName[[int]]("test_buttons.nowhere"))
    with pytest.raises(ValueError, match=r"no function has the button test_buttons\.nowhere"):
        Router([shop, module])


def test_a_name_makes_the_same_data_as_its_button() -> None:
    name: ButtonName[[int, Role]] = ButtonName("test_buttons.answer")
    assert name.data(12, Role.ADMIN) == answer.data(12, Role.ADMIN)


@pytest.mark.parametrize("target", [answer, ButtonName[[int, Role]](answer.name)])
def test_values_of_a_button_have_no_names(target: Any) -> None:
    with pytest.raises(ValueError, match="without names"):
        Button("A", target, 12, said=Role.ADMIN)
