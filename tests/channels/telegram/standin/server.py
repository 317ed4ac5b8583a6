"""The stand-in as an HTTP server."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import itertools
import json
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler

from tests.channels.telegram.standin import changes, others, sends
from tests.channels.telegram.standin.calls import METHODS, Params, Upload, canonical, find
from tests.channels.telegram.standin.control import control
from tests.channels.telegram.standin.courier import Courier
from tests.channels.telegram.standin.errors import ApiError
from tests.channels.telegram.standin.faults import Faults
from tests.channels.telegram.standin.people import Group, Person
from tests.channels.telegram.standin.world import Chat, World

TOKEN = "100200:a-token_for-the-stand-in"
LARGEST = 60_000_000
SILENCE = 3600.0
BETWEEN = {"gateway": 502, "portal": 403, "moved": 302}
METHOD_MODULES = (sends, changes, others)
"""Imported for the methods that they define."""


class Standin:
    """Telegram on `url`, for the bot with `token`. With port 0 the system chooses one."""

    def __init__(self, port: int = 0, token: str = TOKEN) -> None:
        self.token = token
        self.port = port
        self.faults = Faults()
        self.world = World(self.faults)
        self.courier = Courier(self.world.updates)
        self.people: dict[int, Person] = {}
        self._ids = itertools.count(5_000_001)
        self._runner: web.ServerRunner | None = None
        self._bringing: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """What `[telegram] api_url` is set to."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def violations(self) -> list[str]:
        """What the bot asked that can never be right: each with its method and Telegram's words."""
        return self.world.violations

    def person(
        self, id: int = 0, first_name: str = "Ahmad", last_name: str = "", language: str = "id"
    ) -> Person:
        """Who has this id, made where there is nobody yet."""
        who = id or next(self._ids)
        if who not in self.people:
            user = {"id": who, "is_bot": False, "first_name": first_name, "language_code": language}
            user |= {"last_name": last_name} if last_name else {}
            chat = self.world.chats[who] = Chat(who, user)
            self.people[who] = Person(self.world, chat)
        return self.people[who]

    def stranger(self) -> Person:
        """Somebody who has never written to the bot: it may not write to them either."""
        person = self.person()
        person.chat.strange = True
        return person

    def group(self, title: str = "Santri Jatim") -> Group:
        """A group with the bot in it."""
        number = -1_000_000_000_000 - next(self._ids)
        chat = self.world.chats[number] = Chat(number, {}, "supergroup", title)
        return Group(self.world, chat)

    async def __aenter__(self) -> Standin:
        server = web.Server(self._handle, request_factory=_request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self._bringing = asyncio.create_task(self.courier.run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.world.updates.stop()
        if self._bringing is not None:
            self._bringing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._bringing
        if self._runner is not None:
            await self._runner.cleanup()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith(f"/bot{self.token}/"):
            return await self._api(request, path.rpartition("/")[2])
        if path.startswith(f"/file/bot{self.token}/"):
            return self._download(path.removeprefix(f"/file/bot{self.token}/"))
        if path.startswith("/control/"):
            return await self._control(request, path.removeprefix("/control/"))
        if path.startswith("/bot") and ":" in path:
            return _json(ApiError("Unauthorized", 401).as_json(), 401)
        return _json(ApiError("Not Found", 404).as_json(), 404)

    async def _api(self, request: web.BaseRequest, name: str) -> web.StreamResponse:
        params = await _params(request)
        name = name if name in METHODS else canonical(name)
        self.world.calls[name] += 1
        if self.faults.delay and name != "getUpdates":
            await asyncio.sleep(self.faults.delay)
        fault = self.faults.choose(name, params.values)
        if fault in BETWEEN:
            address = {"Location": request.path}
            return web.Response(status=BETWEEN[fault], text=f"<html>{request.path}</html>", headers=address)
        if fault == "garbage":
            return web.Response(text=f"<html>{request.path}</html>", content_type="text/html")
        if fault == "reset_before":
            return _cut(request)
        answer, status = await self._answer(name, params, _error(self.faults, fault, request.path))
        if fault == "reset_after":
            return _cut(request)
        if fault == "silence":
            await asyncio.sleep(SILENCE)
        return _json(answer, status)

    async def _answer(self, name: str, params: Params, fault: ApiError | None) -> tuple[Any, int]:
        try:
            if fault is not None:
                raise fault
            result = find(name, params)(self.world, params)
            if inspect.isawaitable(result):
                result = await result
        except ApiError as error:
            if error.violation:
                self.violations.append(f"{name}: {error.description}")
            return error.as_json(), error.code
        return {"ok": True, "result": result}, 200

    def _download(self, path: str) -> web.StreamResponse:
        gone = self.faults.choose("download")
        for stored in self.world.files.values():
            if stored.path == path and not gone:
                return web.Response(body=stored.read())
        return _json(ApiError("Not Found", 404).as_json(), 404)

    async def _control(self, request: web.BaseRequest, order: str) -> web.StreamResponse:
        body = await request.json() if request.can_read_body else None
        try:
            return _json(await control(self, order, request.query, body))
        except (LookupError, ValueError) as error:
            return _json({"error": str(error)}, 400)


def _error(faults: Faults, fault: str, path: str) -> ApiError | None:
    """The answer of Telegram itself that `fault` is, if it is one."""
    if fault == "flood":
        return faults.flood()
    if fault == "refused":
        return ApiError(f"Bad Request: refused by plan: {path}")
    if fault == "missing":
        return ApiError("Not Found", 404)
    return ApiError("Internal Server Error", 500) if fault == "failed" else None


def _json(answer: Any, status: int = 200) -> web.Response:
    return web.Response(body=json.dumps(answer).encode(), status=status, content_type="application/json")


def _cut(request: web.BaseRequest) -> web.Response:
    """Break the connection; what is returned is never seen."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _params(request: web.BaseRequest) -> Params:
    """From the query, from a JSON body, or from a form; the last says what it says again."""
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json" and request.can_read_body:
        values |= await request.json()
    elif request.can_read_body:
        await _read_form(request, values, uploads)
    return Params(values, uploads)


async def _read_form(request: web.BaseRequest, values: dict[str, Any], uploads: dict[str, Upload]) -> None:
    form: Mapping[str, Any] = await request.post()
    for name, value in form.items():
        if isinstance(value, web.FileField):
            with value.file as file:
                uploads[name] = Upload(value.filename, file.read())
        else:
            values[name] = value


def _request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: asyncio.Task[None],
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=LARGEST)
