"""Every table. Import this before the first statement: tables refer to each other by name."""

from __future__ import annotations

from models import (
    audit,
    broadcast_parts,
    broadcasts,
    drafts,
    enrolments,
    events,
    inbox,
    invitations,
    media,
    outbox,
    page,
    people,
    pesantren,
    products,
    regions,
    topics,
)
from models.database import Base

__all__ = [
    "audit",
    "broadcast_parts",
    "broadcasts",
    "drafts",
    "enrolments",
    "events",
    "inbox",
    "invitations",
    "media",
    "metadata",
    "outbox",
    "page",
    "people",
    "pesantren",
    "products",
    "regions",
    "topics",
]

metadata = Base.metadata
