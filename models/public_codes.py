"""Short public codes that can be read aloud and typed without a mistake."""

from __future__ import annotations

import secrets

from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"
"""Letters and digits without what is taken for something else: 0 O, 1 I L, 2 Z, 5 S, 8 B."""
LENGTH = 6


class HasPublicCode:
    """A table whose rows have a public code."""

    code: Mapped[str] = mapped_column(String(LENGTH), unique=True)


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


async def add_with_code(session: AsyncSession, row: HasPublicCode) -> None:
    """Add `row` under a code that no other has.

    Two processes may draw the same code at the same moment, once in hundreds of millions; then one of them fails with
    an `IntegrityError`, and the message that it answers is handled again.
    """
    row.code = new_code()
    while await session.scalar(select(type(row).code).where(type(row).code == row.code)):
        row.code = new_code()
    session.add(row)
    await session.flush()
