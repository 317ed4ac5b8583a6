"""Saving a backup."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from bot.maintenance.backup import blob_index, manifest
from bot.maintenance.backup.archive import ArchiveWriter, create_archive, digest_of
from bot.maintenance.backup.database_dump import DumpInfo, Warn, dump
from bot.maintenance.backup.manifest import Dump, Manifest
from bot.maintenance.backup.workspace import workspace
from bot.media.storage import BlobStorage
from models.db.database import Database
from models.db.dialect import is_sqlite
from models.transfer.copy import Progress


async def save(
    db: Database,
    contents: BlobStorage,
    to: Path,
    now: datetime,
    progress: Progress,
    warn: Warn,
    *,
    key: bytes,
) -> Manifest:
    """Save the database and the contents to the file `to`, which appears when it is whole and sealed with `key`; the
    bot may run meanwhile.

    The database is dumped first: a content is stored before a row refers to it, so none is missed. Raises
    `BackupError`, `TargetNotEmptyError`, and `OSError` where the disk is full or contents cannot be read.
    """
    with workspace(to.parent) as folder, create_archive(to, folder, key) as archive:
        dumped = await dump(db, folder, progress, warn)
        with dumped.file.open("rb") as file:
            sha256, size = digest_of(file)
        archive.add_file(dumped.file.name, dumped.file)
        made = Manifest(
            program=version("santribot"),
            version=dumped.version,
            made_at=now,
            kind="sqlite" if is_sqlite(db) else "postgresql",
            dump=Dump(name=dumped.file.name, size=size, sha256=sha256),
            tables=manifest.summarize_tables(dumped.tables),
            contents=await _contents(dumped, contents, archive, progress),
        )
        archive.add_manifest(made)
    return made


async def _contents(
    dumped: DumpInfo, contents: BlobStorage, archive: ArchiveWriter, progress: Progress
) -> manifest.BlobSummary:
    """Add the contents that rows refer to, and no others: erased ones are not in a backup."""
    number = size = missing = 0
    with dumped.digests.open(encoding="ascii") as lines:
        of = sum(1 for _line in lines)
        lines.seek(0)
        async for digest, content in blob_index.read_blobs(contents, map(str.rstrip, lines)):
            if content is None:
                missing += 1
            else:
                archive.add_content(digest, content)
                number, size = number + 1, size + len(content)
            progress(blob_index.CONTENTS, number + missing, of)
    return manifest.BlobSummary(number=number, bytes=size, missing=missing)
