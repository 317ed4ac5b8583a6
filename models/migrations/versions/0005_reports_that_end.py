"""Totals of broadcasts of which it is no longer kept how each recipient fared; a quick way to dead letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("broadcasts", sa.Column("totals", sa.JSON()))
    failed = sa.text("failure IS NOT NULL")
    op.create_index("ix_inbox_failed", "inbox", ["id"], sqlite_where=failed, postgresql_where=failed)
