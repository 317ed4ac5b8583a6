"""The database that version 0.1.0 left, and what its people find when they come back to it.

A program of commit 4216388 (`tests/upgrades/make_0_1_0.py` there) made the SQL and the JSON beside this file: it let
people talk to the bot of commit 276787f, until each form had an open draft and each button stood in some chat.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from bot.messages.incoming import ButtonPress
from models.db.database import Database
from tests.upgrades.town import PAGE, OldTown

FOLDER = Path(__file__).parent
SQL = FOLDER / "v0_1_0.sql"
JSON_BUTTONS = FOLDER / "v0_1_0_buttons.json"
JSON_TYPED = FOLDER / "v0_1_0_typed.json"
JSON_NAMES = FOLDER / "v0_1_0_names.json"

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
"""When the old database was begun: Tuesday, 24 November 2026, 10.00 WIB."""
LATER = datetime(2026, 11, 24, 3, 10, tzinfo=UTC)
"""When the new program is started on it."""

STALE = "Tombol ini sudah tidak berlaku."
SORRY = "ada gangguan di pihak kami"


def entries(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def town_of(db: Database) -> OldTown:
    """The same people, when the new program runs."""
    return OldTown(db, now=LATER, _numbers=count(50_000))


@asynccontextmanager
async def settled(file: Path, *, fresh: bool = False) -> AsyncIterator[OldTown]:
    """The bot on that file. `fresh`: what waited is answered and sent first."""
    db = Database(f"sqlite+aiosqlite:///{file}")
    town = town_of(db)
    try:
        if fresh:
            await settle(town)
        yield town
    finally:
        await db.close()


async def settle(town: OldTown) -> None:
    """All that waited is answered and sent, but for broadcasts."""
    await town.takes_over()
    await town.works()
    await town.deliver()


async def answer(town: OldTown, entry: dict[str, Any]) -> dict[str, str]:
    """What becomes of a press or of what was typed: `says` is what is shown, `toast` what flies by."""
    one = town.neighbour(entry["chat"], channel=entry["channel"])
    shown, toasts = len(one.screen), len(one.toasts)
    if "text" in entry:
        what: dict[str, Any] = {"text": entry["text"]}
    else:
        ident = "0" * 12 if one.channel == PAGE else "cb"
        what = {"press": ButtonPress(data=entry["data"], ref=entry["message"], id=ident)}
    await town.receive(one.incoming(**what))
    said = [bubble.text for bubble in one.screen[shown:]]
    found = {"says": " ".join("\n".join(said).split())[:160]} if said else {}
    return found | ({"toast": one.toasts[-1]} if len(one.toasts) > toasts else {})


def alike(before: str, now: str) -> bool:
    """Whether two texts say the same thing, be it in somewhat other words: half of all their words are in both."""
    old, new = _words(before), _words(now)
    return len(old & new) * 2 >= len(old | new)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def name_of(entry: dict[str, Any]) -> str:
    """The button's name; of a button of a form what it does ("~ok")."""
    data: str = entry["data"]
    return f"~{data.split(':')[2]}" if data.startswith("~") else data.partition(":")[0]


def names(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
