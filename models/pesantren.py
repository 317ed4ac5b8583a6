"""The directory of pesantren, and finding one in it by a few letters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ForeignKey, Index, String, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models import fuzzy_match
from models.db.database import Base, primary_key, utcnow
from models.db.enum_column import enum_column
from models.db.personal import SignedBy
from models.regions import Region

NOBODY = 0
_APPROVED = text("status = 'approved'")


class PesantrenStatus(StrEnum):
    """State of a pesantren: in the directory, or only somebody's proposal."""

    APPROVED = "approved"
    PROPOSED = "proposed"


class Pesantren(Base):
    __tablename__ = "pesantren"
    __personal__ = (SignedBy("proposed_by"),)
    __table_args__ = (
        Index(
            "uq_pesantren_approved",
            "name",
            "region_code",
            unique=True,
            sqlite_where=_APPROVED,
            postgresql_where=_APPROVED,
        ),
    )

    id: Mapped[int] = primary_key()
    name: Mapped[str] = mapped_column(String(80))
    region_code: Mapped[str] = mapped_column(ForeignKey("regions.code"), index=True)
    status: Mapped[PesantrenStatus] = mapped_column(
        enum_column(PesantrenStatus), default=PesantrenStatus.APPROVED
    )
    proposed_by: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL", use_alter=True), index=True
    )
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    updated_at: Mapped[datetime] = mapped_column(default=utcnow, onupdate=utcnow)


async def propose(
    session: AsyncSession, name: str, region_code: str, person_id: int, now: datetime
) -> Pesantren:
    """Add a pesantren that is not in the directory; until it is approved only its proposer finds it.

    The same proposal made again is the one that is there.
    """
    mine = (Pesantren.name == name, Pesantren.region_code == region_code, Pesantren.proposed_by == person_id)
    pesantren = await session.scalar(select(Pesantren).where(*mine))
    if pesantren is None:
        pesantren = Pesantren(
            name=name,
            region_code=region_code,
            status=PesantrenStatus.PROPOSED,
            proposed_by=person_id,
            created_at=now,
            updated_at=now,
        )
        session.add(pesantren)
        await session.flush()
    return pesantren


async def by_id(session: AsyncSession, pesantren_id: int) -> Pesantren | None:
    """Return a pesantren of the directory, or somebody's proposal."""
    found = await session.get(Pesantren, pesantren_id)
    nobodys = found is not None and found.status is PesantrenStatus.PROPOSED and found.proposed_by is None
    return None if nobodys else found


async def count_proposals(session: AsyncSession, person_id: int) -> int:
    """Count the proposals of a person that are not approved yet."""
    open_ = Pesantren.proposed_by == person_id, Pesantren.status == PesantrenStatus.PROPOSED
    return await session.scalar(select(func.count()).select_from(Pesantren).where(*open_)) or 0


async def search(
    session: AsyncSession, text: str, *, person_id: int | None = None, limit: int = 5
) -> list[tuple[Pesantren, Region]]:
    """Find the pesantren that `text` may mean, the likeliest first; proposals only for who made them."""
    directory = await _directory(session)
    among = [entry for entry in directory.entries if entry.only_for in (None, person_id)]
    found = [among[index].id for index in fuzzy_match.rank(text, [entry.spelling for entry in among], limit)]
    rows = await session.execute(select(Pesantren, Region).join(Region).where(Pesantren.id.in_(found)))
    by_id = {pesantren.id: (pesantren, region) for pesantren, region in rows}
    return [by_id[pesantren_id] for pesantren_id in found if pesantren_id in by_id]


async def with_regions(session: AsyncSession, ids: Collection[int]) -> Sequence[tuple[Pesantren, Region]]:
    """Return these pesantren by their names, each with its region."""
    found = select(Pesantren, Region).join(Region).where(Pesantren.id.in_(ids))
    rows = await session.execute(found.order_by(Pesantren.name, Pesantren.id))
    return [(pesantren, region) for pesantren, region in rows]


@dataclass(frozen=True, slots=True)
class _Entry:
    id: int
    spelling: fuzzy_match.SpellingIndex
    only_for: int | None
    """The only person who finds it; None where everybody does."""


@dataclass(frozen=True, slots=True)
class _Directory:
    """All names in memory. `stamp` changes whenever the table does."""

    stamp: tuple[Any, ...]
    entries: Sequence[_Entry]


_directories: WeakKeyDictionary[object, _Directory] = WeakKeyDictionary()
"""One for each database, known by its pool of connections."""


async def _directory(session: AsyncSession) -> _Directory:
    database = session.get_bind().engine.pool
    stamp = await _stamp(session)
    directory = _directories.get(database)
    if directory is None or directory.stamp != stamp:
        directory = _directories[database] = _Directory(stamp, await _entries(session))
    return directory


async def _stamp(session: AsyncSession) -> tuple[Any, ...]:
    approved = func.count().filter(Pesantren.status == PesantrenStatus.APPROVED)
    newest = func.max(Pesantren.id), func.max(Pesantren.updated_at)
    return tuple((await session.execute(select(func.count(), approved, *newest))).one())


async def _entries(session: AsyncSession) -> list[_Entry]:
    region_name = Region.name.label("region_name")
    columns = (Pesantren.id, Pesantren.name, Pesantren.status, Pesantren.proposed_by, region_name)
    return [
        _Entry(
            id=row.id,
            spelling=_spelled(row.name, row.region_name),
            only_for=(row.proposed_by or NOBODY) if row.status is PesantrenStatus.PROPOSED else None,
        )
        for row in await session.execute(select(*columns).join(Region))
    ]


def _spelled(name: str, region: str) -> fuzzy_match.SpellingIndex:
    """The spelling of a name; its region is searched as well, for there are many of the same name."""
    return fuzzy_match.SpellingIndex(
        fuzzy_match.fold(f"{name} {region}").words, fuzzy_match.fold(name).joined
    )
