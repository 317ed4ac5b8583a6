"""`python -m tests.rights.writing`: writes `docs/rights.md` anew. For developers, after a right has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.routing import BaseRoute, Mount, WebSocketRoute

from bot.settings.loader import Settings

FILE = Path("docs/rights.md")

HEAD = """\
# Rights

Who may use what. This file is made from the declarations in the code by `python -m tests.rights.writing`; a test fails
where it is not up to date, and another one tries every cell: it sends the command, the press, the answer or the request
as each kind of person, and looks whether it is let through.

A right is declared with the thing itself (`role`, `open`, `row`, `changes`) and checked in one place
(`bot/dialog/rights.py`), at every command, press and answer, before any function of the subject runs. A button or a
form that names a row is given that row only where it exists and the person may use it. To those who may not, a command
does not exist; a press is answered with one line.

- **yes**, **no**: for rows of everybody, where there are rows.
- **own**, **others'**: only for rows that are the person's own, or only for those of others.
- A **stranger** has not consented yet that anything is kept: in place of what says no they are asked to.
- Of a form, whose row it is is looked at when it is started and when it is saved, the role at every step between.
- Rows whose owner was erased are the office's: of events every organiser may change them.
"""

PAGES = """\
## Pages

Of who is at the other end of an HTTP request nobody knows more than what the request proves, so these are the same for
all kinds of persons.

| page | who is let in |
| --- | --- |
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A method and a path that are served, and who is let in."""

    path: str
    who: str


ANYBODY = "anybody who reaches the port"
OWN_PAGE = "the bot's own page, opened on this machine"
MESSENGER = "the messenger, by its secret"

OPEN = {"/healthz", "/readyz", "/metrics"}
"""Paths that may be served without a check of who asks."""


def text() -> str:
    """The file as it has to be."""
    from bot.app import handler_modules
    from bot.dialog import rights_table
    from bot.dialog.router import Router

    table = rights_table.render(rights_table.entries(Router(handler_modules())))
    rows = "".join(f"| `{page.path}` | {page.who} |\n" for page in pages())
    return f"{HEAD}\n{table}\n\n{PAGES}{rows}"


def pages() -> list[Page]:
    """Return every path that the program can serve. Raises `LookupError` for one that nobody has decided about."""
    return [*_of_server(), *_of_channels(), *_of_webchat()]


def _of_server() -> Iterator[Page]:
    from bot.http import metrics
    from bot.http.app import create_app

    nothing: Any = None  # the routes are looked at, and never called
    for route in create_app(nothing, more=[metrics.route(nothing)]).routes:
        if getattr(route, "path", "") not in OPEN:
            raise LookupError(f"{_path(route)} is served to anybody")
        yield Page(_path(route), ANYBODY)


def settings_with_webhook() -> Settings:
    """Return settings with which every channel is brought its messages."""
    from bot.channels.registry import settings_class

    telegram = {"token": "1:x", "mode": "webhook", "webhook_url": "https://example.org/telegram"}
    return settings_class().model_validate({"telegram": telegram, "web": {"port": 1}})


def _of_channels() -> Iterator[Page]:
    from bot.channels.plugin import ChannelContext
    from bot.channels.registry import create_channels

    nothing: Any = None
    for channel in create_channels(ChannelContext(settings_with_webhook(), nothing, {})).values():
        for route in channel.routes:
            checked = route.is_head_authentic or route.is_authentic
            yield Page(f"{route.method} {route.path}", MESSENGER if checked else ANYBODY)


def _of_webchat() -> Iterator[Page]:
    from bot.channels.webchat.origin_check import OwnPageOnly
    from bot.channels.webchat.pages import create_webchat_app

    nothing: Any = None
    for mount in create_webchat_app(nothing, nothing).routes:
        guarded = isinstance(mount, Mount) and OwnPageOnly in _middleware(mount.app)
        if not guarded or not isinstance(mount, Mount):
            raise LookupError(f"{_path(mount)} of the page is served to anybody")
        for route in _routes(mount):
            yield Page(_path(route), OWN_PAGE)


def _middleware(app: object) -> list[type]:
    """The classes of middleware around an application, the outermost first."""
    found = []
    while app is not None:
        found.append(type(app))
        app = getattr(app, "app", None)
    return found


def _routes(mount: Any) -> Sequence[BaseRoute]:
    routes: Sequence[BaseRoute] = mount.routes
    return routes


def _path(route: Any) -> str:
    """Return the method and the path, as "GET /healthz"; a path alone would look like a command of the bot."""
    methods = "WebSocket" if isinstance(route, WebSocketRoute) else getattr(route, "methods", None) or {"GET"}
    method = methods if isinstance(methods, str) else min(methods - {"HEAD"})
    return f"{method} {route.path or '/'}"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
