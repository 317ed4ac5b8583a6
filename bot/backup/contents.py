"""What a backup needs of the place where contents of photos and files are kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol


class Contents(Protocol):
    """Bytes by their SHA-256 in hexadecimal digits. All raise `OSError` where it cannot be done."""

    async def get(self, digest: str) -> bytes:
        """Raises `FileNotFoundError` where there is no such content, or only a damaged one."""

    async def put(self, content: bytes) -> object:
        """Once this returns, it is on disk."""

    def all(self) -> AsyncIterator[tuple[str, int]]:
        """Every digest, and how many bytes it has."""
