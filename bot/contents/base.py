"""Contents under their SHA-256, whatever keeps them."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cached_property, partial
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from models.media import Kept

if TYPE_CHECKING:
    from obstore import ObjectMeta
    from obstore.store import ObjectStore

log = logging.getLogger(__name__)

T = TypeVar("T")

THREADS = 4
BATCH = 500
"""So many names are asked for at once."""

NAME = re.compile(r"([0-9a-f]{2})/([0-9a-f]{62})")
CODE = re.compile(r"<Code>(\w{1,64})</Code>")
"""What a server that speaks S3 calls its reason."""


class ContentsError(Exception):
    """The settings are wrong; the text is one line that names the setting, without a secret."""


class AnsweredError(OSError):
    """The server was reached and answers with a failure, by `code`."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the server answers {code}")
        self.code = code


class Contents:
    """Bytes by their digest: their SHA-256 in hexadecimal digits. What is kept under one is whole and never changes,
    so the same photo of a thousand people is kept once.

    All methods raise `OSError` where it cannot be done now, and `FileNotFoundError` where there is no such content, or
    only a damaged one. They wait
    in threads: obstore's own coroutines now and then abort a program that ends just after one of them.
    """

    def __init__(self, opener: Callable[[], ObjectStore]) -> None:
        """`opener` may be called more than once, from threads."""
        self._opener = opener
        self._threads = ThreadPoolExecutor(THREADS, "contents")

    @cached_property
    def store(self) -> ObjectStore:
        return self._opener()

    async def put(self, content: bytes) -> Kept:
        """Keep `content`; once this returns it is on disk. What is here already is not written again."""
        return await self.run(partial(self._put, content))

    async def restore(self, kept: Kept, content: bytes) -> None:
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
                yield digest, entry["size"]

    async def older(self, start: str, before: datetime) -> AsyncIterator[list[str]]:
        """The digests that begin with the two digits `start` and were put before `before`, some at a time."""
        async for entries in self._listed(start):
            yield [digest for digest, entry in _named(entries) if entry["last_modified"] < before]

    async def tidy(self, before: datetime) -> None:
        """Take away what a crash before `before` left half written."""

    async def probe(self) -> None:
        """Whether contents can be kept here. Raises `ContentsError` where the settings are wrong, `OSError` where
        it may only be so for now, each with a line that can be shown.
        """

    async def run(self, work: Callable[[], T]) -> T:
        """`work` in a thread, with failures that can be shown."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, _plainly, work)

    def write(self, name: str, content: bytes) -> None:
        self.store.put(name, content, use_multipart=False)

    def remove(self, names: Sequence[str]) -> None:
        """What somebody else removed is no failure."""
        try:
            self.store.delete(names)
        except FileNotFoundError:
            return

    def _put(self, content: bytes) -> Kept:
        kept = Kept(sha256(content).hexdigest(), len(content))
        self._restore(kept, content)
        return kept

    def _restore(self, kept: Kept, content: bytes) -> None:
        if self._size(kept.digest) != kept.size:
            self.write(name_of(kept.digest), content)

    def _size(self, digest: str) -> int | None:
        try:
            return self.store.head(name_of(digest))["size"]
        except FileNotFoundError:
            return None

    def _get(self, digest: str) -> bytes:
        content = self.store.get(name_of(digest)).bytes().to_bytes()
        if sha256(content).hexdigest() != digest:
            log.warning("the content %s is damaged", digest)
            raise FileNotFoundError(digest)
        return content

    async def _listed(self, start: str | None) -> AsyncIterator[Sequence[ObjectMeta]]:
        stream = await self.run(lambda: self.store.list(start, chunk_size=BATCH))
        while entries := await self.run(lambda: next(stream, None)):
            yield entries


def name_of(digest: str) -> str:
    """ "abcdef..." → "ab/cdef...": no folder gets too many names."""
    return f"{digest[:2]}/{digest[2:]}"


def _named(entries: Sequence[ObjectMeta]) -> list[tuple[str, ObjectMeta]]:
    """Those that are contents; a folder may have other things in it, which are not ours."""
    matches = ((NAME.fullmatch(entry["path"]), entry) for entry in entries)
    return [(match[1] + match[2], entry) for match, entry in matches if match]


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
