"""The people of tests of broadcasts."""

from __future__ import annotations

import pytest

from models.db.database import Database
from tests.handlers.office import Office, opened
from tests.support.client import Someone


@pytest.fixture
async def office(db: Database, regions: None) -> Office:
    return await opened(db)


@pytest.fixture
def siti(office: Office) -> Someone:
    return office.people["siti"]
