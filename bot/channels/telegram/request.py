"""HTTP to the Bot API: python-telegram-bot's `BaseRequest` on one aiohttp session.

Its errors say more than python-telegram-bot's own: whether the server can have seen the request. The token is
a part of every address, and aiohttp's errors quote addresses, so none of them leaves this file.
"""

from __future__ import annotations

import io
import json
from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram.library_internals import JsonBody, Seconds, chosen, is_default, json_request
from bot.channels.telegram.refusals import GarbledAnswerError, ServerError, refusal

READ_SECONDS, WRITE_SECONDS, CONNECT_SECONDS, POOL_SECONDS = 10.0, 120.0, 5.0, 5.0
JSON = {"Content-Type": "application/json"}
HEADERS = {"User-Agent": BaseRequest.USER_AGENT, "Accept-Encoding": "identity"}
MAX_BODY_BYTES = 32_000_000
"""No answer is longer: a hundred updates are some megabytes."""
KEPT = ("message_id", "date", "chat", "photo", "document")
"""Telegram repeats all of a message that was sent. To make objects of it would cost as much as sending it."""


class NotReachedError(NetworkError):
    """Error of a request for which there was no connection: the server has seen nothing."""

    __slots__ = ()


class AnswerLostError(NetworkError):
    """The connection broke while the server was at it: it may have done what was asked, or not."""

    __slots__ = ()


class AiohttpRequest(BaseRequest):
    """`secret` is struck out of whatever a server says; at most `connections` are open at once."""

    __slots__ = ("_connections", "_secret", "_session", "_usual")

    def __init__(self, secret: str, *, connections: int = 100, read_timeout: float = READ_SECONDS) -> None:
        self._secret = secret.encode()
        self._connections = connections
        self._usual = _timeout(read_timeout, CONNECT_SECONDS, POOL_SECONDS)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._usual.sock_read

    async def initialize(self) -> None:
        self._open()

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        write_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        connect_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        pool_timeout: Seconds = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and body of the answer. `write_timeout` is for all of an upload and for nothing else."""
        limits = self._usual
        uploads = request_data is not None and request_data.contains_files
        if uploads or not _all_usual(read_timeout, connect_timeout, pool_timeout):
            limits = _timeout(
                chosen(read_timeout, self.read_timeout),
                chosen(connect_timeout, CONNECT_SECONDS),
                chosen(pool_timeout, POOL_SECONDS),
                total=chosen(write_timeout, WRITE_SECONDS) if uploads else None,
            )
        failure: TelegramError | None = None
        try:
            status, payload = await self._exchange(url, method, request_data, limits)
        except Exception as error:
            failure = _failure(error)
        if failure is not None:
            raise failure
        if status != 200:
            raise refusal(status, payload, self._secret)
        if b'"result"' not in payload:
            raise GarbledAnswerError
        return status, payload

    async def call(self, url: str, values: dict[str, Any]) -> Any:
        """Call a method with these values, and return its result. Raises what `post` raises."""
        return await self.post(url, json_request(values))

    async def download(self, url: str, at_most: int) -> bytes:
        """The content at `url`. Raises `OSError` past `at_most` bytes, and what `do_request` raises."""
        failure: NetworkError | None = None
        try:
            status, content = await self._read(url, at_most)
            if status != 200:
                failure = ServerError(status)
        except Exception as error:
            failure = _failure(error)
        if failure is not None:
            raise failure
        if len(content) > at_most:
            raise FileNotFoundError(f"a file of more than {at_most} bytes")
        return bytes(content)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Parse as python-telegram-bot does, but log nothing of what cannot be read: it may be somebody's words."""
        try:
            parsed = _loads(payload)
        except (ValueError, RecursionError):
            raise GarbledAnswerError from None
        if not isinstance(parsed, dict) or "result" not in parsed:
            raise GarbledAnswerError
        result = parsed["result"]
        if isinstance(result, dict) and "message_id" in result:
            parsed["result"] = {key: result[key] for key in KEPT if key in result}
        return parsed

    async def _exchange(
        self, url: str, method: str, data: RequestData | None, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        body: bytes | aiohttp.FormData | None = None
        headers = None
        if isinstance(data, JsonBody):
            body, headers = data.body, JSON
        elif data is not None and data.contains_files:
            body = _form(data)
        elif data is not None:
            body, headers = orjson.dumps(data.parameters), JSON
        async with self._open().request(
            method, url, data=body, headers=headers, timeout=limits, allow_redirects=False
        ) as response:
            length = response.content_length
            if length is not None and length <= MAX_BODY_BYTES and "Content-Encoding" not in response.headers:
                return response.status, await response.read()
            return response.status, bytes(await _read_at_most(response, MAX_BODY_BYTES))

    async def _read(self, url: str, at_most: int) -> tuple[int, bytearray]:
        async with self._open().get(url, timeout=self._usual, allow_redirects=False) as response:
            return response.status, await _read_at_most(response, at_most)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers=HEADERS,
            )
        return self._session


async def _read_at_most(response: aiohttp.ClientResponse, at_most: int) -> bytearray:
    """The body, or a little more than `at_most` bytes of it."""
    content = bytearray()
    async for chunk in response.content.iter_any():
        content += chunk
        if len(content) > at_most:
            break
    return content


def _timeout(
    read: float | None, connect: float | None, pool: float | None, total: float | None = None
) -> aiohttp.ClientTimeout:
    """Return limits in seconds; aiohttp's `connect` is the wait for a free connection and the connecting together."""
    both = None if connect is None or pool is None else connect + pool
    return aiohttp.ClientTimeout(total=total, connect=both, sock_connect=connect, sock_read=read)


def _all_usual(*times: Seconds) -> bool:
    return all(is_default(time) for time in times)


def _form(data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=mime)
    return form


def _failure(error: Exception) -> NetworkError:
    """The meaning of a failed connection. Of `error` only the name is kept: its text may have the address."""
    name = type(error).__name__
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.InvalidURL):
        return NotReachedError(f"no connection: {name}")
    if isinstance(error, TimeoutError):
        return TimedOut(f"no answer in time: {name}")
    return AnswerLostError(f"connection lost: {name}")


def _loads(payload: bytes) -> Any:
    """One half of a character in what somebody wrote must not hold up what others wrote: orjson refuses it."""
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        return json.loads(payload)
