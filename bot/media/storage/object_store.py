"""The base class of storages that use the library obstore."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from bot.media.storage.base import BlobStorage, Entry

if TYPE_CHECKING:
    from obstore.store import ObjectStore

T = TypeVar("T")

PAGE_SIZE = 500
"""Names in one answer of the server."""

CODE = re.compile(r"<Code>(\w{1,64})</Code>")
"""The code of the reason in an error of an S3 server."""


class ServerAnswerError(OSError):
    """The server was reached and answered with a failure, `code`."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the server answers {code}")
        self.code = code


class ObjectStorage(BlobStorage):
    """Contents in a store of obstore. Only its blocking calls are used: its coroutines sometimes abort a program that
    ends just after one.
    """

    def __init__(self, opener: Callable[[], ObjectStore]) -> None:
        """`opener` may be called more than once, from threads."""
        super().__init__()
        self._opener = opener

    @cached_property
    def store(self) -> ObjectStore:
        """The store, opened at the first use."""
        return self._opener()

    async def run(self, work: Callable[[], T]) -> T:
        """Run `work` in a thread, with errors that can be shown."""
        return await super().run(lambda: _with_plain_errors(work))

    def size(self, path: str) -> int:
        return self.store.head(path)["size"]

    def read(self, path: str) -> bytes:
        return self.store.get(path).bytes().to_bytes()

    def write(self, path: str, content: bytes) -> None:
        self.store.put(path, content, use_multipart=False)

    def remove(self, paths: Sequence[str]) -> None:
        try:
            self.store.delete(paths)
        except FileNotFoundError:
            return

    def pages(self, start: str | None) -> Iterator[list[Entry]]:
        for page in self.store.list(start, chunk_size=PAGE_SIZE):
            yield [Entry(meta["path"], meta["size"], meta["last_modified"]) for meta in page]


def _with_plain_errors(work: Callable[[], T]) -> T:
    from obstore.exceptions import BaseError

    try:
        return work()
    except (BaseError, FileNotFoundError) as error:
        raise _failure(error) from None


def _failure(error: Exception) -> OSError:
    """Return an error that can be shown: obstore quotes addresses and whole answers, of which only the code is used."""
    found = CODE.search(str(error))
    code = found[1] if found else None
    if isinstance(error, FileNotFoundError) and code in (None, "NoSuchKey"):
        return FileNotFoundError("there is no such content")
    return ServerAnswerError(code) if code else OSError(f"no contents now: {type(error).__name__}")
