"""Loads all that `santribot` has, and what it or a test loads later."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

import bot
import handlers
import models

LATER = (
    "asyncpg",
    "sqlalchemy.dialects.postgresql.asyncpg",
    "sqlalchemy.dialects.sqlite.aiosqlite",
    "tests.support.fatal",
)


def load(package: ModuleType) -> None:
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith(("__main__", ".env")) and ".versions" not in module.name:
            import_module(module.name)


for package in (models, bot, handlers):
    load(package)
for name in LATER:
    import_module(name)
