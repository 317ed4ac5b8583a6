"""Progress of a long command: bars for eyes, lines for a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

Progress = Callable[[str, int, int], None]
"""Takes the name of the work, how much of it is done, and of how much."""


@contextmanager
def show_progress() -> Iterator[Progress]:
    """Show the progress within it on stderr."""
    if not sys.stderr.isatty():
        yield _line
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, TaskID, TimeRemainingColumn
    from rich.progress import Progress as Bars

    tasks: dict[str, TaskID] = {}
    columns = *Bars.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn()
    with Bars(*columns, console=Console(stderr=True)) as bars:

        def draw(what: str, done: int, of: int) -> None:
            if of:
                tasks[what] = tasks[what] if what in tasks else bars.add_task(what)
                bars.update(tasks[what], completed=done, total=of)

        yield draw


def _line(what: str, done: int, of: int) -> None:
    """Print a line when some work is finished."""
    if of and done == of:
        typer.echo(f"{what}: {of}", err=True)


def table(rows: list[tuple[str, ...]]) -> None:
    """Rows in columns, the first row being the head."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
