"""The seal of a broadcast: a SHA-256 over everything that goes out. Together with the revision, which rises with each
change, it names what was shown to somebody who shall agree, so that they agree to that and to nothing else.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.broadcasts import content
from models.broadcasts.tables import Broadcast, sealed_columns
from models.db.database import Base
from models.events import Event
from models.media import Media
from models.products import Product

CARDS: dict[str, tuple[type[Base], tuple[str, ...]]] = {
    "event": (Event, ("status", "title", "description", "starts_at", "ends_at", "place_name")),
    "product": (
        Product,
        ("archived_at", "name", "price", "unit", "capacity", "description", "link", "permits", "photos"),
    ),
}
"""Tables of what cards show, by the kind in `Broadcast.card`, with the columns that are sealed. Seats of events may
change at any time.
"""


async def seal(session: AsyncSession, broadcast: Broadcast) -> str:
    """The seal of a broadcast as it stands in this transaction: 64 hexadecimal digits."""
    await session.flush()
    sealed: dict[str, Any] = {key: getattr(broadcast, key) for key in sealed_columns()}
    sealed["audience"] = broadcast.meant_for.model_dump(mode="json")
    sealed["texts"] = await content.texts(session, broadcast.id)
    sealed["files"] = await _file_names(session, broadcast)
    if broadcast.card:
        sealed["card"] = [broadcast.card, *await _card_contents(session, broadcast.card)]
    text = json.dumps(sealed, default=_plain, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


async def _file_names(session: AsyncSession, broadcast: Broadcast) -> list[str]:
    """The names that recipients see of what is attached."""
    attached = [number for number in (broadcast.photo_id, broadcast.document_id) if number]
    if not attached:
        return []
    return list(await session.scalars(select(Media.name).where(Media.id.in_(attached)).order_by(Media.id)))


async def _card_contents(session: AsyncSession, card: str) -> list[Any]:
    """The words, the times and the pictures of the card that the button opens; nothing where it is gone."""
    kind, _colon, number = card.partition(":")
    table, columns = CARDS.get(kind, (None, ()))
    row = await session.get(table, int(number)) if table else None
    return [] if row is None else [getattr(row, column) for column in columns]


def _plain(value: object) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
