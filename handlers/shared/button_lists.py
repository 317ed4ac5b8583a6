"""Buttons for lists: pages, rows, and ticks on what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from bot.dialog.buttons import Button, ButtonHandler
from bot.i18n.messages import TextLike, _

T = TypeVar("T")


def page_of(items: Sequence[T], number: int, size: int) -> tuple[Sequence[T], int, int]:
    """The items of a page, its number and the number of the last; a page that is not there is the nearest."""
    last = max(0, (len(items) - 1) // size)
    number = min(max(number, 0), last)
    return items[number * size : (number + 1) * size], number, last


def page_buttons(number: int, last: int, target: ButtonHandler[...], *values: Any) -> list[Button]:
    """Buttons to the page before and after; `target` takes `values` and then a page's number."""
    before = [Button(_("‹ Sebelumnya"), target, *values, number - 1)] if number > 0 else []
    after = [Button(_("Berikutnya ›"), target, *values, number + 1)] if number < last else []
    return [*before, *after]


def batched(items: Sequence[T], size: int) -> list[list[T]]:
    """The items in groups of at most `size`: buttons in rows, ids in statements."""
    return [list(items[start : start + size]) for start in range(0, len(items), size)]


def ticked(label: TextLike, on: bool) -> TextLike:
    """The label of something that can be chosen, with a tick where it is."""
    return _("✓ {label}", label=label) if on else label
