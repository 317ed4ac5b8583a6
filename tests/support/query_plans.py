"""How SQLite would find what is asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import sqlalchemy
from sqlalchemy.ext.asyncio import AsyncSession

from models.db.database import Database


async def plans_of(db: Database, ask: Callable[[AsyncSession], Awaitable[object]]) -> list[str]:
    """How SQLite would find what is asked for, step by step."""
    asked: list[tuple[str, Any]] = []
    listening = db.engine.sync_engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3]))
    sqlalchemy.event.listen(*listening)
    async with db.read() as session:
        await ask(session)
        sqlalchemy.event.remove(*listening)
        connection = await session.connection()
        steps = []
        for statement, values in asked:
            rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            steps += [row.detail for row in rows]
    return steps
