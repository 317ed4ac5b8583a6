"""Forms that somebody is filling in: kept after every answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from secrets import randbits
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.db.compiled_statement import CompiledStatement
from models.db.database import Base, BigId, CompactJSON, table_of
from models.db.personal import OwnedBy


@dataclass
class Draft:
    """The answers so far of one form in one chat. `id` is drawn by lot, so that buttons can carry it before the row
    is written.
    """

    address_id: int
    form: str
    target: str
    """The thing that the form changes; empty where something new is being made."""
    updated_at: datetime
    id: int = field(default_factory=lambda: randbits(47))
    answers: dict[str, Any] = field(default_factory=dict)
    """Field name → answer as JSON; null where the question was left out."""
    at: str = ""
    """The field being asked, or one of the screens of `bot.dialog.forms`."""
    one_field: bool = False
    """Only this field is being changed; the summary comes after it."""
    afterwards: str = ""
    """A button that is pressed for the person when the form is saved."""
    album: str = ""
    """The album whose photos are arriving; they are answered together."""
    album_over: bool = False
    """True where it has more photos than the question takes."""
    paused: bool = False
    """The person turned to something else; the form is offered again."""


class DraftRow(Base):
    """A `Draft` as it is kept, field by field."""

    __tablename__ = "drafts"
    __personal__ = (OwnedBy("address_id"),)
    __table_args__ = (UniqueConstraint("address_id", "form", "target"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id", ondelete="CASCADE"))
    form: Mapped[str] = mapped_column(String(40))
    target: Mapped[str] = mapped_column(String(40))
    answers: Mapped[dict[str, Any]] = mapped_column(CompactJSON)
    at: Mapped[str] = mapped_column(String(40))
    one_field: Mapped[bool]
    afterwards: Mapped[str] = mapped_column(String(64))
    album: Mapped[str] = mapped_column(String(64))
    album_over: Mapped[bool]
    paused: Mapped[bool]
    updated_at: Mapped[datetime]


_TABLE = table_of(DraftRow)
_FIELDS = [field.name for field in fields(Draft)]
_CHANGING = [name for name in _FIELDS if name not in ("id", "address_id", "form", "target")]


def _upsert(insert: Any) -> Any:
    changes = {name: insert.excluded[name] for name in _CHANGING}
    return insert.on_conflict_do_update(index_elements=[_TABLE.c.id], set_=changes)


_ALL = select(*(_TABLE.c[name] for name in _FIELDS))
_ids = func.json_each(bindparam("ids", type_=JSON)).table_valued("value")
_LOAD = CompiledStatement(
    _ALL.where(_TABLE.c.address_id.in_(select(_ids.c.value))),
    elsewhere=_ALL.where(_TABLE.c.address_id.in_(bindparam("ids", expanding=True))),
)
_SAVE = CompiledStatement(
    _upsert(sqlite.insert(_TABLE)), columns=_FIELDS, elsewhere=_upsert(postgresql.insert(_TABLE))
)
_REMOVE = CompiledStatement(delete(_TABLE).where(_TABLE.c.id == bindparam("number")))


async def load(session: AsyncSession, address_ids: Collection[int]) -> list[Draft]:
    """All drafts of these addresses, in one statement."""
    return [Draft(*row) for row in await _LOAD.fetch_all(session, {"ids": list(address_ids)})]


async def save(session: AsyncSession, drafts: Sequence[Draft]) -> None:
    """Write drafts down, new ones and those that are there, in one statement."""
    await _SAVE.execute_many(session, [vars(draft) for draft in drafts])


async def remove(session: AsyncSession, ids: Collection[int]) -> None:
    await _REMOVE.execute_many(session, [{"number": number} for number in ids])
