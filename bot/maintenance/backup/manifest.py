"""The manifest of a backup: the description of its content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from models.transfer.fingerprint import TableChecksum

FORMAT = 1
"""Version of the file format; a program refuses a newer one."""

SQLITE, DUMP = "database.sqlite", "database.dump"
"""Names of the dump: a SQLite file (also of a PostgreSQL database), or the output of `pg_dump`."""


class BackupError(Exception):
    """The backup cannot be made or restored. The text is one line with the reason, without personal data."""


class ManifestModel(BaseModel):
    """Base class of the models in a manifest."""

    model_config = ConfigDict(frozen=True)


class Dump(ManifestModel):
    """The dump of the database. `size` is in bytes."""

    name: Literal["database.sqlite", "database.dump"]
    size: int
    sha256: str


class TableSummary(ManifestModel):
    """The rows of a table when the backup was made (`models.transfer.fingerprint`)."""

    rows: int
    checksum: str


class BlobSummary(ManifestModel):
    """The contents of photos and files. Each has its own checksum as its name."""

    number: int = 0
    bytes: int = 0
    missing: int = 0
    """Contents that rows refer to, but that were not in the storage."""


class Manifest(ManifestModel):
    """The description of a backup, written last: without it the archive is not whole."""

    format: int = FORMAT
    program: str
    """The version of santribot."""
    version: str
    """The version of the tables."""
    made_at: datetime
    kind: Literal["sqlite", "postgresql"]
    """The kind of the database that was saved."""
    dump: Dump
    tables: Mapping[str, TableSummary]
    contents: BlobSummary

    @property
    def checksums(self) -> dict[str, TableChecksum]:
        """The checksums of the tables, by name."""
        return {
            name: TableChecksum(table.rows, int(table.checksum, 16)) for name, table in self.tables.items()
        }

    @property
    def rows(self) -> int:
        """The number of rows in all tables."""
        return sum(table.rows for table in self.tables.values())


class _Head(ManifestModel):
    format: int
    program: str


def parse_manifest(content: bytes) -> Manifest:
    """Parse a manifest. Raises `BackupError` where it is not one, or one of a newer program."""
    try:
        head = _Head.model_validate_json(content)
        if head.format > FORMAT:
            raise BackupError(
                f"the backup was made by santribot {head.program}, which is newer; install that one"
            )
        return Manifest.model_validate_json(content)
    except ValidationError:
        raise BackupError("the backup's own description cannot be read") from None


def summarize_tables(found: Mapping[str, TableChecksum]) -> dict[str, TableSummary]:
    """Return the checksums as models for the manifest."""
    return {name: TableSummary(rows=tally.rows, checksum=tally.checksum) for name, tally in found.items()}
