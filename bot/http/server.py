"""The server of all that goes over HTTP."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette

MAX_FRAME_BYTES = 32 * 1024
"""Bytes of one WebSocket message: 5,000 characters fit, however they are written in JSON."""

UVICORN_SETTINGS: dict[str, Any] = {
    "lifespan": "off",
    "log_config": None,
    "log_level": "warning",
    "access_log": False,
    "proxy_headers": False,
    "server_header": False,
    "timeout_graceful_shutdown": 1,
    "ws_max_size": MAX_FRAME_BYTES,
    "ws_per_message_deflate": False,
}
"""Settings of uvicorn that are not its own choice."""


async def serve(app: Starlette, host: str, port: int) -> None:
    """Serve until cancelled; then open pages are closed, and within about a second everything is.

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


async def serve_on(
    listening: socket.socket, app: Starlette, ending: Callable[[], object] = lambda: None, **more: Any
) -> None:
    """Serve as `serve` does, on a socket that listens already. `ending` is called when it is to end; `more`
    is for uvicorn.
    """
    server = _Server(uvicorn.Config(app, **UVICORN_SETTINGS | more))
    serving = asyncio.create_task(server.serve([listening]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        ending()
        server.should_exit = True
        await serving
        raise


class _Server(uvicorn.Server):
    """Leaves signals to the program that it runs in."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
