"""Storage in a folder of this machine, or on a network drive that all machines share."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

from bot.media.storage.base import BlobStorage, Entry, StorageError

PARTIAL_FOLDER = "new"
"""Subfolder of files that are being written; they are moved when they are whole and on disk."""


class FolderStorage(BlobStorage):
    """Contents in a folder. The first content creates it; only the user that the bot runs as can read it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder.absolute()

    async def delete_partial(self, before: datetime) -> None:
        await self.run(partial(self._delete_partial, before.timestamp()))

    async def probe(self) -> None:
        try:
            await self.run(self._try)
        except OSError as error:
            raise StorageError(f"media.folder: {self.folder} cannot be used: {error.strerror}") from None

    def size(self, path: str) -> int:
        return (self.folder / path).stat().st_size

    def read(self, path: str) -> bytes:
        try:
            return (self.folder / path).read_bytes()
        except FileNotFoundError:
            raise FileNotFoundError("there is no such content") from None

    def write(self, path: str, content: bytes) -> None:
        """Write `content` to disk before this returns: after a power cut no row refers to an empty file."""
        new, final = self.folder / PARTIAL_FOLDER / uuid4().hex, self.folder / path
        for parent in (self.folder, new.parent, final.parent):
            parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            new.replace(final)
        finally:
            new.unlink(missing_ok=True)
        sync_folder(final.parent)
        sync_folder(self.folder)

    def remove(self, paths: Sequence[str]) -> None:
        for path in paths:
            (self.folder / path).unlink(missing_ok=True)

    def pages(self, start: str | None) -> Iterator[list[Entry]]:
        for part in sorted(self.folder.glob(start or "[0-9a-f][0-9a-f]")):
            if part.is_dir():
                yield [entry for file in part.iterdir() if (entry := _entry(file))]

    def _delete_partial(self, before: float) -> None:
        for file in (self.folder / PARTIAL_FOLDER).glob("*"):
            if file.stat().st_mtime < before:
                file.unlink(missing_ok=True)

    def _try(self) -> None:
        """Create a temporary file in the folder, or in the first parent that exists."""
        there = next(place for place in (self.folder, *self.folder.parents) if place.exists())
        tempfile.TemporaryFile(dir=there).close()


def _entry(file: Path) -> Entry | None:
    """Return the entry of a file; None where another process has just removed it."""
    try:
        stat = file.stat()
    except FileNotFoundError:
        return None
    return Entry(f"{file.parent.name}/{file.name}", stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC))


def sync_folder(folder: Path) -> None:
    """Write the names in `folder` to disk. Windows has no such call and does it by itself."""
    if hasattr(os, "O_DIRECTORY"):
        directory = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
