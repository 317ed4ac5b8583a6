"""The page in the browser, with all that it asks for."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from bot.channels.page import PageChannel
from bot.media import Library
from bot.web.guard import OwnPageOnly
from bot.web.pictures import Shown, Uploads
from bot.web.talk import Talk

STATIC = Path(__file__).with_name("page")


def page_app(channel: PageChannel, library: Library) -> Starlette:
    """The page in the browser, for this machine only."""
    page = Mount("/", routes=page_routes(channel, library), middleware=[Middleware(OwnPageOnly)])
    return Starlette(routes=[page])


def page_routes(channel: PageChannel, library: Library) -> list[BaseRoute]:
    return [
        WebSocketRoute("/talk", Talk(channel)),
        Route("/upload", Uploads(channel).take, methods=["POST"]),
        Route("/media/{media_id:int}", Shown(library).show),
        Mount("/", StaticFiles(directory=STATIC, html=True)),
    ]
