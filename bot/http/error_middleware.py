"""Errors in answering a request, logged without anything of the request."""

from __future__ import annotations

import asyncio

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.observability.logging import get_logger
from bot.observability.redaction import describe_error

log = get_logger(__name__)


class ErrorMiddleware:
    """ASGI middleware: answers 500 where a request failed, 503 where the end of the program breaks it off.

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
            log.error("a request failed", error=describe_error(error))
            status = 500
        if not begun:
            await Response(status_code=status, headers={"Connection": "close"})(scope, receive, send)
