"""The report of a broadcast as a table: a line for each recipient, written a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

WIDTHS = (30, 30, 24, 16, 40, 20, 16)
"""Of the columns, in letters."""

COMPUTED = ("=", "+", "-", "@", "#")
"""What begins so may be taken for something to be computed, unless it is marked as a text."""

SHOWN_AS_TEXT = "@"
"""The number format of a text."""

Line = Sequence[str]


class RecipientSheet:
    """An XLSX file that grows line by line; what is written is no longer held in memory. To be used in a thread."""

    def __init__(self, title: str, head: Line) -> None:
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet(title)
        self._sheet.freeze_panes = "A2"
        for number, width in enumerate(WIDTHS):
            self._sheet.column_dimensions[chr(ord("A") + number)].width = width
        self._sheet.append([self._bold(text) for text in head])

    def add(self, page: Iterable[Line]) -> None:
        for line in page:
            self._sheet.append([self._text(ILLEGAL_CHARACTERS_RE.sub("", value)) for value in line])

    def finish(self) -> bytes:
        """The whole file; nothing can be added any more."""
        whole = BytesIO()
        self._book.save(whole)
        return whole.getvalue()

    def _text(self, value: str) -> str | Cell:
        if not value.startswith(COMPUTED):
            return value
        cell = WriteOnlyCell(self._sheet, value)
        cell.data_type, cell.number_format = "s", SHOWN_AS_TEXT
        return cell

    def _bold(self, value: str) -> Cell:
        cell = WriteOnlyCell(self._sheet, value)
        cell.font = Font(bold=True)
        return cell
