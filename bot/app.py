"""The composition: which channels, which handlers, which tasks. Nothing else knows all the parts."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

from bot.channels.base import Channel
from bot.channels.plugin import ChannelContext
from bot.channels.registry import create_channels
from bot.delivery.supervisor import SenderSupervisor
from bot.dialog.router import Router
from bot.i18n.messages import LANGUAGES
from bot.maintenance.retention import RetentionJobs
from bot.media.blob_migration import BlobMigration
from bot.media.downloader import MediaDownloader
from bot.media.garbage_collector import collect_garbage
from bot.media.library import Fetch, MediaService
from bot.media.storage import create_storage
from bot.messages.incoming import IncomingMessage
from bot.observability.events import Events
from bot.observability.health import Health
from bot.queue.inbox import Inbox
from bot.queue.recovery import Recovery
from bot.queue.scheduler import Scheduler
from bot.queue.worker import Worker
from bot.runtime.db_retry import DatabaseRetry
from bot.runtime.leases import Leases, LocalLeases, PostgresLeases, while_held
from bot.runtime.notifier import Notifier
from bot.settings.loader import Settings
from bot.settings.process_role import ProcessRole
from models.db.database import Database, utcnow
from models.db.dialect import is_sqlite
from models.db.pg_listener import PgListener
from models.migrations import migrate
from models.people import Role
from models.seed import regions_and_pesantren

GARBAGE = (20_000, 20, 50)
"""After how many new objects, and how many rounds of the younger ones, garbage is looked for: what a step leaves behind
is mostly gone by itself.
"""


def handler_modules() -> Sequence[ModuleType]:
    """Every module in `handlers`: a new file there is found, and need not be listed."""
    import handlers

    found = walk_packages(handlers.__path__, f"{handlers.__name__}.")
    return [import_module(module.name) for module in found]


def file_makers(router: Router, db: Database) -> Mapping[str, Fetch]:
    """What makes the files that were promised, by the name that is stored with each."""
    return {file.name: partial(file.make, db) for file in router.files.values()}


class App:
    """One process: channels in and out, and the worker between inbox and outbox, as far as its duty goes."""

    def __init__(
        self,
        settings: Settings,
        db: Database,
        channels: Mapping[str, Channel],
        library: MediaService,
        routes: Router | None = None,
        clock: Callable[[], datetime] = utcnow,
        duty: ProcessRole = ProcessRole.ALL,
        watch: Events | None = None,
    ) -> None:
        self.db, self.channels, self.library = db, channels, library
        self.clock, self.duty = clock, duty
        library.fetchers.update({name: channel.fetch for name, channel in channels.items()})
        self.settings, self.health = settings, Health(db, duty)
        self.watch = watch or Events()
        self.bells, self.patience = Notifier(), DatabaseRetry(self.watch)
        self.line = None if is_sqlite(db) else PgListener(db, self.bells.notify)
        self.leases: Leases = PostgresLeases(self.line, self.watch) if self.line else LocalLeases()
        self.inbox = Inbox(db, clock, self.bells, self.watch)
        self.senders = SenderSupervisor(
            db, channels, self.leases, self.bells, clock, self.patience, self.watch
        )
        self.routes = routes or Router(handler_modules())
        library.fetchers.update(file_makers(self.routes, db))
        links = {name: channel.link for name, channel in channels.items()}
        self.worker = Worker(
            db, self.senders, self.routes, settings, clock, links, self.bells, self.patience, self.watch
        )
        self.scheduler = Scheduler(db, self.senders, self.routes, settings, clock, self.patience)
        self.recovery = Recovery(db, self.line, self.patience, clock)
        sweeping = partial(collect_garbage, db, library.contents)
        self.housekeeper = RetentionJobs(db, settings.retention, clock, self.patience, [sweeping])

    async def run(self) -> None:
        """Until cancelled, or until a part fails for good. What is being sent is finished and recorded."""
        try:
            async with self._on_line(), asyncio.TaskGroup() as parts:
                for part in self._parts():
                    parts.create_task(part)
        except BaseExceptionGroup as failures:
            raise _first(failures) from None
        finally:
            for channel in self.channels.values():
                await channel.close()

    @asynccontextmanager
    async def _on_line(self) -> AsyncIterator[None]:
        """The leases are let go last: nobody else sends while messages are still on their way from here."""
        if self.line is None:
            yield
            return
        async with asyncio.TaskGroup() as last:
            last.create_task(self.line.run())
            yield

    def _parts(self) -> Iterator[Coroutine[Any, Any, None]]:
        if self.duty.has(ProcessRole.SENDER):
            yield self.senders.run()
        if self.duty.has(ProcessRole.WORKER):
            yield from (channel.load_identity() for channel in self.channels.values())
            yield self.recovery.run(self.worker.run)
            yield self.scheduler.run()
            yield MediaDownloader(self.library, self.clock, self.patience).run()
            yield BlobMigration(self.library, self.clock, self.patience).run()
            yield self.housekeeper.run()
        if self.duty.has(ProcessRole.WEB):
            yield from map(self._listen, self.channels.values())
        if self.settings.web.port:
            yield self._serve()

    async def _listen(self, channel: Channel) -> None:
        """Several processes may be brought messages; one at a time may fetch them."""
        if not channel.routes:
            await while_held(
                self.leases, f"listen {channel.name}", lambda _lease: channel.listen(self._save_at_last)
            )
        else:
            await channel.listen(self.inbox.save)

    async def _save_at_last(self, messages: Sequence[IncomingMessage]) -> None:
        """What is fetched is kept in hand until the database takes it, and not fetched again."""
        await self.patience.run(lambda: self.inbox.save(messages))

    async def _serve(self) -> None:
        """What other machines reach; imported where it is wanted, since that takes a while."""
        from bot.http.app import serve_app

        served = self.channels if self.duty.has(ProcessRole.WEB) else {}
        await serve_app(
            self.settings.web,
            self.health,
            {name: channel.routes for name, channel in served.items()},
            self._figures(),
            self.watch.answered,
        )

    def _figures(self) -> Sequence[Any]:
        """The route of the figures, where they are counted."""
        from bot.http.metrics import route
        from bot.observability.metrics import Metrics

        return [route(self.watch)] if isinstance(self.watch, Metrics) else []


def _first(failures: BaseExceptionGroup) -> BaseException:
    """What came first of what went wrong."""
    first = failures.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first


async def prepare(db: Database) -> None:
    """The tables of this version (on SQLite they are brought to it), and the facts that every database has."""
    if is_sqlite(db):
        await migrate.upgrade(db)
    async with db.write() as session:
        await regions_and_pesantren(session)


async def run(settings: Settings, duty: ProcessRole = ProcessRole.ALL) -> None:
    """The bot as the settings describe it, or its part, until cancelled.

    A PostgreSQL that goes away, at whatever time, is waited for; a SQLite file that cannot be used at the start raises
    what `out_of_reach` knows.
    """
    db = Database(settings.database.url)
    library, routes = MediaService(db, create_storage(settings.media)), Router(handler_modules())
    try:
        await (prepare(db) if is_sqlite(db) else DatabaseRetry().run(lambda: prepare(db)))
        menus = {language: routes.menu(Role.MEMBER, language) for language in LANGUAGES}
        channels = create_channels(ChannelContext(settings, library, menus))
        watch = _watch(settings, db, duty)
        keep_for_good()
        await App(settings, db, channels, library, routes, duty=duty, watch=watch).run()
    finally:
        await db.close()


def _watch(settings: Settings, db: Database, duty: ProcessRole) -> Events:
    """Where nobody can ask for figures, none are counted."""
    if not settings.web.port:
        return Events()
    from bot.observability.metrics import Metrics

    return Metrics(db, utcnow, duty)


def keep_for_good() -> None:
    """What is here by now stays until the end: looking through it for garbage again and again would hold up everything
    for longer than two messages at Telegram's limit are apart.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
