"""Calls that a person can do without: they may fail, and nothing waits for them for long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from telegram.error import TelegramError

from bot.observability.logging import get_logger

log = get_logger(__name__)

COSMETIC_SECONDS = 2.0
"""Seconds for which a message that has arrived waits for what is only nice to have."""


async def cosmetic(call: Coroutine[Any, Any, object]) -> None:
    """Await `call`, for a moment; where it fails, nothing else does."""
    try:
        async with asyncio.timeout(COSMETIC_SECONDS):
            await call
    except TelegramError as error:
        log.debug("a call that is only nice to have failed", reason=error.message)
    except (TimeoutError, ValueError, LookupError, TypeError, AttributeError) as error:
        log.debug("a call that is only nice to have failed", reason=type(error).__name__)


@asynccontextmanager
async def attempted(call: Coroutine[Any, Any, object] | None) -> AsyncIterator[None]:
    """Do `call`, where there is one, beside the block: it has its moment from the beginning."""
    if call is None:
        yield
        return
    task = asyncio.create_task(cosmetic(call))
    try:
        yield
    finally:
        await task
