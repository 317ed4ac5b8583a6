"""The table of rights: each command, button, form, link and keyword, with what each kind of person may do.

It comes from the declarations alone. `python -m tests.rights.writing` writes it to docs/rights.md, and a test tries
each cell of that document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.dialog.rights import RowKind
from bot.dialog.router import Router
from models.people import Role


class Kind(StrEnum):
    """A kind of things that rights are declared for."""

    COMMAND = "command"
    BUTTON = "button"
    FORM = "form"
    """Its start, each answer, and its finish."""
    LINK = "link"
    KEYWORD = "keyword"


class Right(StrEnum):
    """The content of a cell."""

    YES = "yes"
    NO = "no"
    OWN = "own"
    """The person's own rows only."""
    OTHERS = "others'"
    """The rows of others only."""


class PersonKind(StrEnum):
    """A column of the table."""

    STRANGER = "stranger"
    """A person who has not consented yet: they are asked to, in place of everything that says no."""
    MEMBER = "member"
    ORGANISER_OWN = "organiser, own"
    ORGANISER_OTHERS = "organiser, others'"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table."""

    kind: Kind
    name: str
    rows: str
    """The kind of rows that it names; empty where it names none."""
    rights: tuple[Right, ...]
    """One for each `PersonKind`."""


def entries(router: Router) -> list[Entry]:
    """Return the table of all that the router knows, by kind and name."""
    return sorted({*_entries(router)}, key=lambda entry: (list(Kind).index(entry.kind), entry.name))


def _entries(router: Router) -> Iterator[Entry]:
    for command in router.commands:
        yield _entry(Kind.COMMAND, f"/{command.name}", command.role, command.open)
    for button in router.buttons.values():
        yield _entry(Kind.BUTTON, button.name, button.role, button.open, button.row)
    for form in router.forms.values():
        yield _entry(Kind.FORM, form.form_name, form.role, False, form.changes)
    for link in router.links.values():
        yield _entry(Kind.LINK, link.prefix, link.role, link.open)
    for keyword in router.keywords.values():
        yield _entry(Kind.KEYWORD, keyword.words[0], keyword.role, keyword.open)


def _entry(kind: Kind, name: str, role: Role, open: bool, row: RowKind[Any] | None = None) -> Entry:
    own, others = right_on_rows(Role.ORGANISER, role, row)
    return Entry(
        kind,
        name,
        row.name if row else "",
        (
            Right.YES if open else Right.NO,
            _joined(*right_on_rows(Role.MEMBER, role, row)),
            Right.YES if own else Right.NO,
            Right.YES if others else Right.NO,
            _joined(*right_on_rows(Role.ADMIN, role, row)),
        ),
    )


def right_on_rows(has: Role, needed: Role, row: RowKind[Any] | None) -> tuple[bool, bool]:
    """Return whether somebody with the role `has` may use it on rows of their own, and on those of others."""
    if not has.covers(needed):
        return False, False
    if row is None or row.owner is None:
        return True, True
    return row.own, row.others is not None and has.covers(row.others)


def _joined(own: bool, others: bool) -> Right:
    if own == others:
        return Right.YES if own else Right.NO
    return Right.OWN if own else Right.OTHERS


def render(found: Sequence[Entry]) -> str:
    """Return the table as Markdown, a section for each kind."""
    sections = []
    for kind in Kind:
        lines = [
            f"## {kind.capitalize()}s",
            "",
            "| " + " | ".join([kind, "rows", *PersonKind]) + " |",
            "| --- " * (2 + len(PersonKind)) + "|",
        ]
        lines += [
            "| " + " | ".join([f"`{one.name}`", one.rows, *one.rights]) + " |"
            for one in found
            if one.kind is kind
        ]
        sections.append("\n".join(lines))
    return "\n\n".join(sections)
