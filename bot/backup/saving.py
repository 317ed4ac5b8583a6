"""Making a backup."""

from __future__ import annotations

import tempfile
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from bot.backup import manifest, named
from bot.backup.archive import Writer, digest_of, written
from bot.backup.dumps import Dumped, Note, dump
from bot.backup.manifest import Dump, Manifest
from bot.contents import Contents
from models.copying import Told
from models.database import Database


async def save(db: Database, contents: Contents, to: Path, now: datetime, told: Told, note: Note) -> Manifest:
    """Everything into the file `to`, which is there when it is whole, while the bot may go on.

    The database is taken first: a content is kept before a row names it, so that all of them are there then.
    Raises `BackupError`, `NotCopied`, and `OSError` where the disk is full or contents cannot be had.
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
            kind="sqlite" if db.sqlite else "postgresql",
            dump=Dump(name=dumped.file.name, size=size, sha256=sha256),
            tables=manifest.tables(dumped.tables),
            contents=await _contents(dumped, contents, archive, told),
        )
        archive.manifest(made)
    return made


async def _contents(dumped: Dumped, contents: Contents, archive: Writer, told: Told) -> manifest.Contents:
    """Those that rows name, and no others: what somebody had erased is not in a backup."""
    number = size = missing = 0
    with dumped.digests.open(encoding="ascii") as lines:
        of = sum(1 for _line in lines)
        lines.seek(0)
        async for digest, content in named.read(contents, map(str.rstrip, lines)):
            if content is None:
                missing += 1
            else:
                archive.content(digest, content)
                number, size = number + 1, size + len(content)
            told(named.CONTENTS, number + missing, of)
    return manifest.Contents(number=number, bytes=size, missing=missing)
