"""Functions that run before a person is erased."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.dialog.base_context import Context

Run = Callable[[Context, int], Awaitable[None]]


@dataclass(frozen=True, eq=False)
class BeforeErasure:
    """A function `(context, person id)` that runs in the transaction that erases the person, before the erasure."""

    run: Run


def before_erasure(run: Run) -> BeforeErasure:
    """Make a function `(context, person id)` run before a person is erased."""
    return BeforeErasure(run)
