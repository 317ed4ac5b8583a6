"""Files that are made only when they are sent, outside of any transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.dialog.context import Chat
from bot.media.library import create_lazy_file
from models.db.database import Database

Maker = Callable[[Database, str], Awaitable[bytes]]
"""Takes what `LazyFile.promise` was told of the file. Raises `FileNotFoundError` where it cannot be made any more."""


@dataclass(frozen=True, eq=False)
class LazyFile:
    """A kind of file. `name` is stored with each file that was promised, so it stays."""

    name: str
    mime: str
    make: Maker

    async def promise(self, chat: Chat, ref: str, file_name: str, until: datetime) -> int:
        """The id of a file for this person, that `make` is asked for with `ref`; it is forgotten after `until`."""
        return await create_lazy_file(chat.db, chat.person.id, self.name, ref, self.mime, file_name, until)


def lazy_file(name: str, mime: str) -> Callable[[Maker], LazyFile]:
    """Make a function what makes the files called `name`."""
    return lambda make: LazyFile(name, mime, make)
