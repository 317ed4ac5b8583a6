"""Every path that is served is asked for: by nobody in particular, with a false proof, and with the right one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, WSServerHandshakeError
from starlette.applications import Starlette
from starlette.routing import Route

from bot.channels.plugin import ChannelContext
from bot.channels.registry import create_channels
from bot.channels.telegram.receiving.webhook import HEADER, secret_of
from bot.http import metrics
from bot.observability.health import Health
from bot.observability.metrics import Metrics
from bot.settings.process_role import ProcessRole
from models.db.database import Database, utcnow
from tests.rights import writing
from tests.rights.document import documented_pages
from tests.rights.writing import ANYBODY, MESSENGER, OWN_PAGE
from tests.support.serving import served
from tests.support.webchat_world import page_world

PAGES = documented_pages()
FORGED, TOKEN = "https://jahat.example", "1:x"
REFUSED = 403


def of(who: str) -> list[str]:
    return sorted(page for page, let_in in PAGES.items() if let_in == who)


def test_every_page_that_is_served_is_in_the_table() -> None:
    assert {page.path: page.who for page in writing.pages()} == PAGES
    assert {ANYBODY, MESSENGER, OWN_PAGE} == set(PAGES.values())


@pytest.mark.parametrize("page", of(ANYBODY))
async def test_what_is_open_to_anybody_answers_anybody(sqlite: Database, page: str) -> None:
    figures = Metrics(sqlite, utcnow, ProcessRole.ALL)
    async with served(Health(sqlite), more=[metrics.route(figures)]) as service:
        method, path = page.split()
        async with service.session.request(method, service.url + path) as answer:
            assert answer.status == 200


@pytest.mark.parametrize("page", of(MESSENGER))
@pytest.mark.parametrize("proof", [None, "", "x", secret_of("2:x")])
async def test_a_messenger_has_to_prove_itself(sqlite: Database, page: str, proof: str | None) -> None:
    settings = writing.settings_with_webhook()
    nothing: Any = None
    routes = create_channels(ChannelContext(settings, nothing, {}))["telegram"].routes
    async with served(Health(sqlite), *routes) as service:
        method, path = page.split()
        headers = {} if proof is None else {HEADER: proof}
        async with service.session.request(method, service.url + path, headers=headers) as answer:
            assert answer.status == REFUSED
        async with service.session.request(
            method, service.url + path, data=b"{}", headers={HEADER: secret_of(TOKEN)}
        ) as answer:
            assert answer.status != REFUSED


@pytest.mark.parametrize("page", of(OWN_PAGE))
async def test_the_page_is_its_own_and_this_machines(tmp_path: Path, page: str) -> None:
    async with page_world(tmp_path / "page.db") as world, ClientSession() as session:
        method, path = page.split()
        url = world.url + path.replace("{media_id:int}", "1")
        own = {"Origin": world.url}
        for forged in ({"Host": "jahat.example", **own}, {"Origin": FORGED}):
            if "Origin" in forged and method == "GET" and "Host" not in forged:
                continue  # another site may send its visitors to the page; it reads nothing of it
            assert await _status(session, method, url, forged) == REFUSED, forged
        assert await _status(session, method, url, own) != REFUSED


async def _status(session: ClientSession, method: str, url: str, headers: dict[str, str]) -> int:
    if method != "WebSocket":
        async with session.request(method, url, headers=headers) as answer:
            return answer.status
    try:
        async with session.ws_connect(url, headers=headers):
            return 101
    except WSServerHandshakeError as error:
        return error.status


def test_a_path_that_nobody_decided_about_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(*_parts: Any, **_more: Any) -> Starlette:
        return Starlette(routes=[Route("/semua", lambda request: None)])

    monkeypatch.setattr("bot.http.app.create_app", careless)
    with pytest.raises(LookupError, match="GET /semua is served to anybody"):
        writing.pages()
