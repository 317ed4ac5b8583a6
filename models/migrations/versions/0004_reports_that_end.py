"""Totals of broadcasts of which it is no longer kept how each recipient fared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("broadcasts", sa.Column("totals", sa.JSON()))
