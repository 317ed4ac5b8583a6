"""What is served to other machines: messages brought by messengers, and how this process is."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.base import Webhook
from bot.http.error_middleware import ErrorMiddleware
from bot.http.header_timeout import HeaderTimeoutProtocol
from bot.http.server import listening_socket, serve_on
from bot.http.webhooks import Answered, webhook_routes
from bot.observability.health import Health
from bot.settings.schema import Web

log = logging.getLogger(__name__)

FINISHING_SECONDS = 2
KEEP_ALIVE_SECONDS = 130
"""Longer than proxies keep an idle connection (Caddy two minutes, nginx one), so that none sends into its end."""


async def serve_app(
    web: Web,
    health: Health,
    hooks: Iterable[Webhook] = (),
    more: Sequence[BaseRoute] = (),
    answered: Answered = lambda _hook, _status: None,
) -> None:
    """Serve until cancelled; then what is under way is finished within `FINISHING_SECONDS`.

    Raises `OSError` with a sentence that can be shown where the address cannot be had.
    """
    listening = listening_socket(web.host, web.port)
    log.info("listening on port %s of %s", listening.getsockname()[1], web.host)
    try:
        await serve_on(
            listening,
            create_app(health, hooks, more, answered),
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
    hooks: Iterable[Webhook] = (),
    more: Sequence[BaseRoute] = (),
    answered: Answered = lambda _hook, _status: None,
) -> Starlette:
    """`more` routes stand beside those of the hooks, /healthz and /readyz."""
    asked = HealthEndpoints(health)
    routes = [
        Route("/healthz", asked.alive),
        Route("/readyz", asked.ready),
        *more,
        *(route for hook in hooks for route in webhook_routes(hook, answered)),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(ErrorMiddleware)])
    app.router.redirect_slashes = False
    return app


class HealthEndpoints:
    """How the process is, as JSON."""

    def __init__(self, health: Health) -> None:
        self.health = health

    async def alive(self, _request: Request) -> Response:
        """200 for as long as there is an answer: a start anew would bring no database back."""
        return JSONResponse(await self.health.report())

    async def ready(self, _request: Request) -> Response:
        """503 where no messages should be brought here."""
        status = 200 if await self.health.ready() else 503
        return JSONResponse(await self.health.report(), status)
