"""Scheduled jobs: functions that run for rows with a time, in the table of their subject.

    @scheduled("broadcasts.start", due=lifecycle.due)
    async def start_due(context: Context, broadcast_id: int) -> None: ...

The scheduler (`bot.queue.scheduler`) asks `due` for the ids of rows whose time has come and calls the function for
each, in a transaction of its own. Another process may do the same at the same moment, and a process may end before it
commits: the function locks its row and looks again whether it is still due.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialog.base_context import Context

Due = Callable[[AsyncSession, datetime], Awaitable[Sequence[int]]]
"""Returns the ids of the rows whose time has come, the earliest first."""

Run = Callable[[Context, int], Awaitable[None]]


@dataclass(frozen=True, eq=False)
class ScheduledJob:
    """A function that runs for each row that is due. `name` is its name in logs and metrics."""

    name: str
    due: Due
    run: Run

    async def __call__(self, context: Context, number: int) -> None:
        """Run the function itself."""
        await self.run(context, number)


def scheduled(name: str, *, due: Due) -> Callable[[Run], ScheduledJob]:
    """Make a function `(context, id)` run for each row that is `due`."""
    return lambda run: ScheduledJob(name, due, run)
