"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(24)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_inbox()
    create_page_menus()
    create_page_messages()
    create_regions()
    create_pesantren()
    create_people()
    create_addresses()
    create_audit()
    create_consents()
    create_enrolments()
    create_events()
    create_invitations()
    create_media()
    create_products()
    create_broadcasts()
    create_drafts()
    create_measures()
    create_media_refs()
    create_page_media()
    create_product_photos()
    create_rsvps()
    create_outbox()
    if op.get_bind().dialect.name != "sqlite":
        op.create_foreign_key(
            op.f("fk_pesantren_proposed_by_people"),
            "pesantren",
            "people",
            ["proposed_by"],
            ["id"],
            ondelete="SET NULL",
        )


def create_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", ID, primary_key=True),
        sa.Column("channel", sa.String(12), nullable=False),
        sa.Column("update", sa.String(64), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("body", sa.Text()),
        sa.Column("arrived_at", MOMENT, nullable=False),
        sa.Column("handled_at", MOMENT),
        sa.Column("failure", sa.Text()),
        sa.UniqueConstraint("channel", "update"),
        sa.Index(
            "ix_inbox_waiting",
            "id",
            sqlite_where=sa.text("handled_at IS NULL"),
            postgresql_where=sa.text("handled_at IS NULL"),
        ),
    )


def create_page_menus() -> None:
    op.create_table(
        "page_menus",
        sa.Column("chat", sa.String(64), primary_key=True),
        sa.Column("commands", sa.JSON(), nullable=False),
    )


def create_page_messages() -> None:
    op.create_table(
        "page_messages",
        sa.Column("id", ID, primary_key=True),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("mine", sa.Boolean(), nullable=False),
        sa.Column("update", sa.String(64)),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("chat", "update"),
        sa.Index("ix_page_messages_chat_id", "chat", "id"),
        sqlite_autoincrement=True,
    )


def create_regions() -> None:
    op.create_table(
        "regions",
        sa.Column("code", sa.String(4), primary_key=True),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("kind", WORD, nullable=False),
    )


def create_pesantren() -> None:
    op.create_table(
        "pesantren",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("region_code", sa.String(4), sa.ForeignKey("regions.code"), nullable=False, index=True),
        sa.Column("status", WORD, nullable=False),
        sa.Column(
            "proposed_by", ID, sa.ForeignKey("people.id", ondelete="SET NULL", use_alter=True), index=True
        ),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Index(
            "uq_pesantren_approved",
            "name",
            "region_code",
            unique=True,
            sqlite_where=sa.text("status = 'approved'"),
            postgresql_where=sa.text("status = 'approved'"),
        ),
    )


def create_people() -> None:
    op.create_table(
        "people",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("role", sa.String(10), nullable=False, index=True),
        sa.Column("belonging", sa.String(10)),
        sa.Column("pesantren_id", ID, sa.ForeignKey("pesantren.id"), index=True),
        sa.Column("region_code", sa.String(4), sa.ForeignKey("regions.code"), index=True),
        sa.Column("phone", sa.String(20)),
        sa.Column("created_at", MOMENT, nullable=False, index=True),
        sa.Column("registered_at", MOMENT),
        sqlite_autoincrement=True,
    )


