"""Files that are created only when they are sent, outside of any transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.dialog.context import Chat
from bot.media.library import create_lazy_file
from models.db.database import Database

Maker = Callable[[Database, str], Awaitable[bytes]]
"""Takes the database and the `ref` given to `LazyFile.promise`; returns the content. Raises `FileNotFoundError` where
the file cannot be created any more.
"""


@dataclass(frozen=True, eq=False)
class LazyFile:
    """A kind of file. `name` is stored with each promised file, so it never changes."""

    name: str
    mime: str
    make: Maker

    async def promise(self, chat: Chat, ref: str, file_name: str, until: datetime) -> int:
        """Register a file for this person and return its id in `models.media`.

        `make` gets `ref` when the file is sent. The row is deleted after `until`.
        """
        return await create_lazy_file(chat.db, chat.person.id, self.name, ref, self.mime, file_name, until)


def lazy_file(name: str, mime: str) -> Callable[[Maker], LazyFile]:
    """Make a function the creator of files of the kind `name`."""
    return lambda make: LazyFile(name, mime, make)
