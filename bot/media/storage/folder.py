"""Contents in a folder of this machine, or of a server that all machines reach in the same way."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

from bot.media.storage.base import BlobStorage, Entry, StorageError

NEW = "new"
"""Files that are being written; they get their name when they are whole and on disk."""


class FolderStorage(BlobStorage):
    """Made by the first content, and only for the eyes of the user that the bot runs as."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder.absolute()

    async def tidy(self, before: datetime) -> None:
        await self.run(partial(self._tidy, before.timestamp()))

    async def probe(self) -> None:
        try:
            await self.run(self._try)
        except OSError as error:
            raise StorageError(f"media.folder: {self.folder} cannot be used: {error.strerror}") from None

    def size(self, name: str) -> int:
        return (self.folder / name).stat().st_size

    def read(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            raise FileNotFoundError("there is no such content") from None

    def write(self, name: str, content: bytes) -> None:
        """It is on disk when this returns: after a power cut no row names a file that is empty."""
        new, kept = self.folder / NEW / uuid4().hex, self.folder / name
        for parent in (self.folder, new.parent, kept.parent):
            parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with new.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            new.replace(kept)
        finally:
            new.unlink(missing_ok=True)
        _settle(kept.parent)
        _settle(self.folder)

    def remove(self, names: Sequence[str]) -> None:
        for name in names:
            (self.folder / name).unlink(missing_ok=True)

    def pages(self, start: str | None) -> Iterator[list[Entry]]:
        for part in sorted(self.folder.glob(start or "[0-9a-f][0-9a-f]")):
            if part.is_dir():
                yield [entry for file in part.iterdir() if (entry := _entry(file))]

    def _tidy(self, before: float) -> None:
        for file in (self.folder / NEW).glob("*"):
            if file.stat().st_mtime < before:
                file.unlink(missing_ok=True)

    def _try(self) -> None:
        """Make a file without a name there, or where the folder would be made."""
        there = next(place for place in (self.folder, *self.folder.parents) if place.exists())
        tempfile.TemporaryFile(dir=there).close()


def _entry(file: Path) -> Entry | None:
    """None where somebody else has just removed it."""
    try:
        stat = file.stat()
    except FileNotFoundError:
        return None
    return Entry(f"{file.parent.name}/{file.name}", stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC))


def _settle(folder: Path) -> None:
    """The names in `folder` are on disk when this returns. Windows has no such call, and does it by itself."""
    if hasattr(os, "O_DIRECTORY"):
        directory = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
