"""Contents under their SHA-256, whatever keeps them."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import NamedTuple, TypeVar

from models.media import StoredBlob

log = logging.getLogger(__name__)

T = TypeVar("T")

THREADS = 4

NAME = re.compile(r"([0-9a-f]{2})/([0-9a-f]{62})")


class StorageError(Exception):
    """The settings are wrong; the text is one line that names the setting, without a secret."""


class Entry(NamedTuple):
    """Something that is kept; `size` in bytes."""

    path: str
    size: int
    put_at: datetime


class BlobStorage:
    """Bytes by their digest: their SHA-256 in hexadecimal digits. What is kept under one is whole and never changes,
    so the same photo of a thousand people is kept once.

    All methods raise `OSError` where it cannot be done now, and `FileNotFoundError` where there is no such content, or
    only a damaged one. They wait in threads.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, "contents")

    async def put(self, content: bytes) -> StoredBlob:
        """Keep `content`; once this returns it is on disk. What is here already is not written again."""
        return await self.run(partial(self._put, content))

    async def restore(self, kept: StoredBlob, content: bytes) -> None:
        """Put `content` again, should it be gone since."""
        await self.run(partial(self._restore, kept, content))

    async def get(self, digest: str) -> bytes:
        return await self.run(partial(self._get, digest))

    async def delete(self, digests: Iterable[str]) -> None:
        if names := [name_of(digest) for digest in digests]:
            await self.run(partial(self.remove, names))

    async def all(self) -> AsyncIterator[tuple[str, int]]:
        """Every digest, and how many bytes it has."""
        async for entries in self._listed(None):
            for digest, entry in _named(entries):
                yield digest, entry.size

    async def older(self, start: str, before: datetime) -> AsyncIterator[list[str]]:
        """The digests that begin with the two digits `start` and were put before `before`, some at a time."""
        async for entries in self._listed(start):
            yield [digest for digest, entry in _named(entries) if entry.put_at < before]

    async def tidy(self, before: datetime) -> None:
        """Take away what a crash before `before` left half written."""

    async def probe(self) -> None:
        """Whether contents can be kept here. Raises `StorageError` where the settings are wrong, `OSError` where
        it may only be so for now, each with a line that can be shown.
        """

    async def run(self, work: Callable[[], T]) -> T:
        """`work` in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def size(self, name: str) -> int:
        raise NotImplementedError

    def read(self, name: str) -> bytes:
        raise NotImplementedError

    def write(self, name: str, content: bytes) -> None:
        raise NotImplementedError

    def remove(self, names: Sequence[str]) -> None:
        """What somebody else removed is no failure."""
        raise NotImplementedError

    def pages(self, start: str | None) -> Iterator[list[Entry]]:
        """What is there, or what begins with `start`."""
        raise NotImplementedError

    def _put(self, content: bytes) -> StoredBlob:
        kept = StoredBlob(sha256(content).hexdigest(), len(content))
        self._restore(kept, content)
        return kept

    def _restore(self, kept: StoredBlob, content: bytes) -> None:
        if self._size(kept.digest) != kept.size:
            self.write(name_of(kept.digest), content)

    def _size(self, digest: str) -> int | None:
        try:
            return self.size(name_of(digest))
        except FileNotFoundError:
            return None

    def _get(self, digest: str) -> bytes:
        content = self.read(name_of(digest))
        if sha256(content).hexdigest() != digest:
            log.warning("the content %s is damaged", digest)
            raise FileNotFoundError(digest)
        return content

    async def _listed(self, start: str | None) -> AsyncIterator[list[Entry]]:
        pages = self.pages(start)
        while (entries := await self.run(lambda: next(pages, None))) is not None:
            yield entries


def name_of(digest: str) -> str:
    """ "abcdef..." → "ab/cdef...": no folder gets too many names."""
    return f"{digest[:2]}/{digest[2:]}"


def _named(entries: Sequence[Entry]) -> list[tuple[str, Entry]]:
    """Those that are contents; a folder may have other things in it, which are not ours."""
    matches = ((NAME.fullmatch(entry.path), entry) for entry in entries)
    return [(match[1] + match[2], entry) for match, entry in matches if match]
