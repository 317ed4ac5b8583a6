"""docs/rights.md as the tests read it: what is allowed is what the document says, not what the code does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.dialog.rights_table import Entry, Kind, PersonKind, Right
from tests.support.paths import ROOT

DOCUMENT = ROOT / "docs" / "rights.md"
COLUMNS = 2 + len(PersonKind)


def rows_of(heading: str) -> Iterator[Sequence[str]]:
    """The cells of the lines below a heading, without the head of the table."""
    section = DOCUMENT.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    for line in section.splitlines():
        if line.startswith("| `"):
            yield [cell.strip().strip("`") for cell in line.strip("|").split("|")]


def documented() -> list[Entry]:
    return [
        Entry(kind, name, rows, tuple(map(Right, rights)))
        for kind in Kind
        for name, rows, *rights in rows_of(f"{kind.capitalize()}s")
    ]


def documented_pages() -> dict[str, str]:
    return {row[0]: row[1] for row in rows_of("Pages")}
