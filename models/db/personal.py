"""Declarations of which columns of a table are about a person.

Each table has them as `__personal__`; export and erasure (`models.erasure`) follow from them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnedBy:
    """Rows that are one person's, and are erased with them. `column` refers to the person, or to a row of theirs."""

    column: str


@dataclass(frozen=True, slots=True)
class InChats:
    """Rows of a chat, by the columns `channel` and `chat`: they are of the person who is reached there.

    `channel` is the only channel, where the table has no such column. Rows that have a value in the column `unless`
    are left out.
    """

    channel: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Rows that a person made for the programme: they stay when the person goes, with null in `column`."""

    column: str


@dataclass(frozen=True, slots=True)
class PartOf:
    """Parts of the row that `column` refers to: exported for the person in its column `signed_by`, and never erased."""

    column: str
    signed_by: str


Declaration = OwnedBy | InChats | SignedBy | PartOf

NOT_PERSONAL: tuple[Declaration, ...] = ()
"""Declaration of tables with nothing about people, or nothing that another table does not have."""
