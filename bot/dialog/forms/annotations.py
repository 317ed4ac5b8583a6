"""Helpers that take type annotations apart."""

from __future__ import annotations

from typing import Annotated, Any, get_args, get_origin


def unwrap(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return the bare type of `Annotated[X | None, ...]` and all annotations, outermost last."""
    extras: tuple[Any, ...] = ()
    while True:
        if get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            extras = (*more, *extras)
        elif type(None) in get_args(hint):
            hint = next(arg for arg in get_args(hint) if arg is not type(None))
        else:
            return hint, extras
