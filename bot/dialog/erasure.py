"""What a subject has to do before a person is erased."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.dialog.context import Context

Run = Callable[[Context, int], Awaitable[None]]


@dataclass(frozen=True, eq=False)
class BeforeErasure:
    """A function `(context, person id)` that runs in the transaction that erases the person, before it does."""

    run: Run


def before_erasure(run: Run) -> BeforeErasure:
    """Make a function run before anybody is erased."""
    return BeforeErasure(run)
