"""The page in the browser, with all that it asks for."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from bot.channels.webchat.channel import WebchatChannel
from bot.channels.webchat.media import MediaDownloads, Uploads
from bot.channels.webchat.origin_check import OwnPageOnly
from bot.channels.webchat.websocket import WebchatSocket
from bot.media.library import MediaService

STATIC = Path(__file__).with_name("static")


def create_webchat_app(channel: WebchatChannel, library: MediaService) -> Starlette:
    """The page in the browser, for this machine only."""
    page = Mount("/", routes=webchat_routes(channel, library), middleware=[Middleware(OwnPageOnly)])
    return Starlette(routes=[page])


def webchat_routes(channel: WebchatChannel, library: MediaService) -> list[BaseRoute]:
    return [
        WebSocketRoute("/talk", WebchatSocket(channel)),
        Route("/upload", Uploads(channel).take, methods=["POST"]),
        Route("/media/{media_id:int}", MediaDownloads(library).show),
        Mount("/", StaticFiles(directory=STATIC, html=True)),
    ]
