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
from models.media import Media


async def seal(session: AsyncSession, broadcast: Broadcast) -> str:
    """The seal of a broadcast as it stands in this transaction: 64 hexadecimal digits."""
    await session.flush()
    sealed: dict[str, Any] = {key: getattr(broadcast, key) for key in sealed_columns()}
    sealed["audience"] = broadcast.meant_for.model_dump(mode="json")
    sealed["texts"] = await content.texts(session, broadcast.id)
    sealed["files"] = await _file_names(session, broadcast)
    text = json.dumps(sealed, default=_plain, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


async def _file_names(session: AsyncSession, broadcast: Broadcast) -> list[str]:
    """The names that recipients see of what is attached."""
    attached = [number for number in (broadcast.photo_id, broadcast.document_id) if number]
    if not attached:
        return []
    return list(await session.scalars(select(Media.name).where(Media.id.in_(attached)).order_by(Media.id)))


def _plain(value: object) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
