"""Writes the next migration from how the tables differ from the last one: to be read and corrected."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from sqlalchemy import Connection

from models.db.database import Database
from models.migrations.configuration import configuration
from models.migrations.migrate import VERSIONS, alone, upgrade


async def write(message: str) -> None:
    with TemporaryDirectory() as folder:
        db = Database(f"sqlite+aiosqlite:///{Path(folder) / 'scratch.db'}")
        await upgrade(db)
        async with alone(db) as connection:
            await connection.run_sync(_write, message)
        await db.close()


def _write(connection: Connection, message: str) -> None:
    number = f"{len(VERSIONS) + 1:04}"
    command.revision(configuration(connection), message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1]))
