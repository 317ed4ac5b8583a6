"""Fields of the settings: the sentence "it must be ..." is made from the limits, so that the two cannot differ.

`explains` is the comment above the key in `config.example.toml`; `{right}` in it stands for that sentence's end.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import Field
from pydantic.fields import FieldInfo

EXPLAINS = "explains"
MAX_PORT = 65535


def setting(default: Any, right: str, explains: str, **limits: Any) -> Any:
    """A key whose value must be `right`; `limits` are pydantic's."""
    return Field(default=default, description=right, json_schema_extra={EXPLAINS: explains}, **limits)


def explanation(field: FieldInfo) -> str:
    """The comment above the key in the example."""
    extra = field.json_schema_extra
    text = extra.get(EXPLAINS, "") if isinstance(extra, dict) else ""
    return str(text).replace("{right}", str(field.description))


def whole_number(
    default: int, explains: str, *, least: int = 1, most: int | None = None, zero: str = ""
) -> Any:
    """A whole number of at least `least`. `zero` is the meaning of 0, "for none", which is then allowed too."""
    span = f" from {least} to {most}" if most is not None else ""
    right = f"a whole number{span}{f', 0 {zero}' if zero else ''}"
    return setting(default, right, explains, ge=0 if zero else least, le=most)


def positive_number(default: float, explains: str, *, most: int) -> Any:
    """A number above 0."""
    return setting(default, f"a number up to {most}", explains, gt=0, le=most)


def true_or_false(default: bool, explains: str) -> Any:
    return setting(default, "true or false", explains)


def one_of(values: Iterable[str], default: str, explains: str, right: str = "") -> Any:
    """A text out of a few; the annotation of the key checks it."""
    return setting(default, right or alternatives(values), explains)


def alternatives(values: Iterable[str]) -> str:
    """'"id" or "en" or "jv"' → as commas and one "or" read better: '"id", "en" or "jv"'."""
    *most, last = (f'"{value}"' for value in values)
    return f"{', '.join(most)} or {last}" if most else last
