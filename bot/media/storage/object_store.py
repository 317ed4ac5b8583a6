"""Contents in a store that obstore knows how to talk to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from bot.media.storage.base import BlobStorage, Entry

if TYPE_CHECKING:
    from obstore.store import ObjectStore

T = TypeVar("T")

BATCH = 500
"""So many names are asked for at once."""

CODE = re.compile(r"<Code>(\w{1,64})</Code>")
"""What a server that speaks S3 calls its reason."""


class AnsweredError(OSError):
    """The server was reached and answers with a failure, by `code`."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the server answers {code}")
        self.code = code


class ObjectStorage(BlobStorage):
    """Only obstore's blocking calls are used: its coroutines now and then abort a program that ends just after one."""

    def __init__(self, opener: Callable[[], ObjectStore]) -> None:
        """`opener` may be called more than once, from threads."""
        super().__init__()
        self._opener = opener

    @cached_property
    def store(self) -> ObjectStore:
        return self._opener()

    async def run(self, work: Callable[[], T]) -> T:
        """`work` in a thread, with failures that can be shown."""
        return await super().run(lambda: _plainly(work))

    def size(self, name: str) -> int:
        return self.store.head(name)["size"]

    def read(self, name: str) -> bytes:
        return self.store.get(name).bytes().to_bytes()

    def write(self, name: str, content: bytes) -> None:
        self.store.put(name, content, use_multipart=False)

    def remove(self, names: Sequence[str]) -> None:
        try:
            self.store.delete(names)
        except FileNotFoundError:
            return

    def pages(self, start: str | None) -> Iterator[list[Entry]]:
        for page in self.store.list(start, chunk_size=BATCH):
            yield [Entry(meta["path"], meta["size"], meta["last_modified"]) for meta in page]


def _plainly(work: Callable[[], T]) -> T:
    from obstore.exceptions import BaseError

    try:
        return work()
    except (BaseError, FileNotFoundError) as error:
        raise _failure(error) from None


def _failure(error: Exception) -> OSError:
    """obstore quotes addresses, and all that a server answered; of that only the server's code goes on."""
    found = CODE.search(str(error))
    code = found[1] if found else None
    if isinstance(error, FileNotFoundError) and code in (None, "NoSuchKey"):
        return FileNotFoundError("there is no such content")
    return AnsweredError(code) if code else OSError(f"no contents now: {type(error).__name__}")
