"""Several senders, of which one has the lease; contents of photos outside of the database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("claim", sa.BigInteger().with_variant(sa.Integer(), "sqlite")))
    op.add_column("outbox", sa.Column("cause", sa.String(80), nullable=False, server_default=""))
    op.add_column("media", sa.Column("digest", sa.String(64)))
    op.add_column("media", sa.Column("size", sa.Integer()))
    op.add_column("media", sa.Column("fetch_after", sa.DateTime(timezone=True)))
    op.add_column("media", sa.Column("tries", sa.SmallInteger(), nullable=False, server_default="0"))
    op.create_index("ix_media_digest", "media", ["digest"])
    waits = sa.text("fetch_after IS NOT NULL")
    op.create_index(
        "ix_media_fetch_after", "media", ["fetch_after"], sqlite_where=waits, postgresql_where=waits
    )
