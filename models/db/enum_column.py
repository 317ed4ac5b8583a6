"""Columns that hold one of a few words."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Enum

WIDTH = 24
"""Room for the longest word, and for longer ones later."""


def enum_column(kind: type[StrEnum]) -> Enum:
    """A column type: kept as the member's value, read as the member."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=WIDTH,
        values_callable=lambda members: [member.value for member in members],
    )
