"""The question of a field: its words, and what helps to answer it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialog.context import Chat
from bot.i18n.messages import TextLike, Translatable

Answers = Mapping[str, Any]
"""Field name → answer as JSON; None where the question was left out."""

Choice = tuple[str, TextLike]
"""What is kept, and what the button says."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _AskOptions:
    hint: Translatable | None = None
    """An example of an answer."""
    label: Translatable | None = None
    """What the field is called in the summary."""
    optional: bool = False
    """The question may be left out (the answer is None)."""
    labels: Mapping[Any, Translatable] | None = None
    """What the members of an enum are called."""
    at_most: int = 10
    """How many photos, or how many of several choices."""
    suggest: Callable[[Chat], Awaitable[Sequence[Choice]]] | None = None
    """Answers that are offered as buttons."""
    search: Callable[[Chat, str], Awaitable[Sequence[Choice]]] | None = None
    """What a typed text may mean, best first."""
    named: Callable[[Chat, str], Awaitable[Translatable]] | None = None
    """What a found value is called in the summary."""
    when: Callable[[Answers], bool] | None = None
    """Whether the question applies, by the answers before it."""
    preset: Callable[[Chat], Awaitable[Any]] | None = None
    """An answer (as JSON) with which the question need not be asked; None: ask it."""
    check: Callable[[Chat, Any, Answers], None] | None = None
    """Raises `ParseError` for a value that doesn't go with the answers before it."""


@dataclass(frozen=True, eq=False)
class Ask(_AskOptions):
    """The question of a field."""

    question: Translatable
