"""Statements that only PostgreSQL knows, about a whole database."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection


async def major_version(connection: AsyncConnection) -> int:
    """The major version of the server: 16, 17."""
    return int(await connection.scalar(text("SHOW server_version_num"))) // 10_000


async def current_schema(connection: AsyncConnection) -> str:
    return str(await connection.scalar(text("SELECT current_schema()")))


async def export_snapshot(connection: AsyncConnection) -> str:
    """The name under which `pg_dump` sees what this transaction sees, until it ends."""
    return str(await connection.scalar(text("SELECT pg_export_snapshot()")))


async def analyze(connection: AsyncConnection) -> None:
    """Let PostgreSQL count; until it knows how much there is, it finds slow ways to it."""
    await connection.execute(text("ANALYZE"))
