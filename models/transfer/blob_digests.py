"""The digests under which rows name contents of photos and files, in a database of any version."""

from __future__ import annotations

from collections.abc import AsyncIterator

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.transfer import table_reader


async def digests(connection: AsyncConnection) -> AsyncIterator[str]:
    """Each digest once, in their order; before version 0003 there were none."""
    media = (await table_reader.tables(connection))["media"]
    if "digest" not in media.c:
        return
    digest, last = media.c.digest, ""
    statement = select(digest).distinct().order_by(digest).limit(table_reader.PAGE)
    while found := (await connection.scalars(statement.where(digest > last))).all():
        for last in found:
            yield last
