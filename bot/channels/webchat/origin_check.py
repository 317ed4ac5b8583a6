"""Lets requests in from the page itself only, opened on this machine.

Another site that is open in the same browser could otherwise reach a server on 127.0.0.1, by its address or
by a name that it lets point there (DNS rebinding). The headers also limit what the page may load or run.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
"""Headers of every answer; one that an answer has itself is kept."""


class OwnPageOnly:
    """ASGI middleware: refuses other hosts and origins with 403."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if allowed(scope):
            await self.app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
        else:
            await PlainTextResponse("Forbidden", 403)(scope, receive, _with_headers(send))


def allowed(scope: Scope) -> bool:
    """The host is this machine, and whoever wants to change something comes from a page of the same host."""
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if _hostname(f"//{host}") not in LOCAL_HOSTS:
        return False
    reads = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
    return reads or headers.get("origin") in (f"http://{host}", f"https://{host}")


def _hostname(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
