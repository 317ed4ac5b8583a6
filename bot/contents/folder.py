"""Contents in a folder of this machine, or of a server that all machines reach in the same way."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.contents.base import Contents, ContentsError

if TYPE_CHECKING:
    from obstore.store import ObjectStore

NEW = "new"
"""Files that are being written; they get their name when they are whole and on disk."""


class Folder(Contents):
    """Made by the first content, and only for the eyes of the user that the bot runs as."""

    def __init__(self, folder: Path) -> None:
        super().__init__(self._open)
        self.folder = folder.absolute()

    async def tidy(self, before: datetime) -> None:
        await self.run(partial(self._tidy, before.timestamp()))

    async def probe(self) -> None:
        try:
            await self.run(self._try)
        except OSError as error:
            raise ContentsError(f"media.folder: {self.folder} cannot be used: {error.strerror}") from None

    def write(self, name: str, content: bytes) -> None:
        """obstore would not wait for the disk; after a power cut a row could name a file that is empty."""
        new, kept = self.folder / NEW / uuid4().hex, self.folder / name
        for parent in (new.parent, kept.parent):
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

    def _open(self) -> ObjectStore:
        from obstore.store import LocalStore

        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return LocalStore(self.folder)

    def _tidy(self, before: float) -> None:
        for file in (self.folder / NEW).glob("*"):
            if file.stat().st_mtime < before:
                file.unlink(missing_ok=True)

    def _try(self) -> None:
        """Make a file without a name there, or where the folder would be made."""
        there = next(place for place in (self.folder, *self.folder.parents) if place.exists())
        tempfile.TemporaryFile(dir=there).close()


def _settle(folder: Path) -> None:
    """The names in `folder` are on disk when this returns. Windows has no such call, and does it by itself."""
    if hasattr(os, "O_DIRECTORY"):
        directory = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