def create_addresses() -> None:
    op.create_table(
        "addresses",
        sa.Column("id", ID, primary_key=True),
        sa.Column("person_id", ID, sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
        sa.Column("channel", sa.String(12), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("gone_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.UniqueConstraint("channel", "chat"),
        sa.Index("ix_addresses_reachable", "person_id", "gone_at"),
    )


def create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", ID, primary_key=True),
        sa.Column("actor_id", ID, sa.ForeignKey("people.id", ondelete="SET NULL"), index=True),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(60), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("at", MOMENT, nullable=False, index=True),
    )


def create_consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", ID, primary_key=True),
        sa.Column(
            "person_id", ID, sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("channel", sa.String(12), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
    )


def create_enrolments() -> None:
    op.create_table(
        "enrolments",
        sa.Column("id", ID, primary_key=True),
        sa.Column("person_id", ID, sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
        sa.Column("pillar", WORD, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        sa.Index("ix_enrolments_growth", "status", "pillar", "created_at"),
        sa.Index("ix_enrolments_person", "person_id"),
        sa.Index(
            "uq_enrolments_active",
            "person_id",
            "pillar",
            unique=True,
            sqlite_where=sa.text("status = 'active'"),
            postgresql_where=sa.text("status = 'active'"),
        ),
    )


def create_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", ID, primary_key=True),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("description", sa.String(1000), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("place_name", sa.String(120), nullable=False),
        sa.Column("latitude", sa.Float()),
        sa.Column("longitude", sa.Float()),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("answer_before", MOMENT),
        sa.Column("status", WORD, nullable=False),
        sa.Column("created_by", ID, sa.ForeignKey("people.id", ondelete="SET NULL"), index=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT),
        sa.Column("cancelled_at", MOMENT),
        sa.Column("code", sa.String(6), nullable=False, unique=True),
        sa.CheckConstraint("taken >= 0 AND taken <= seats", name=op.f("ck_events_taken")),
        sa.Index("ix_events_coming", "status", "starts_at"),
    )


def create_invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("role", WORD, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.Column("used_by", ID, sa.ForeignKey("people.id", ondelete="SET NULL"), index=True),
    )


def create_media() -> None:
    op.create_table(
        "media",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("mime", sa.String(80), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("owner_id", ID, sa.ForeignKey("people.id", ondelete="CASCADE"), index=True),
        sa.Column("expires_at", MOMENT, index=True),
        sa.Column("created_at", MOMENT, nullable=False),
    )


def create_products() -> None:
    op.create_table(
        "products",
        sa.Column("id", ID, primary_key=True),
        sa.Column("owner_id", ID, sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("category", WORD, nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("capacity", sa.Integer()),
        sa.Column("description", sa.String(500), nullable=False),
        sa.Column("link", sa.String(200)),
        sa.Column("flagship", sa.Boolean(), nullable=False),
        sa.Column("permits", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("archived_at", MOMENT),
        sa.Column("code", sa.String(6), nullable=False, unique=True),
        sa.Index("ix_products_category", "archived_at", "category", "flagship"),
        sa.Index("ix_products_growth", "archived_at", "created_at"),
        sqlite_autoincrement=True,
    )


def create_broadcasts() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", ID, primary_key=True),
        sa.Column("created_by", ID, sa.ForeignKey("people.id", ondelete="SET NULL"), index=True),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("photo_id", ID, sa.ForeignKey("media.id", ondelete="SET NULL"), index=True),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT),
        sa.Column("finished_at", MOMENT),
    )


def create_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("address_id", ID, sa.ForeignKey("addresses.id", ondelete="CASCADE"), nullable=False),
        sa.Column("form", sa.String(40), nullable=False),
        sa.Column("target", sa.String(40), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("one_field", sa.Boolean(), nullable=False),
        sa.Column("afterwards", sa.String(64), nullable=False),
        sa.Column("album", sa.String(64), nullable=False),
        sa.Column("album_over", sa.Boolean(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.UniqueConstraint("address_id", "form", "target"),
    )


def create_measures() -> None:
    op.create_table(
        "measures",
        sa.Column("id", ID, primary_key=True),
        sa.Column("enrolment_id", ID, sa.ForeignKey("enrolments.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", WORD, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("until", MOMENT),
        sa.Index("ix_measures_enrolment", "enrolment_id"),
        sa.Index(
            "ix_measures_now",
            "enrolment_id",
            "name",
            "value",
            "until",
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        ),
    )


def create_media_refs() -> None:
    op.create_table(
        "media_refs",
        sa.Column("id", ID, primary_key=True),
        sa.Column("media_id", ID, sa.ForeignKey("media.id", ondelete="CASCADE"), nullable=False),
        sa.Column("channel", sa.String(12), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.UniqueConstraint("media_id", "channel"),
    )


def create_page_media() -> None:
    op.create_table(
        "page_media",
        sa.Column("media_id", ID, sa.ForeignKey("media.id", ondelete="CASCADE"), primary_key=True),
    )


def create_product_photos() -> None:
    op.create_table(
        "product_photos",
        sa.Column("product_id", ID, sa.ForeignKey("products.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("media_id", ID, sa.ForeignKey("media.id", ondelete="CASCADE"), nullable=False, index=True),
    )


def create_rsvps() -> None:
    op.create_table(
        "rsvps",
        sa.Column("event_id", ID, sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
        sa.Column(
            "person_id", ID, sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
        ),
        sa.Column("answer", WORD, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=False),
    )


def create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", ID, primary_key=True),
        sa.Column("channel", sa.String(12), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("body", sa.Text()),
        sa.Column("press", sa.String(64)),
        sa.Column("press_ref", sa.String(64)),
        sa.Column("broadcast_id", ID, sa.ForeignKey("broadcasts.id", ondelete="CASCADE")),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("send_after", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.Index("ix_outbox_broadcast", "broadcast_id", "state"),
        sa.Index(
            "ix_outbox_due",
            "channel",
            "priority",
            "send_after",
            "id",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        ),
        sa.Index(
            "ix_outbox_presses",
            "send_after",
            sqlite_where=sa.text("press IS NOT NULL"),
            postgresql_where=sa.text("press IS NOT NULL"),
        ),
        sqlite_autoincrement=True,
    )
