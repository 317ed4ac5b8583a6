"""The dump of the database: one file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.maintenance.backup import postgres
from bot.maintenance.backup.manifest import DUMP, SQLITE, BackupError, Manifest
from models.db.database import Database
from models.db.dialect import is_sqlite
from models.db.sqlite import BUSY_MS
from models.db.url import sqlite_file
from models.migrations import migrate
from models.transfer import copy, table_reader, target_check
from models.transfer import postgres as server
from models.transfer.blob_digests import digests
from models.transfer.copy import Progress
from models.transfer.fingerprint import TableChecksum, checksums, fingerprint

Warn = Callable[[str], None]
"""Takes a line that the operator should read."""


@dataclass(frozen=True, slots=True)
class DumpInfo:
    """The dump of the database at one moment. `digests` is a file with a line for each content that rows refer to."""

    file: Path
    version: str
    tables: Mapping[str, TableChecksum]
    digests: Path


async def dump(db: Database, folder: Path, progress: Progress, warn: Warn) -> DumpInfo:
    """Dump the database into a file in `folder`; the bot may run meanwhile. Raises `BackupError`."""
    if is_sqlite(db):
        file = folder / SQLITE
        await asyncio.to_thread(_copy_online, str(sqlite_file(db.url)), file)
        return await _as_sqlite(file)
    async with table_reader.snapshot(db) as connection:
        major = await server.major_version(connection)
        if (reason := await postgres.dump_obstacle(major)) is None:
            return await _with_pg_dump(db, connection, folder)
    warn(f"{reason}: the tables are copied in its place, which is as good and takes longer")
    async with _sqlite(folder / SQLITE) as copied:
        await copy.copy(db, copied, progress)
    return await _as_sqlite(folder / SQLITE)


async def load(manifest: Manifest, file: Path, db: Database, progress: Progress) -> None:
    """Fill a new or empty database and upgrade it. Raises `BackupError`, `TargetNotEmptyError`."""
    if manifest.dump.name == SQLITE:
        async with _sqlite(file) as dumped:
            await copy.copy(dumped, db, progress, expected=manifest.checksums, upgrade=True)
        return
    async with migrate.alone(db) as connection:
        await target_check.clear_target(connection)
        schema = await server.current_schema(connection)
    await postgres.restore(db.url, schema, file)
    if await fingerprint(db) != manifest.checksums:
        raise BackupError(
            "the rows that were restored are not those that were counted when the backup was made"
        )
    await migrate.upgrade(db)
    async with db.engine.begin() as connection:
        await server.analyze(connection)


def _copy_online(source: str, to: Path) -> None:
    """Copy a SQLite database while others write, then pack the copy: it still has the bytes of deleted rows."""
    whole, seconds = to.with_suffix(".whole"), BUSY_MS / 1000
    with closing(sqlite3.connect(source, timeout=seconds)) as live, closing(sqlite3.connect(whole)) as copied:
        live.backup(copied)
        copied.execute("VACUUM INTO ?", [str(to)])
    whole.unlink()


async def _as_sqlite(file: Path) -> DumpInfo:
    """Describe a dump that is a SQLite file. Turn its WAL off, so that it is a single file."""
    async with _sqlite(file) as db, table_reader.snapshot(db) as connection:
        dumped = await _described(connection, file)
    with closing(sqlite3.connect(file)) as packed:
        packed.execute("PRAGMA journal_mode=DELETE")
    return dumped


async def _with_pg_dump(db: Database, connection: AsyncConnection, folder: Path) -> DumpInfo:
    snapshot = await server.export_snapshot(connection)
    schema = await server.current_schema(connection)
    await postgres.dump(db.url, schema, snapshot, folder / DUMP)
    return await _described(connection, folder / DUMP)


async def _described(connection: AsyncConnection, file: Path) -> DumpInfo:
    listed = file.with_name("digests")
    with listed.open("x", encoding="ascii") as lines:
        async for digest in digests(connection):
            lines.write(f"{digest}\n")
    version = await migrate.version(connection)
    return DumpInfo(file, version or "", await checksums(connection), listed)


@asynccontextmanager
async def _sqlite(file: Path) -> AsyncIterator[Database]:
    db = Database(f"sqlite+aiosqlite:///{file}")
    try:
        yield db
    finally:
        await db.close()
