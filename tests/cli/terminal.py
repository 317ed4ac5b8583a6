"""A terminal: commands are typed in a folder, and what they print is read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from typer.testing import CliRunner, Result

from bot.cli import app
from models.db.database import Database

T = TypeVar("T")
TOKEN = "123456789:AAF-raha_sia"


def santribot(line: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, line.split(), input=typed, catch_exceptions=False)


def configure(text: str = f'[telegram]\ntoken = "{TOKEN}"\n') -> Path:
    config = Path("config.toml")
    config.write_text(text)
    config.chmod(0o600)
    return config


def in_database(work: Callable[[Database], Awaitable[T]]) -> T:
    """What `work` finds in the database of the folder."""

    async def run() -> T:
        db = Database("sqlite+aiosqlite:///santribot.db")
        try:
            return await work(db)
        finally:
            await db.close()

    return asyncio.run(run())
