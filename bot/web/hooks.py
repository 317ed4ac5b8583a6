"""Messages that a messenger brings over HTTP: taken with 200 once they are on disk, and with nothing else before."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channel import Hook, NotSaved, Senseless
from bot.web.bodies import body_of

RETRY_SECONDS = 5


def hook_routes(hook: Hook) -> list[Route]:
    """POST to the path of its address, also where a proxy has taken the front of that path away."""
    steps = hook.path.strip("/").split("/")
    paths = ["/" + "/".join(steps[begin:]) for begin in range(len(steps))]
    return [Route(path, Delivery(hook).take, methods=["POST"]) for path in paths]


class Delivery:
    """One POST: 403 for strangers, 400 for what can never be read, 503 for what has to come again."""

    def __init__(self, hook: Hook) -> None:
        self.hook = hook

    async def take(self, request: Request) -> Response:
        if not self.hook.trusts(request.headers):
            return Response(status_code=403)
        try:
            await self.hook.take(await body_of(request))
        except Senseless:
            return Response(status_code=400)
        except NotSaved:
            return Response(status_code=503, headers={"Retry-After": str(RETRY_SECONDS)})
        return Response()
