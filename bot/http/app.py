"""The server for other machines: routes of channels, and the health of this process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.http import HttpRoute
from bot.http.error_middleware import ErrorMiddleware
from bot.http.header_timeout import HeaderTimeoutProtocol
from bot.http.server import listening_socket, serve_on
from bot.http.webhooks import Answered, channel_routes
from bot.observability.health import Health
from bot.observability.logging import get_logger
from bot.settings.schema import Web

log = get_logger(__name__)

FINISHING_SECONDS = 2
KEEP_ALIVE_SECONDS = 130
"""Longer than proxies keep an idle connection (Caddy two minutes, nginx one), so that none sends into its end."""

ChannelRoutes = Mapping[str, Sequence[HttpRoute]]
"""Channel's name → its routes."""


async def serve_app(
    web: Web,
    health: Health,
    channels: ChannelRoutes = MappingProxyType({}),
    more: Sequence[BaseRoute] = (),
    answered: Answered = lambda _channel, _status: None,
) -> None:
    """Serve until cancelled; then what is under way is finished within `FINISHING_SECONDS`.

    Raises `OSError` with a sentence that can be shown where the address cannot be had.
    """
    listening = listening_socket(web.host, web.port)
    log.info("serving HTTP", host=web.host, port=listening.getsockname()[1])
    try:
        await serve_on(
            listening,
            create_app(health, channels, more, answered),
            health.stop,
            http=HeaderTimeoutProtocol,
            ws="none",
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=FINISHING_SECONDS,
        )
    finally:
        await health.close()


def create_app(
    health: Health,
    channels: ChannelRoutes = MappingProxyType({}),
    more: Sequence[BaseRoute] = (),
    answered: Answered = lambda _channel, _status: None,
) -> Starlette:
    """`more` routes stand beside those of the channels, /healthz and /readyz."""
    endpoints = HealthEndpoints(health)
    routes = [
        Route("/healthz", endpoints.alive),
        Route("/readyz", endpoints.ready),
        *more,
        *(
            served
            for channel, own in channels.items()
            for route in own
            for served in channel_routes(channel, route, answered)
        ),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(ErrorMiddleware)])
    app.router.redirect_slashes = False
    return app


class HealthEndpoints:
    """The health of the process, as JSON."""

    def __init__(self, health: Health) -> None:
        self.health = health

    async def alive(self, _request: Request) -> Response:
        """200 for as long as there is an answer: a start anew would bring no database back."""
        return JSONResponse(await self.health.report())

    async def ready(self, _request: Request) -> Response:
        """503 where no messages should be brought here."""
        status = 200 if await self.health.ready() else 503
        return JSONResponse(await self.health.report(), status)
