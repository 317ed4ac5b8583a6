"""Bringing a backup back."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from bot.backup.archive import Archive
from bot.backup.dumps import load
from bot.backup.manifest import DUMP, BackupError, Manifest
from bot.backup.named import CONTENTS, some
from bot.contents import Contents
from models import migrate, room
from models.copying import Told
from models.database import Database


async def restore(archive: Archive, db: Database, contents: Contents, told: Told) -> None:
    """Everything in a backup, into a new or empty database and a new or empty place for contents.

    Nothing is begun before it is known that all of it can be. Contents are kept before rows name them; what is left of
    them where the database fails is no hindrance to the next try. Raises `BackupError`, `NotCopied`, `OSError`
    or `ContentsError` where contents cannot be kept.
    """
    _check_version(archive.manifest, db)
    async with migrate.alone(db) as connection:
        await room.check_room(connection)
    await contents.probe()
    await _check_room(archive, contents)
    done = 0
    for few in some(archive.contents()):
        await asyncio.gather(*map(contents.put, few))
        done += len(few)
        told(CONTENTS, done, archive.manifest.contents.number)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / archive.manifest.dump.name
        archive.dump(file)
        await load(archive.manifest, file, db, told)


def _check_version(manifest: Manifest, db: Database) -> None:
    if migrate.standing(manifest.version) is migrate.State.NEWER_OR_UNKNOWN:
        raise BackupError(
            f"the backup was made by santribot {manifest.program}, which is newer; install that one"
        )
    if manifest.dump.name == DUMP and db.sqlite:
        raise BackupError("the backup was made by pg_dump, so database.url must name a PostgreSQL")


async def _check_room(archive: Archive, contents: Contents) -> None:
    """What is there already must be part of the backup: others' contents would be swept away as nobody's."""
    ours: set[bytes] = set()
    async for digest, _size in contents.all():
        ours = ours or set(map(bytes.fromhex, archive.digests()))
        if bytes.fromhex(digest) not in ours:
            raise BackupError(
                "there are other photos and files already where [media] keeps them; name a new place"
            )
