"""Short public codes that can be read aloud and typed without a mistake."""

from __future__ import annotations

import secrets

from sqlalchemy import String
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"
"""Without what is taken for something else: 0 O, 1 I L, 2 Z, 5 S, 8 B."""
LENGTH = 6
ATTEMPTS = 5


class Coded:
    """Of a table whose rows have a public code."""

    code: Mapped[str] = mapped_column(String(LENGTH), unique=True)


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


async def add_with_code(session: AsyncSession, row: Coded) -> None:
    """Add `row` under a code that no other has; raises `IntegrityError` where it fails for another reason."""
    for attempt in range(1, ATTEMPTS + 1):
        row.code = new_code()
        try:
            async with session.begin_nested():
                session.add(row)
        except IntegrityError:
            if attempt == ATTEMPTS:
                raise
        else:
            return
