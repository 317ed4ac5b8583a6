"""A backup as it was made, and the place for one that somebody spoils."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.offices import settled


@pytest.fixture
async def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.tar"
    async with settled("sqlite", tmp_path / "here") as office:
        await office.save(file)
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return tmp_path / "bad.tar"
