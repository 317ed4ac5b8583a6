"""Statements that change rows, and how many rows they changed."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import CursorResult, Delete, Insert, Update
from sqlalchemy.ext.asyncio import AsyncSession

NO_SYNC = {"synchronize_session": False}
"""Execution options: no object in the session is to follow the statement."""


async def count_changed(session: AsyncSession, statement: Insert | Update | Delete, **options: Any) -> int:
    """Run `statement` with these execution options; the number of rows that it wrote or deleted."""
    done = await session.execute(statement, execution_options=options)
    return cast("CursorResult[Any]", done).rowcount
