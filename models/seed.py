"""The facts that every database begins with.

`data/regions_jawa_timur.csv`: the 38 regions of East Java with their codes of Statistics Indonesia (BPS).
`data/pesantren_sample.csv`: well-known pesantren, so that the directory is not empty; not an official list.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from models.db.database import Base
from models.db.dialect import is_sqlite
from models.pesantren import Pesantren, PesantrenStatus
from models.regions import Region, all_regions


async def regions_and_pesantren(session: AsyncSession) -> None:
    """Add the regions that are missing, and to an empty directory the sample."""
    await _add_missing(session, Region, [region._asdict() for region in all_regions()])
    if await session.scalar(select(Pesantren.id).limit(1)) is None:
        sample = [{**row, "status": PesantrenStatus.APPROVED} for row in sample_pesantren()]
        await _add_missing(session, Pesantren, sample)


def sample_pesantren() -> list[dict[str, Any]]:
    """The pesantren of the sample, each with `name` and `region_code`."""
    text = (files("models") / "data" / "pesantren_sample.csv").read_text(encoding="utf-8")
    return [dict(row) for row in csv.DictReader(text.splitlines())]


async def _add_missing(session: AsyncSession, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert all rows in one statement; those whose key is taken are passed over."""
    dialect = sqlite if is_sqlite(session) else postgresql
    await session.execute(dialect.insert(table).values(list(rows)).on_conflict_do_nothing())
