"""Routes of channels: a message is answered with 200 once it is on disk, and with nothing else before."""

from __future__ import annotations

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.http import HttpAnswer, HttpRequest, HttpRoute, MalformedPayloadError, RetryLaterError
from bot.http.body_limit import body_of

RETRY_SECONDS = 5

Answered = Callable[[str, int], None]
"""Takes the channel and the status of every answer."""


def channel_routes(channel: str, route: HttpRoute, answered: Answered) -> list[Route]:
    """The route under its path, also where a proxy has taken the front of that path away."""
    steps = route.path.strip("/").split("/")
    paths = ["/" + "/".join(steps[begin:]) for begin in range(len(steps))]
    endpoint = ChannelEndpoint(channel, route, answered)
    return [Route(path, endpoint.answer, methods=[route.method]) for path in paths]


class ChannelEndpoint:
    """One route: 403 for strangers, 400 for what can never be read, 503 for what has to come again."""

    def __init__(self, channel: str, route: HttpRoute, answered: Answered) -> None:
        self.channel, self.route, self.answered = channel, route, answered

    async def answer(self, request: Request) -> Response:
        try:
            response = await self._answer(request)
        except Exception as error:
            self.answered(self.channel, error.status_code if isinstance(error, HTTPException) else 500)
            raise
        self.answered(self.channel, response.status_code)
        return response

    async def _answer(self, request: Request) -> Response:
        """Answer a request; nothing of the body is read where the head is not trusted."""
        if not self.route.accepts_head(request.headers):
            return Response(status_code=403)
        body = await body_of(request)
        if not self.route.accepts_body(request.headers, body):
            return Response(status_code=403)
        try:
            answer = await self.route.handle(HttpRequest(request.headers, request.query_params, body))
        except MalformedPayloadError:
            return Response(status_code=400)
        except RetryLaterError:
            return Response(status_code=503, headers={"Retry-After": str(RETRY_SECONDS)})
        return _response(answer)


def _response(answer: HttpAnswer) -> Response:
    if answer.text:
        return PlainTextResponse(answer.text, answer.status)
    return Response(status_code=answer.status)
