"""Messages that a messenger brings over HTTP: taken with 200 once they are on disk, and with nothing else before."""

from __future__ import annotations

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.base import MalformedPayloadError, RetryLaterError, Webhook
from bot.http.body_limit import body_of

RETRY_SECONDS = 5


Answered = Callable[[Webhook, int], None]
"""Is told the status of every answer."""


def webhook_routes(hook: Webhook, answered: Answered) -> list[Route]:
    """POST to the path of its address, also where a proxy has taken the front of that path away."""
    steps = hook.path.strip("/").split("/")
    paths = ["/" + "/".join(steps[begin:]) for begin in range(len(steps))]
    return [Route(path, Delivery(hook, answered).take, methods=["POST"]) for path in paths]


class Delivery:
    """One POST: 403 for strangers, 400 for what can never be read, 503 for what has to come again."""

    def __init__(self, hook: Webhook, answered: Answered) -> None:
        self.hook, self.answered = hook, answered

    async def take(self, request: Request) -> Response:
        try:
            response = await self._answer(request)
        except Exception as error:
            self.answered(self.hook, error.status_code if isinstance(error, HTTPException) else 500)
            raise
        self.answered(self.hook, response.status_code)
        return response

    async def _answer(self, request: Request) -> Response:
        if not self.hook.is_authentic(request.headers):
            return Response(status_code=403)
        try:
            await self.hook.receive(await body_of(request))
        except MalformedPayloadError:
            return Response(status_code=400)
        except RetryLaterError:
            return Response(status_code=503, headers={"Retry-After": str(RETRY_SECONDS)})
        return Response()
