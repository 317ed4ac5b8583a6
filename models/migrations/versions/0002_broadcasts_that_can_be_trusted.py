"""Broadcasts with a time, an approval, languages, answers and a topic; recipients that are taken in slices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(24)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_silences()
    create_broadcast_answers()
    create_texts("broadcast_texts", "html")
    create_texts("broadcast_bodies", "body")
    widen_broadcasts()
    widen_outbox()
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("stopped_at", MOMENT))
        stopped = sa.text("stopped_at IS NOT NULL")
        people.create_index(
            "ix_people_stopped", ["stopped_at"], sqlite_where=stopped, postgresql_where=stopped
        )


def create_silences() -> None:
    op.create_table(
        "silences",
        sa.Column(
            "person_id",
            ID,
            sa.ForeignKey("people.id", name="fk_silences_person_id_people", ondelete="CASCADE"),
        ),
        sa.Column("topic", WORD),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "topic", name="pk_silences"),
    )


def create_broadcast_answers() -> None:
    op.create_table(
        "broadcast_answers",
        _broadcast_id("broadcast_answers"),
        sa.Column(
            "person_id",
            ID,
            sa.ForeignKey("people.id", name="fk_broadcast_answers_person_id_people", ondelete="CASCADE"),
        ),
        sa.Column("choice", sa.SmallInteger(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id", "person_id", name="pk_broadcast_answers"),
    )
    op.create_index("ix_broadcast_answers_person_id", "broadcast_answers", ["person_id"])


def create_texts(table: str, content: str) -> None:
    op.create_table(
        table,
        _broadcast_id(table),
        sa.Column("language", sa.String(5)),
        sa.Column(content, sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id", "language", name=f"pk_{table}"),
    )


def widen_broadcasts() -> None:
    with op.batch_alter_table("broadcasts") as table:
        table.add_column(sa.Column("document_id", ID))
        table.add_column(sa.Column("choices", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("card", sa.String(40)))
        table.add_column(sa.Column("topic", WORD, nullable=False, server_default="pengumuman"))
        table.add_column(sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("send_at", MOMENT))
        table.add_column(sa.Column("approved_by", ID))
        table.add_column(sa.Column("reason", sa.Text()))
        table.add_column(sa.Column("taken_to", sa.BigInteger(), nullable=False, server_default="0"))
        table.add_column(sa.Column("take_until", sa.BigInteger()))
        for column, other in (("document_id", "media"), ("approved_by", "people")):
            table.create_index(f"ix_broadcasts_{column}", [column])
            table.create_foreign_key(
                f"fk_broadcasts_{column}_{other}", other, [column], ["id"], ondelete="SET NULL"
            )
    op.execute("UPDATE broadcasts SET take_until = 0 WHERE started_at IS NOT NULL")


def widen_outbox() -> None:
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.add_column(sa.Column("person_id", ID))
        table.add_column(sa.Column("language", sa.String(5)))
        table.create_index("ix_outbox_person_id", ["person_id"])
        table.create_foreign_key(
            "fk_outbox_person_id_people", "people", ["person_id"], ["id"], ondelete="SET NULL"
        )
    waiting = sa.text("state = 'waiting'")
    op.drop_index("ix_outbox_due", "outbox")
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["channel", "broadcast_id", "priority", "send_after", "id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.execute(
        "UPDATE outbox SET person_id = (SELECT person_id FROM addresses"
        " WHERE addresses.channel = outbox.channel AND addresses.chat = outbox.chat)"
        " WHERE broadcast_id IS NOT NULL"
    )


def _broadcast_id(table: str) -> sa.Column[int]:
    key = sa.ForeignKey("broadcasts.id", name=f"fk_{table}_broadcast_id_broadcasts", ondelete="CASCADE")
    return sa.Column("broadcast_id", ID, key)
