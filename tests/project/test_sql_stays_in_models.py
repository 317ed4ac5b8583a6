"""SQL stands in `models` only: nothing else imports SQLAlchemy, but for the types of sessions and connections.

The import linter cannot tell the submodules of a library apart, so this is a test.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.support.paths import ROOT

TYPES = {"sqlalchemy.ext.asyncio.AsyncSession", "sqlalchemy.ext.asyncio.AsyncConnection"}
FILES = [file for room in ("bot", "handlers") for file in sorted((ROOT / room).rglob("*.py"))]


def imported(source: str) -> Iterator[str]:
    """Each name of SQLAlchemy's that is imported, at the top or inside a function."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] == "sqlalchemy")


def test_bot_and_handlers_know_no_sql() -> None:
    assert len(FILES) > 100
    for file in FILES:
        assert set(imported(file.read_text(encoding="utf-8"))) <= TYPES, file


@pytest.mark.parametrize(
    "source",
    [
        "import sqlalchemy",
        "from sqlalchemy import select",
        "def ask():\n    from sqlalchemy.orm import undefer",
        "from sqlalchemy.ext.asyncio import create_async_engine",
    ],
)
def test_an_import_of_sql_is_found(source: str) -> None:
    assert not set(imported(source)) <= TYPES
