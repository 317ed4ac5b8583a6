"""Every table. Import this before the first statement: tables refer to each other by name."""

from __future__ import annotations

from models import (
    audit,
    drafts,
    enrolments,
    events,
    invitations,
    media,
    people,
    pesantren,
    products,
    regions,
    topics,
    webchat,
)
from models.broadcasts import content, lifecycle
from models.db.database import Base
from models.queue import inbox, outbox, runs

__all__ = [
    "audit",
    "content",
    "drafts",
    "enrolments",
    "events",
    "inbox",
    "invitations",
    "lifecycle",
    "media",
    "metadata",
    "outbox",
    "people",
    "pesantren",
    "products",
    "regions",
    "runs",
    "topics",
    "webchat",
]

metadata = Base.metadata
