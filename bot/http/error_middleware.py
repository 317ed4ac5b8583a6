"""What goes wrong in answering a request is logged without anything of the request."""

from __future__ import annotations

import asyncio
import logging

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.observability.redaction import describe_error

log = logging.getLogger(__name__)


class ErrorMiddleware:
    """ASGI middleware: 500 for what failed, 503 for what the end of the program breaks off.

    Nothing gets past it: the server would log the error's own words, which may quote what was sent.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            return await self.app(scope, receive, send_and_note)
        except asyncio.CancelledError:
            status = 503
        except Exception as error:
            log.error("a request failed: %s", describe_error(error))
            status = 500
        if not begun:
            await Response(status_code=status, headers={"Connection": "close"})(scope, receive, send)
