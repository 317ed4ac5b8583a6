"""Heartbeats of processes, and fencing numbers of leases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("epoch", big, nullable=False),
        sa.Column("holder", big, nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.add_column("runs", sa.Column("beats", big))
    op.add_column("runs", sa.Column("worker", sa.Boolean(), server_default=sa.true(), nullable=False))
