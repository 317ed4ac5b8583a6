"""A bot and its people, on every database."""

from __future__ import annotations

import pytest

from models.db.database import Database
from tests.support import shop
from tests.support.client import Town


@pytest.fixture
def town(db: Database, regions: None) -> Town:
    """The real handlers, with the regions and the sample of pesantren."""
    return Town(db)


@pytest.fixture
def market(db: Database) -> Town:
    """A bot with a form of every kind of question and nothing else."""
    return Town(db, modules=[shop])
