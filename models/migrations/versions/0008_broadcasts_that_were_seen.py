"""Broadcasts with a seal, a revision and the number that was counted; notices to the guests of events, in slices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("broadcasts", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("broadcasts", sa.Column("seal", sa.String(64)))
    op.add_column("broadcasts", sa.Column("counted", sa.Integer()))
    op.create_table(
        "event_notices",
        sa.Column("id", ID, nullable=False),
        sa.Column("event_id", ID, nullable=False),
        sa.Column("created_by", ID),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("hours", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Boolean(), nullable=False),
        sa.Column("send_at", MOMENT, nullable=False),
        sa.Column("taken_to", sa.BigInteger(), nullable=False),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_event_notices"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name="fk_event_notices_event_id_events", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["people.id"], name="fk_event_notices_created_by_people", ondelete="SET NULL"
        ),
    )
    op.create_index("ix_event_notices_event_id", "event_notices", ["event_id"])
    op.create_index("ix_event_notices_created_by", "event_notices", ["created_by"])
    open_ = sa.text("finished_at IS NULL")
    op.create_index(
        "ix_event_notices_due", "event_notices", ["send_at"], sqlite_where=open_, postgresql_where=open_
    )
