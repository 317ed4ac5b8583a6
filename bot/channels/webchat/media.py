"""Photos on the page: takes uploads, and shows photos and files of conversations."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.channels.webchat.channel import WebchatChannel
from bot.i18n.messages import render
from bot.media.images import NotAnImageError, prepare_in_thread
from bot.media.library import MediaService
from bot.observability.logging import get_logger
from models.webchat import shown_media

log = get_logger(__name__)

MAX_BYTES = 10 * 1024 * 1024
MAX_AT_ONCE = 4
"""Uploads in memory; others wait."""
SHOWN_INLINE = {"image/jpeg", "image/png", "image/webp", "image/gif"}
"""Everything else is offered for saving, never opened: it might be a page of its own."""


class Uploads:
    """POST one photo as the body; answers `{"ref": "7"}`, 413 where it is too large, 415 where it is none, and 503
    where it cannot be kept now: the browser brings it again.
    """

    def __init__(self, channel: WebchatChannel) -> None:
        self.channel = channel
        self._room = asyncio.Semaphore(MAX_AT_ONCE)

    async def take(self, request: Request) -> Response:
        async with self._room:
            return await self._take(request)

    async def _take(self, request: Request) -> Response:
        if (data := await _body(request)) is None:
            return JSONResponse({}, 413)
        try:
            ref = await self.channel.keep_photo(await prepare_in_thread(data))
        except NotAnImageError as exc:
            return JSONResponse({"words": render(exc.words, "id").unescape()}, 415)
        except OSError as exc:
            log.warning("an uploaded photo was not kept", exc_info=exc)
            return JSONResponse({}, 503)
        return JSONResponse({"ref": ref})


class MediaDownloads:
    """GET a photo or a file that was shown in some conversation of the page."""

    def __init__(self, library: MediaService) -> None:
        self.library = library

    async def show(self, request: Request) -> Response:
        media_id: int = request.path_params["media_id"]
        async with self.library.db.read() as session:
            media = await shown_media(session, media_id) if media_id < 2**63 else None
        if media is None:
            return PlainTextResponse("Not found", 404)
        try:
            content = await self.library.content(media_id)
        except (LookupError, FileNotFoundError):
            return PlainTextResponse("Not available", 404)
        except OSError:
            return PlainTextResponse("Not available now", 503)
        return Response(content, media_type=media.mime, headers=_headers(media.mime, media.name))


def _headers(mime: str, name: str) -> dict[str, str]:
    headers = {
        "Cache-Control": "private, max-age=86400",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    if mime not in SHOWN_INLINE:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name or 'berkas', safe='')}"
    return headers


async def _body(request: Request) -> bytes | None:
    """None where it is too large."""
    if int(request.headers.get("content-length", 0)) > MAX_BYTES:
        return None
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > MAX_BYTES:
            return None
    return bytes(data)
