"""Another organiser beside Siti."""

from __future__ import annotations

import pytest

from models.people import Role
from tests.handlers.office import Office
from tests.support.client import Someone


@pytest.fixture
async def dewi(office: Office) -> Someone:
    return await office.santri("dewi", "Dewi", role=Role.ORGANISER)
