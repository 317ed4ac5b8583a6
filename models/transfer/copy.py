"""Everything that one database holds, copied into another, of whichever kind, in one transaction.

The rows are read from one snapshot and counted on the way; what arrived is read again and counted in the same way
before the transaction commits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Table, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from models.db.database import Database
from models.db.dialect import is_sqlite
from models.migrations import migrate
from models.transfer import foreign_keys, postgres, sequences, table_reader
from models.transfer.fingerprint import TableChecksum, checksum_of
from models.transfer.target_check import TargetNotEmptyError, clear_target

Progress = Callable[[str, int, int], None]
"""Takes the name of a table, the number of its rows that are copied, and of all its rows."""


class CopyDiffersError(TargetNotEmptyError):
    """The rows that arrived are not those that were sent."""

    def __init__(self, tables: Mapping[str, TableComparison]) -> None:
        names = [name for name, compared in tables.items() if not compared.same]
        super().__init__(f"what arrived differs in {', '.join(names)}")
        self.tables = tables


@dataclass(frozen=True, slots=True)
class TableComparison:
    """One table on both sides."""

    source: TableChecksum
    target: TableChecksum

    @property
    def same(self) -> bool:
        return self.source == self.target


def silent(_table: str, _done: int, _of: int) -> None:
    """Tell nobody."""


async def copy(
    source: Database,
    target: Database,
    progress: Progress = silent,
    *,
    expected: Mapping[str, TableChecksum] | None = None,
    upgrade: bool = False,
) -> Mapping[str, TableComparison]:
    """Copy all tables of `source` as they are at this moment into `target`, which is new or empty. It gets the version
    of `source`; with `upgrade`, this program's in the end.

    Raises `TargetNotEmptyError`, also where the rows are not those that were `expected`; `target` is as before then.
    """
    try:
        return await _copy(source, target, progress, expected, upgrade)
    except DBAPIError as error:
        raise TargetNotEmptyError(cause(error)) from None
    except (OSError, migrate.BrokenReferencesError, migrate.UnknownVersionError) as error:
        raise TargetNotEmptyError(str(error)) from None


async def _copy(
    source: Database,
    target: Database,
    progress: Progress,
    expected: Mapping[str, TableChecksum] | None,
    upgrade: bool,
) -> Mapping[str, TableComparison]:
    async with table_reader.snapshot(source) as origin, migrate.alone(target) as copied:
        version = await _version(origin)
        await clear_target(copied)
        await migrate.migrate_connection(copied, version)
        compared = await _tables(origin, copied, progress)
        _check(compared, expected)
        if upgrade:
            await migrate.migrate_connection(copied, migrate.HEAD)
        if not is_sqlite(target):
            await postgres.analyze(copied)
    return compared


async def _version(origin: AsyncConnection) -> str:
    version = await migrate.version(origin)
    if version is None:
        raise TargetNotEmptyError("the source has no tables of santribot's")
    if migrate.state_of(version) is migrate.MigrationState.NEWER_OR_UNKNOWN:
        raise migrate.UnknownVersionError(version)
    return version


async def _tables(
    origin: AsyncConnection, copied: AsyncConnection, progress: Progress
) -> Mapping[str, TableComparison]:
    sources, targets = await table_reader.tables(origin), await table_reader.tables(copied)
    for name, table in targets.items():
        if name not in sources or sources[name].c.keys() != table.c.keys():
            raise TargetNotEmptyError(f"the source's table {name} is not the one of its version")
    async with foreign_keys.set_aside(copied):
        sent = {name: await _rows(origin, sources[name], copied, targets[name], progress) for name in targets}
    await sequences.follow(origin, copied, targets)
    return {
        name: TableComparison(sent[name], await checksum_of(copied, table)) for name, table in targets.items()
    }


async def _rows(
    origin: AsyncConnection, source: Table, copied: AsyncConnection, target: Table, progress: Progress
) -> TableChecksum:
    """Copy the rows of a table; the checksum is of the rows that were read, not of those written."""
    sent, of = TableChecksum(), await table_reader.count(origin, source)
    progress(target.name, 0, of)
    names = target.c.keys()
    async for page in table_reader.pages(origin, source):
        sent.add(page)
        try:
            await copied.execute(
                insert(target).inline(), [dict(zip(names, row, strict=True)) for row in page]
            )
        except DBAPIError as error:
            raise TargetNotEmptyError(f"a row of {target.name} cannot be written: {cause(error)}") from None
        progress(target.name, sent.rows, of)
    return sent


def cause(error: DBAPIError) -> str:
    """The cause of an error in the database's words, but never with the values of a row."""
    driver = error.orig.__cause__ if error.orig else None
    # PostgreSQL names values in its details, asyncpg in its own errors; SQLite never does.
    return str(getattr(driver, "message", None) or type(driver).__name__) if driver else str(error.orig)


def _check(compared: Mapping[str, TableComparison], expected: Mapping[str, TableChecksum] | None) -> None:
    if expected is not None and expected != {name: one.source for name, one in compared.items()}:
        raise TargetNotEmptyError("the rows are not those that were counted when they were written down")
    if not all(one.same for one in compared.values()):
        raise CopyDiffersError(compared)
