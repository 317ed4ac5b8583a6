"""An office with many people, as a process of its own."""

from __future__ import annotations

from pathlib import Path

from bench.contestants import Command
from models.db.database import Database
from tests.channels.telegram.standin import Standin
from tests.support.crowds import FIRST_ID, register

FILE = "santribot.db"


def office(size: int, per_second: int, *, paid: bool = False) -> Command:
    """`santribot run` with this limit, for so many people."""

    async def command(standin: Standin, folder: Path) -> list[str]:
        from bot.app import prepare

        config = folder / "config.toml"
        pace = "paid_broadcast = true" if paid else f"messages_per_second = {per_second}"
        config.write_text(
            f'[telegram]\ntoken = "{standin.token}"\napi_url = "{standin.url}"\n{pace}\n'
            f'[database]\nurl = "sqlite+aiosqlite:///{folder / FILE}"\n'
        )
        config.chmod(0o600)
        db = Database(f"sqlite+aiosqlite:///{folder / FILE}")
        await prepare(db)
        await register(db, size)
        await db.close()
        for number in range(size):
            standin.person(id=FIRST_ID + number)
        return ["santribot", "run", "--config", str(config)]

    return command
