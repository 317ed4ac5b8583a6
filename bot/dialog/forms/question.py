"""The question of a field: its text, and the options that help to answer it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialog.context import Chat
from bot.i18n.messages import TextLike, Translatable

Answers = Mapping[str, Any]
"""Answers as JSON, by field name; None where the question was skipped."""

Choice = tuple[str, TextLike]
"""The value that is stored, and the label of the button."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _AskOptions:
    hint: Translatable | None = None
    """An example of an answer."""
    label: Translatable | None = None
    """The name of the field in the summary; without it, the question."""
    optional: bool = False
    """The question may be skipped (the answer is None)."""
    labels: Mapping[Any, Translatable] | None = None
    """Labels of the members of an enum."""
    max_count: int = 10
    """Limit of photos, or of chosen members."""
    suggest: Callable[[Chat], Awaitable[Sequence[Choice]]] | None = None
    """Returns answers that are offered as buttons."""
    search: Callable[[Chat, str], Awaitable[Sequence[Choice]]] | None = None
    """Returns the possible meanings of a typed text, best first."""
    display_name: Callable[[Chat, str], Awaitable[Translatable | None]] | None = None
    """Returns the name of a found value for the summary; None where this person cannot choose it (any more)."""
    when: Callable[[Answers], bool] | None = None
    """Returns True when the question applies after the answers before it."""
    preset: Callable[[Chat], Awaitable[Any]] | None = None
    """Returns an answer (as JSON) that makes the question needless; None to ask it."""
    check: Callable[[Chat, Any, Answers], None] | None = None
    """Raises `ParseError` for a value that does not fit the answers before it."""


@dataclass(frozen=True, eq=False)
class Ask(_AskOptions):
    """The question of a field."""

    question: Translatable
