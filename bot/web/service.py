"""What is served to other machines: messages brought by messengers, and how this process is."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channel import Hook
from bot.health import Health
from bot.sections import Web
from bot.web.discreet import Discreet
from bot.web.hooks import hook_routes
from bot.web.patience import Impatient
from bot.web.server import listening_socket, serve_on

log = logging.getLogger(__name__)

FINISHING_SECONDS = 2
KEEP_ALIVE_SECONDS = 130
"""Longer than proxies keep an idle connection (Caddy two minutes, nginx one), so that none sends into its end."""


async def serve_service(
    web: Web, health: Health, hooks: Iterable[Hook] = (), more: Sequence[BaseRoute] = ()
) -> None:
    """Serve until cancelled; then what is under way is finished within `FINISHING_SECONDS`.

    Raises `OSError` with a sentence that can be shown where the address cannot be had.
    """
    listening = listening_socket(web.host, web.port)
    log.info("listening on port %s of %s", listening.getsockname()[1], web.host)
    try:
        await serve_on(
            listening,
            service_app(health, hooks, more),
            health.stop,
            http=Impatient,
            ws="none",
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=FINISHING_SECONDS,
        )
    finally:
        await health.close()


def service_app(health: Health, hooks: Iterable[Hook] = (), more: Sequence[BaseRoute] = ()) -> Starlette:
    """`more` routes stand beside those of the hooks, /healthz and /readyz."""
    asked = Asked(health)
    routes = [
        Route("/healthz", asked.alive),
        Route("/readyz", asked.ready),
        *more,
        *(route for hook in hooks for route in hook_routes(hook)),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Discreet)])
    app.router.redirect_slashes = False
    return app


class Asked:
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
