"""Conditions that follow from what tables declare about people (`models.db.personal`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, inspect, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from models.db.database import Base
from models.db.personal import Declaration, InChats, OwnedBy, PartOf, SignedBy
from models.people import Address
from models.registry import all_tables


def tables() -> Mapping[str, type[Base]]:
    """Every table by its name."""
    all_tables()
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


def of_kind(table: type[Base], kind: type[Declaration]) -> bool:
    """Return whether the table declares something of this kind."""
    return any(isinstance(declared, kind) for declared in table.__personal__)


def signatures() -> Iterator[tuple[type[Base], InstrumentedAttribute[Any]]]:
    """Each column in which somebody signed, with its table."""
    for table in tables().values():
        for declared in table.__personal__:
            if isinstance(declared, SignedBy):
                yield table, _column(table, declared.column)


def owned(table: type[Base], person_id: int) -> ColumnElement[bool]:
    """The condition that a row is this person's."""
    conditions: list[ColumnElement[bool]] = []
    for declared in table.__personal__:
        if isinstance(declared, OwnedBy):
            conditions.append(_owned_by(_column(table, declared.column), person_id))
        elif isinstance(declared, InChats):
            conditions.append(_in_chats(table, declared, person_id))
    return or_(*conditions)


def signed(table: type[Base], person_id: int) -> ColumnElement[bool] | None:
    """The condition that this person signed a row, or the row that it is part of; None where nobody signs."""
    conditions: list[ColumnElement[bool]] = []
    for declared in table.__personal__:
        if isinstance(declared, SignedBy):
            conditions.append(_column(table, declared.column) == person_id)
        elif isinstance(declared, PartOf):
            column = _column(table, declared.column)
            whole = _referred(column)
            theirs = _column(whole, declared.signed_by) == person_id
            conditions.append(column.in_(select(_key(whole)).where(theirs)))
    return or_(*conditions) if conditions else None


def _owned_by(column: InstrumentedAttribute[Any], person_id: int) -> ColumnElement[bool]:
    """The condition that a column names the person, or a row that is theirs."""
    if not column.property.columns[0].foreign_keys or _referred(column).__tablename__ == "people":
        return column == person_id
    owner = _referred(column)
    return column.in_(select(_key(owner)).where(owned(owner, person_id)))


def _in_chats(table: type[Base], declared: InChats, person_id: int) -> ColumnElement[bool]:
    chat = _column(table, "chat")
    theirs: Select[Any] = select(Address.chat).where(Address.person_id == person_id)
    if declared.channel:
        return chat.in_(theirs.where(Address.channel == declared.channel))
    both = select(Address.channel, Address.chat).where(Address.person_id == person_id)
    found = tuple_(_column(table, "channel"), chat).in_(both)
    return _column(table, declared.unless).is_(None) & found if declared.unless else found


def _referred(column: InstrumentedAttribute[Any]) -> type[Base]:
    """The table that a column refers to."""
    [foreign] = column.property.columns[0].foreign_keys
    return tables()[foreign.column.table.name]


def _key(table: type[Base]) -> ColumnElement[Any]:
    [key] = inspect(table).primary_key
    return key


def _column(table: type[Base], name: str) -> InstrumentedAttribute[Any]:
    found: InstrumentedAttribute[Any] = getattr(table, name)
    return found
