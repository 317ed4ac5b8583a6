"""Finding every table: a table is in the metadata because its module is in `models`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from sqlalchemy import MetaData

import models
from models.db.database import Base

WITHOUT_TABLES = frozenset({"models.db", "models.demo", "models.migrations", "models.transfer"})
"""Packages that are not looked into. Tables refer to nothing in them, and some take long to import."""


@cache
def all_tables() -> MetaData:
    """The metadata of every table. To be called before the first statement: tables refer to each other by name."""
    for name in _modules(models.__path__, "models."):
        import_module(name)
    return Base.metadata


def _modules(path: Sequence[str], prefix: str) -> Iterator[str]:
    """The names of all modules in a package. Unlike `walk_packages`, it does not import those left out."""
    for found in iter_modules(path, prefix):
        if found.name in WITHOUT_TABLES:
            continue
        yield found.name
        if found.ispkg:
            yield from _modules(list(import_module(found.name).__path__), f"{found.name}.")
