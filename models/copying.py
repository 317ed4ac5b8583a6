"""Everything that one database holds, copied into another, of whichever kind, in one transaction.

The rows are read from one snapshot and counted on the way; what arrived is read again and counted in the same way
before the transaction commits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Table, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from models import migrate, references, rows, serials
from models.database import Database
from models.fingerprint import Tally, tally
from models.room import NotCopied, make_room

Told = Callable[[str, int, int], None]
"""Is told of each table, how many of its rows are copied, and how many it has."""


class Differs(NotCopied):
    """What arrived is not what was sent."""

    def __init__(self, tables: Mapping[str, Compared]) -> None:
        names = [name for name, compared in tables.items() if not compared.same]
        super().__init__(f"what arrived differs in {', '.join(names)}")
        self.tables = tables


@dataclass(frozen=True, slots=True)
class Compared:
    """One table on both sides."""

    source: Tally
    target: Tally

    @property
    def same(self) -> bool:
        return self.source == self.target


def silent(_table: str, _done: int, _of: int) -> None:
    """Tells nobody."""


async def copy(
    source: Database,
    target: Database,
    told: Told = silent,
    *,
    expected: Mapping[str, Tally] | None = None,
    upgrade: bool = False,
) -> Mapping[str, Compared]:
    """All tables of `source` as they are at this moment, into `target`, which is new or empty. It gets the version of
    `source`; with `upgrade`, this program's in the end.

    Raises `NotCopied`, also where the rows are not those that were `expected`; `target` is as before then.
    """
    try:
        return await _copy(source, target, told, expected, upgrade)
    except DBAPIError as error:
        raise NotCopied(cause(error)) from None
    except (OSError, migrate.BrokenReferences, migrate.UnknownVersion) as error:
        raise NotCopied(str(error)) from None


async def _copy(
    source: Database, target: Database, told: Told, expected: Mapping[str, Tally] | None, upgrade: bool
) -> Mapping[str, Compared]:
    async with rows.snapshot(source) as origin, migrate.alone(target) as copied:
        version = await _version(origin)
        await make_room(copied)
        await migrate.bring(copied, version)
        compared = await _tables(origin, copied, told)
        _check(compared, expected)
        if upgrade:
            await migrate.bring(copied, migrate.HEAD)
        if not target.sqlite:
            # Until PostgreSQL knows how much there is, it finds slow ways to it.
            await copied.execute(text("ANALYZE"))
    return compared


async def _version(origin: AsyncConnection) -> str:
    version = await migrate.version(origin)
    if version is None:
        raise NotCopied("the source has no tables of santribot's")
    if migrate.standing(version) is migrate.State.NEWER_OR_UNKNOWN:
        raise migrate.UnknownVersion(version)
    return version


async def _tables(origin: AsyncConnection, copied: AsyncConnection, told: Told) -> Mapping[str, Compared]:
    sources, targets = await rows.tables(origin), await rows.tables(copied)
    for name, table in targets.items():
        if name not in sources or sources[name].c.keys() != table.c.keys():
            raise NotCopied(f"the source's table {name} is not the one of its version")
    async with references.set_aside(copied):
        sent = {name: await _rows(origin, sources[name], copied, targets[name], told) for name in targets}
    await serials.follow(origin, copied, targets)
    return {name: Compared(sent[name], await tally(copied, table)) for name, table in targets.items()}


async def _rows(
    origin: AsyncConnection, source: Table, copied: AsyncConnection, target: Table, told: Told
) -> Tally:
    """What was read, not what was written."""
    sent, of = Tally(), await rows.number(origin, source)
    told(target.name, 0, of)
    names = target.c.keys()
    async for page in rows.pages(origin, source):
        sent.add(page)
        try:
            await copied.execute(
                insert(target).inline(), [dict(zip(names, row, strict=True)) for row in page]
            )
        except DBAPIError as error:
            raise NotCopied(f"a row of {target.name} cannot be written: {cause(error)}") from None
        told(target.name, sent.rows, of)
    return sent


def cause(error: DBAPIError) -> str:
    """In the database's words, but never with the values of a row."""
    driver = error.orig.__cause__ if error.orig else None
    # PostgreSQL names values in its details, asyncpg in its own errors; SQLite never does.
    return str(getattr(driver, "message", None) or type(driver).__name__) if driver else str(error.orig)


def _check(compared: Mapping[str, Compared], expected: Mapping[str, Tally] | None) -> None:
    if expected is not None and expected != {name: one.source for name, one in compared.items()}:
        raise NotCopied("the rows are not those that were counted when they were written down")
    if not all(one.same for one in compared.values()):
        raise Differs(compared)
