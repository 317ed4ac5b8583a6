"""How far a long command is: bars for eyes, lines for a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

Told = Callable[[str, int, int], None]
"""What is being done, how much of it is done, and of how much."""


@contextmanager
def shown() -> Iterator[Told]:
    """What is told within it is shown on stderr."""
    if not sys.stderr.isatty():
        yield _line
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TaskID, TimeRemainingColumn

    tasks: dict[str, TaskID] = {}
    columns = *Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True)) as bars:

        def draw(what: str, done: int, of: int) -> None:
            if of:
                tasks[what] = tasks[what] if what in tasks else bars.add_task(what)
                bars.update(tasks[what], completed=done, total=of)

        yield draw


def _line(what: str, done: int, of: int) -> None:
    """When something is finished."""
    if of and done == of:
        typer.echo(f"{what}: {of}", err=True)


def table(rows: list[tuple[str, ...]]) -> None:
    """Rows in columns, the first row being the head."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
