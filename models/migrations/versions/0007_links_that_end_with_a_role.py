"""Links that give a role know who made them and can be revoked; the changes of one thing are found quickly."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

VALID, NEAR = timedelta(days=1), timedelta(minutes=1)
"""Time for which links were made, and between the making of one and its row in the audit."""

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LINKS = sa.table(
    "invitations",
    sa.column("token_hash", sa.String()),
    sa.column("role", sa.String()),
    sa.column("expires_at", sa.DateTime(timezone=True)),
    sa.column("number", NUMBER),
    sa.column("made_by", NUMBER),
    sa.column("by_console", sa.Boolean()),
)
AUDIT = sa.table(
    "audit",
    sa.column("actor_id", NUMBER),
    sa.column("action", sa.String()),
    sa.column("subject", sa.String()),
    sa.column("at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    with op.batch_alter_table("invitations") as table:
        table.add_column(sa.Column("number", NUMBER))
        table.add_column(sa.Column("by_console", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("made_by", NUMBER))
        table.add_column(sa.Column("revoked_at", sa.DateTime(timezone=True)))
    give_links_their_makers()
    made_by = "fk_invitations_made_by_people"
    with op.batch_alter_table("invitations") as table:
        table.alter_column("number", existing_type=NUMBER, nullable=False)
        table.create_unique_constraint("uq_invitations_number", ["number"])
        table.create_foreign_key(made_by, "people", ["made_by"], ["id"], ondelete="SET NULL")
        table.create_index("ix_invitations_made_by", ["made_by"])
    op.create_index("ix_audit_subject", "audit", ["subject"])


def give_links_their_makers() -> None:
    """The audit tells who made a link; what it does not know of was made on the command line."""
    run = op.get_bind().execute
    invited = run(sa.select(AUDIT).where(AUDIT.c.action == "invite")).all()
    for link in run(sa.select(LINKS)).all():
        made_at = link.expires_at - VALID
        near = [row for row in invited if row.subject == f"role:{link.role}" and abs(row.at - made_at) < NEAR]
        maker = min(near, key=lambda row: abs(row.at - made_at), default=None)
        values = {
            "number": int(link.token_hash[:15], 16),
            "made_by": maker.actor_id if maker else None,
            "by_console": maker is None,
        }
        run(sa.update(LINKS).where(LINKS.c.token_hash == link.token_hash).values(values))
