"""The content of a database as a number for each table: equal numbers, equal rows, whichever database it is.

A row is written in one form, whatever its database made of it; its digest is added to those of the others, so that
their order does not matter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b, sha256
from typing import Any

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from models.db.database import Database
from models.transfer import table_reader

BYTES = 16
"""Bytes of a digest: enough for accidents, and short enough to be compared by eye."""


@dataclass(slots=True)
class TableChecksum:
    """The number of rows, and the sum of their digests."""

    rows: int = 0
    total: int = 0

    def add(self, page: Iterable[Iterable[Any]]) -> None:
        digests = [blake2b(canonical(row), digest_size=BYTES).digest() for row in page]
        self.rows += len(digests)
        self.total = (self.total + sum(map(_number, digests))) % (1 << 8 * BYTES)

    @property
    def checksum(self) -> str:
        """The sum in hexadecimal digits."""
        return f"{self.total:0{2 * BYTES}x}"


def canonical(row: Iterable[Any]) -> bytes:
    """A row's values in one form: JSON with sorted keys, moments in UTC, bytes by their SHA-256, and one zero, since
    SQLite keeps no sign of it.
    """
    return _json([value + 0.0 if type(value) is float else value for value in row]).encode("ascii")


async def fingerprint(db: Database) -> dict[str, TableChecksum]:
    """The checksum of every table, all of one moment."""
    async with table_reader.snapshot(db) as connection:
        return await checksums(connection)


async def checksums(connection: AsyncConnection) -> dict[str, TableChecksum]:
    """The checksum of every table, as this transaction sees them."""
    tables = await table_reader.tables(connection)
    return {name: await checksum_of(connection, table) for name, table in tables.items()}


async def checksum_of(connection: AsyncConnection, table: Table) -> TableChecksum:
    found = TableChecksum()
    async for page in table_reader.pages(connection, table):
        found.add(page)
    return found


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return sha256(value).hexdigest()
    raise TypeError(f"a column holds a {type(value).__name__}")


def _number(digest: bytes) -> int:
    return int.from_bytes(digest, "big")


_json = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=_plain).encode
