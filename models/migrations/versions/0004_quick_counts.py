"""Indexes that alone answer what statistics and the counts of audiences ask."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index("ix_products_owner", "products", ["owner_id", "archived_at", "category"])
    op.drop_index("ix_enrolments_person", "enrolments")
    op.create_index("ix_enrolments_person", "enrolments", ["person_id", "status", "pillar"])
    op.drop_index("ix_measures_now", "measures")
    tell_pillars()
    newest = sa.text("until IS NULL")
    op.create_index(
        "ix_measures_now",
        "measures",
        ["pillar", "name", "value", "until"],
        sqlite_where=newest,
        postgresql_where=newest,
    )


def tell_pillars() -> None:
    """Each figure says whose pillar it is of."""
    op.add_column("measures", sa.Column("pillar", sa.String(24)))
    op.execute(
        "UPDATE measures SET pillar = (SELECT pillar FROM enrolments WHERE enrolments.id = enrolment_id)"
    )
    with op.batch_alter_table("measures") as measures:
        measures.alter_column("pillar", existing_type=sa.String(24), nullable=False)
