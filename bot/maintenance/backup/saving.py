"""Making a backup."""

from __future__ import annotations

import tempfile
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from bot.maintenance.backup import blob_index, manifest
from bot.maintenance.backup.archive import Writer, digest_of, written
from bot.maintenance.backup.database_dump import DumpInfo, Note, dump
from bot.maintenance.backup.manifest import Dump, Manifest
from bot.media.storage import BlobStorage
from models.db.database import Database
from models.db.dialect import is_sqlite
from models.transfer.copy import Told


async def save(
    db: Database, contents: BlobStorage, to: Path, now: datetime, told: Told, note: Note
) -> Manifest:
    """Everything into the file `to`, which is there when it is whole, while the bot may go on.

    The database is taken first: a content is kept before a row names it, so that all of them are there then.
    Raises `BackupError`, `TargetNotEmptyError`, and `OSError` where the disk is full or contents cannot be had.
    """
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=f".{to.name}.") as folder, written(to) as archive:
        dumped = await dump(db, Path(folder), told, note)
        with dumped.file.open("rb") as file:
            sha256, size = digest_of(file)
        archive.file(dumped.file.name, dumped.file)
        made = Manifest(
            program=version("santribot"),
            version=dumped.version,
            made_at=now,
            kind="sqlite" if is_sqlite(db) else "postgresql",
            dump=Dump(name=dumped.file.name, size=size, sha256=sha256),
            tables=manifest.tables(dumped.tables),
            contents=await _contents(dumped, contents, archive, told),
        )
        archive.manifest(made)
    return made


async def _contents(
    dumped: DumpInfo, contents: BlobStorage, archive: Writer, told: Told
) -> manifest.BlobSummary:
    """Those that rows name, and no others: what somebody had erased is not in a backup."""
    number = size = missing = 0
    with dumped.digests.open(encoding="ascii") as lines:
        of = sum(1 for _line in lines)
        lines.seek(0)
        async for digest, content in blob_index.read(contents, map(str.rstrip, lines)):
            if content is None:
                missing += 1
            else:
                archive.content(digest, content)
                number, size = number + 1, size + len(content)
            told(blob_index.CONTENTS, number + missing, of)
    return manifest.BlobSummary(number=number, bytes=size, missing=missing)
