"""Reads bodies that strangers send, without letting them fill the memory or hold a connection."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

MAX_BYTES = 1024 * 1024
BODY_SECONDS = 10.0
"""The time in which all of a body has to come."""
CLOSE = {"Connection": "close"}


async def body_of(request: Request) -> bytes:
    """The whole body. Raises `HTTPException`: 413 past `MAX_BYTES`, 408 past `BODY_SECONDS`, 400 where it breaks off.

    The rest of what is too large is not waited for here; the server lets it go by unseen.
    """
    if _announced(request) > MAX_BYTES:
        raise HTTPException(413)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _read(request)
    except TimeoutError:
        raise HTTPException(408, headers=CLOSE) from None
    except ClientDisconnect:
        raise HTTPException(400, headers=CLOSE) from None


def _announced(request: Request) -> int:
    """The size that the head promises; the server has refused one that is no number."""
    return int(request.headers.get("content-length", 0))


async def _read(request: Request) -> bytes:
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > MAX_BYTES:
            raise HTTPException(413)
    return bytes(data)
