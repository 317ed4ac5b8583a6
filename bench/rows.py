"""Rows that a database makes by itself, from nothing but a number for each: no row passes through Python."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Insert,
    Integer,
    SQLColumnExpression,
    String,
    case,
    cast,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.types import TypeEngine

from models.db.database import Base, UtcTime
from models.public_codes import ALPHABET, LENGTH

Number = SQLColumnExpression[int]

PRIME, BIG_PRIME = 10_007, 7_919_317


def numbers(most: int) -> Number:
    """1, 2, ... up to `most`, a row for each."""
    rows = select(literal(1, BigInteger).label("n")).cte("numbers", recursive=True)
    return rows.union_all(select(rows.c.n + 1).where(rows.c.n < most)).c.n


def filled(table: type[Base], columns: dict[str, Any], *where: ColumnElement[bool]) -> Insert:
    """A row with these columns for each number in them for which `where` holds."""
    return insert(table).from_select(list(columns), select(*map(_column, columns.values())).where(*where))


def mixed(n: Number, salt: int) -> Number:
    """From 0 to 10,006, as if drawn by lot; each `salt` draws another."""
    return (n * (7919 + 2 * salt) + salt) % PRIME


def pick(values: Sequence[Any], number: Number, kind: TypeEngine[Any] | None = None) -> ColumnElement[Any]:
    """The value that stands at this place, counted round and round."""
    chosen = {place: literal(value, kind) for place, value in enumerate(values)}
    return case(chosen, value=number % len(values))


def text(begin: str, n: Number) -> ColumnElement[str]:
    return literal(begin) + cast(n, String)


def code(n: Number) -> ColumnElement[str]:
    """A public code of its own for each number, in no visible order."""
    base = len(ALPHABET)
    drawn = n * BIG_PRIME % base**LENGTH
    places = [1 + cast(drawn // base**place % base, Integer) for place in range(LENGTH)]
    return reduce(add, (func.substr(ALPHABET, place, 1, type_=String) for place in places))


def _column(value: Any) -> Any:
    if isinstance(value, datetime):
        return literal(value, UtcTime())
    return literal(value) if value is None or isinstance(value, str | int) else value
