"""The base class of all storages: contents by their SHA-256."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import NamedTuple, TypeVar

from bot.observability.logging import get_logger
from models.media import StoredBlob

log = get_logger(__name__)

T = TypeVar("T")

THREADS = 4

PATH = re.compile(r"([0-9a-f]{2})/([0-9a-f]{62})")


class StorageError(Exception):
    """The settings are wrong. The text is one line that names the setting, without a secret."""


class Entry(NamedTuple):
    """A stored object. `size` is in bytes."""

    path: str
    size: int
    put_at: datetime


class BlobStorage:
    """Contents by digest: their SHA-256 in hexadecimal digits. A content is whole and never changes, so the same photo
    of a thousand people is stored once.

    All methods raise `OSError` where the storage does not work now, and `FileNotFoundError` where the content is
    missing or damaged. They run in threads.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, "contents")

    async def put(self, content: bytes) -> StoredBlob:
        """Store `content`, which is on disk when this returns. A content that exists is not written again."""
        return await self.run(partial(self._put, content))

    async def restore(self, blob: StoredBlob, content: bytes) -> None:
        """Store `content` again where it was deleted meanwhile."""
        await self.run(partial(self._restore, blob, content))

    async def get(self, digest: str) -> bytes:
        """Return a content."""
        return await self.run(partial(self._get, digest))

    async def delete(self, digests: Iterable[str]) -> None:
        """Delete contents; missing ones are ignored."""
        if paths := [path_of(digest) for digest in digests]:
            await self.run(partial(self.remove, paths))

    async def list_all(self) -> AsyncIterator[tuple[str, int]]:
        """Yield every digest with its size in bytes."""
        async for entries in self._pages(None):
            for digest, entry in _with_digests(entries):
                yield digest, entry.size

    async def list_older(self, start: str, before: datetime) -> AsyncIterator[list[str]]:
        """Yield lists of the digests that begin with the two digits `start` and were stored before `before`."""
        async for entries in self._pages(start):
            yield [digest for digest, entry in _with_digests(entries) if entry.put_at < before]

    async def delete_partial(self, before: datetime) -> None:
        """Delete files that a crash before `before` left half written."""

    async def probe(self) -> None:
        """Check that contents can be stored. Raises `StorageError` where the settings are wrong, `OSError` where the
        failure may pass, each with a line that can be shown.
        """

    async def run(self, work: Callable[[], T]) -> T:
        """Run `work` in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def size(self, path: str) -> int:
        """Return the size in bytes."""
        raise NotImplementedError

    def read(self, path: str) -> bytes:
        """Return the bytes at `path`."""
        raise NotImplementedError

    def write(self, path: str, content: bytes) -> None:
        """Write `content`, which is on disk when this returns."""
        raise NotImplementedError

    def remove(self, paths: Sequence[str]) -> None:
        """Remove objects. One that is already gone is no error."""
        raise NotImplementedError

    def pages(self, start: str | None) -> Iterator[list[Entry]]:
        """Yield the objects in pages: all, or those that begin with `start`."""
        raise NotImplementedError

    def _put(self, content: bytes) -> StoredBlob:
        blob = StoredBlob(sha256(content).hexdigest(), len(content))
        self._restore(blob, content)
        return blob

    def _restore(self, blob: StoredBlob, content: bytes) -> None:
        if self._size(blob.digest) != blob.size:
            self.write(path_of(blob.digest), content)

    def _size(self, digest: str) -> int | None:
        try:
            return self.size(path_of(digest))
        except FileNotFoundError:
            return None

    def _get(self, digest: str) -> bytes:
        content = self.read(path_of(digest))
        if sha256(content).hexdigest() != digest:
            log.warning("a content is damaged", digest=digest)
            raise FileNotFoundError(digest)
        return content

    async def _pages(self, start: str | None) -> AsyncIterator[list[Entry]]:
        pages = self.pages(start)
        while (entries := await self.run(lambda: next(pages, None))) is not None:
            yield entries


def path_of(digest: str) -> str:
    """Return the path of a content: "abcdef..." → "ab/cdef...". No folder gets too many files."""
    return f"{digest[:2]}/{digest[2:]}"


def _with_digests(entries: Sequence[Entry]) -> list[tuple[str, Entry]]:
    """Return the digest of each entry that is a content; a folder may have other files in it."""
    matches = ((PATH.fullmatch(entry.path), entry) for entry in entries)
    return [(match[1] + match[2], entry) for match, entry in matches if match]
