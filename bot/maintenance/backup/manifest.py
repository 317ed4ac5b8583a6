"""What a backup says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from models.transfer.fingerprint import TableChecksum

FORMAT = 1
"""Of the file as a whole; a program refuses what it does not know."""

SQLITE, DUMP = "database.sqlite", "database.dump"
"""What the database is in: a SQLite file, whatever it was before, or what `pg_dump` wrote."""


class BackupError(Exception):
    """It cannot be made or restored; the text is one line that says why, without anybody's words."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Dump(Part):
    """The file that the database is in. `size` in bytes."""

    name: Literal["database.sqlite", "database.dump"]
    size: int
    sha256: str


class Table(Part):
    """What was in a table when the backup was made (`models.transfer.fingerprint`)."""

    rows: int
    checksum: str


class BlobSummary(Part):
    """Photos and files, kept under their SHA-256, which is their checksum."""

    number: int = 0
    bytes: int = 0
    missing: int = 0
    """The database names them, and they were nowhere to be found."""


class Manifest(Part):
    """The last file of the archive: without it, something is missing."""

    format: int = FORMAT
    program: str
    """The version of santribot."""
    version: str
    """The version of the tables."""
    made_at: datetime
    kind: Literal["sqlite", "postgresql"]
    """What the database was."""
    dump: Dump
    tables: Mapping[str, Table]
    contents: BlobSummary

    @property
    def tallies(self) -> dict[str, TableChecksum]:
        return {
            name: TableChecksum(table.rows, int(table.checksum, 16)) for name, table in self.tables.items()
        }

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


class _Head(Part):
    format: int
    program: str


def read(content: bytes) -> Manifest:
    """Raises `BackupError` where it is none, or one of a newer program."""
    try:
        head = _Head.model_validate_json(content)
        if head.format > FORMAT:
            raise BackupError(
                f"the backup was made by santribot {head.program}, which is newer; install that one"
            )
        return Manifest.model_validate_json(content)
    except ValidationError:
        raise BackupError("the backup's own description cannot be read") from None


def tables(found: Mapping[str, TableChecksum]) -> dict[str, Table]:
    return {name: Table(rows=tally.rows, checksum=tally.checksum) for name, tally in found.items()}
