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
    if op.get_bind().dialect.name == "postgresql":
        ring_for_new_rows()


def ring_for_new_rows() -> None:
    """Whoever waits for rows of `inbox` and `outbox` is told of them, in whatever process."""
    op.execute("""
        CREATE FUNCTION santribot_ring() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_notify('santribot', TG_TABLE_NAME); RETURN NULL; END $$
    """)
    for table in ("inbox", "outbox"):
        op.execute(
            f"CREATE TRIGGER ring AFTER INSERT ON {table} FOR EACH STATEMENT EXECUTE FUNCTION santribot_ring()"
        )
