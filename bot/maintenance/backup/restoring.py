"""Restoring a backup."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from bot.maintenance.backup.archive import Archive
from bot.maintenance.backup.blob_index import CONTENTS, batched
from bot.maintenance.backup.database_dump import load
from bot.maintenance.backup.manifest import DUMP, BackupError, Manifest
from bot.maintenance.backup.workspace import workspace
from bot.media.storage import BlobStorage
from models.db.database import Database
from models.db.dialect import is_sqlite
from models.migrations import migrate
from models.transfer import target_check
from models.transfer.copy import Progress


async def restore(archive: Archive, db: Database, contents: BlobStorage, progress: Progress) -> None:
    """Restore a backup into a new or empty database and a new or empty storage.

    All checks come first. Contents are stored before the rows that refer to them; where the database then fails, they
    do not hinder the next try. Raises `BackupError`, `TargetNotEmptyError`, and `OSError` or `StorageError` where
    contents cannot be stored.
    """
    _check_version(archive.manifest, db)
    async with migrate.alone(db) as connection:
        await target_check.check_target(connection)
    await contents.probe()
    await _check_storage(archive, contents)
    done = 0
    for few in batched(archive.contents()):
        await asyncio.gather(*map(contents.put, few))
        done += len(few)
        progress(CONTENTS, done, archive.manifest.contents.number)
    with workspace(Path(tempfile.gettempdir())) as folder:
        file = folder / archive.manifest.dump.name
        archive.extract_dump(file)
        await load(archive.manifest, file, db, progress)


def _check_version(manifest: Manifest, db: Database) -> None:
    if migrate.state_of(manifest.version) is migrate.MigrationState.NEWER_OR_UNKNOWN:
        raise BackupError(
            f"the backup was made by santribot {manifest.program}, which is newer; install that one"
        )
    if manifest.dump.name == DUMP and is_sqlite(db):
        raise BackupError("the backup was made by pg_dump, so database.url must name a PostgreSQL")


async def _check_storage(archive: Archive, contents: BlobStorage) -> None:
    """Refuse a storage with contents that are not in the backup: the garbage collector would delete them."""
    ours: set[bytes] = set()
    async for digest, _size in contents.list_all():
        ours = ours or set(map(bytes.fromhex, archive.digests()))
        if bytes.fromhex(digest) not in ours:
            raise BackupError(
                "there are other photos and files already where [media] keeps them; name a new place"
            )
