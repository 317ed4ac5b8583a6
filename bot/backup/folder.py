"""Contents in a folder."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

NAME = re.compile(r"([0-9a-f]{2})/([0-9a-f]{62})")


class Folder:
    """Files by their SHA-256: "ab/cdef...". Made by the first content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def get(self, digest: str) -> bytes:
        content = await asyncio.to_thread((self.folder / digest[:2] / digest[2:]).read_bytes)
        if sha256(content).hexdigest() != digest:
            raise FileNotFoundError(digest)
        return content

    async def put(self, content: bytes) -> None:
        await asyncio.to_thread(self._put, content)

    async def all(self) -> AsyncIterator[tuple[str, int]]:
        for file in self.folder.glob("*/*"):
            if match := NAME.fullmatch(file.relative_to(self.folder).as_posix()):
                yield match[1] + match[2], file.stat().st_size

    def _put(self, content: bytes) -> None:
        digest = sha256(content).hexdigest()
        kept = self.folder / digest[:2] / digest[2:]
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, new = tempfile.mkstemp(dir=kept.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, kept)
