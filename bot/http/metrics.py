"""GET /metrics: the figures of this process and of the database, for Prometheus."""

from __future__ import annotations

from prometheus_client.exposition import choose_encoder
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.observability.metrics import Metrics


def route(metrics: Metrics) -> Route:
    """Answers in the form that is asked for: Prometheus' text, or OpenMetrics. It always answers, within seconds."""

    async def scrape(request: Request) -> Response:
        await metrics.queue_depth.refresh()
        encode, media_type = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(metrics.registry), headers={"Content-Type": media_type})

    return Route("/metrics", scrape, methods=["GET"])
