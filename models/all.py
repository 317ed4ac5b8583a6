"""Every table. Import this before the first statement: tables refer to each other by name."""

from __future__ import annotations

from models import (
    audit,
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
)
from models.database import Base

__all__ = [
    "audit",
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
]

metadata = Base.metadata
