"""What is served over HTTP, and the server that does it."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from bot.channels.page import PageChannel
from bot.media import Library
from bot.web.guard import OwnPageOnly
from bot.web.pictures import Shown, Uploads
from bot.web.talk import Talk

STATIC = Path(__file__).with_name("page")
LARGEST_FRAME = 32 * 1024
"""Bytes of one WebSocket message: 5,000 characters fit, however they are written in JSON."""


def page_app(channel: PageChannel, library: Library) -> Starlette:
    """The page in the browser, for this machine only."""
    page = Mount("/", routes=page_routes(channel, library), middleware=[Middleware(OwnPageOnly)])
    return Starlette(routes=[page])


def page_routes(channel: PageChannel, library: Library) -> list[BaseRoute]:
    return [
        WebSocketRoute("/talk", Talk(channel)),
        Route("/upload", Uploads(channel).take, methods=["POST"]),
        Route("/media/{media_id:int}", Shown(library).show),
        Mount("/", StaticFiles(directory=STATIC, html=True)),
    ]


async def serve(app: Starlette, host: str, port: int) -> None:
    """Serve until cancelled; then open pages are told, and within about a second everything is closed.

    Raises `OSError` with a sentence that can be shown where the address cannot be had.
    """
    await serve_on(listening_socket(host, port), app)


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that already takes connections; port 0 is any free one. Raises `OSError` as `serve` does."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as exc:
        why = (
            "is used by another program"
            if exc.errno == errno.EADDRINUSE
            else f"cannot be used: {exc.strerror}"
        )
        raise OSError(exc.errno, f"port {port} of {host} {why}") from exc


async def serve_on(listening: socket.socket, app: Starlette) -> None:
    server = _Server(
        uvicorn.Config(
            app,
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=1,
            ws_max_size=LARGEST_FRAME,
            ws_per_message_deflate=False,
        )
    )
    serving = asyncio.create_task(server.serve([listening]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise


class _Server(uvicorn.Server):
    """Leaves signals to the program that it runs in."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
