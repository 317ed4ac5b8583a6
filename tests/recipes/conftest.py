"""A copy of the project for each recipe."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.recipes.tree import Tree, copy


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return copy(tmp_path)
