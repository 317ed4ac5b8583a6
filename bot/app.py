"""The composition: which channels, which handlers, which tasks. Nothing else knows all the parts."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache, partial
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import TYPE_CHECKING, Any

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
from bot.media.images import end_decoders
from bot.media.library import Fetch, MediaService
from bot.media.storage import create_storage
from bot.messages.incoming import IncomingMessage
from bot.observability.health import Health
from bot.queue.arrival_limit import ArrivalLimit
from bot.queue.fencing import Fencing
from bot.queue.inbox import Inbox
from bot.queue.recovery import Recovery
from bot.queue.scheduler import Scheduler
from bot.queue.worker import Worker
from bot.runtime.leases import LISTEN, Lease, Leases, LocalLeases, PostgresLeases, while_held
from bot.runtime.runtime import Runtime
from bot.settings.loader import Settings
from bot.settings.process_role import ProcessRole
from models.db.database import Database, utcnow
from models.db.dialect import is_sqlite
from models.db.pg_listener import PgListener
from models.migrations import migrate
from models.people import Role
from models.queue.runs import HEARTBEAT
from models.seed import regions_and_pesantren

if TYPE_CHECKING:
    from bot.observability.metrics import Metrics

GARBAGE = (20_000, 20, 50)
"""Number of new objects, and of rounds of each younger generation, after which garbage is looked for: most of what a
step leaves behind is gone by itself.
"""


@cache
def handler_modules() -> tuple[ModuleType, ...]:
    """Every module in `handlers`: a new file there is found, and need not be listed."""
    import handlers

    found = walk_packages(handlers.__path__, f"{handlers.__name__}.")
    return tuple(import_module(module.name) for module in found)


def file_makers(router: Router, db: Database) -> dict[str, Fetch]:
    """Return what makes the files that were promised, by the name that is stored with each."""
    return {file.name: partial(file.make, db) for file in router.files.values()}


def media_sources(channels: Mapping[str, Channel], router: Router, db: Database) -> dict[str, Fetch]:
    """Return the sources of contents that `MediaService` does not have: channels, and what makes files."""
    return {**{name: channel.fetch for name, channel in channels.items()}, **file_makers(router, db)}


class App:
    """One process: channels in and out, and the worker between inbox and outbox, as far as its role goes."""

    def __init__(
        self,
        runtime: Runtime,
        settings: Settings,
        channels: Mapping[str, Channel],
        media: MediaService,
        router: Router,
    ) -> None:
        self.runtime, self.settings, self.channels, self.media = runtime, settings, channels, media
        events = runtime.events
        self.fencing = Fencing(runtime)
        self.listener = None if is_sqlite(runtime.db) else self._create_listener()
        self.leases: Leases = PostgresLeases(self.listener, events) if self.listener else LocalLeases()
        self.inbox = Inbox(runtime, ArrivalLimit(settings.rate_limit, router.exempt))
        self.senders = SenderSupervisor(runtime, channels, self.leases)
        links = {name: channel.link for name, channel in channels.items()}
        self.recovery = Recovery(runtime, self.listener)
        self.worker = Worker(runtime, self.senders, router, settings, links)
        self.scheduler = Scheduler(runtime, self.senders, router, settings)
        garbage = partial(collect_garbage, runtime.db, media.contents)
        self.retention = RetentionJobs(runtime, settings.retention, [garbage])

    def _create_listener(self) -> PgListener:
        return PgListener(self.runtime.db, self.runtime.notifier.notify, HEARTBEAT, self.fencing.look)

    async def run(self, role: ProcessRole = ProcessRole.ALL, metrics: Metrics | None = None) -> None:
        """Run until cancelled, or until a part fails for good. What is being sent is finished and recorded.

        `metrics` are served where they are counted: they listen to the events of `runtime`.
        """
        try:
            async with self._with_listener(), asyncio.TaskGroup() as parts:
                for part in self._parts(role, metrics):
                    parts.create_task(part)
        except BaseExceptionGroup as failures:
            raise _first(failures) from None
        finally:
            end_decoders()
            for channel in self.channels.values():
                await channel.close()

    @asynccontextmanager
    async def _with_listener(self) -> AsyncIterator[None]:
        """The leases are let go last: nobody else sends while messages are still on their way from here."""
        if self.listener is None:
            yield
            return
        async with asyncio.TaskGroup() as last:
            last.create_task(self.listener.run())
            yield

    def _parts(self, role: ProcessRole, metrics: Metrics | None) -> Iterator[Coroutine[Any, Any, None]]:
        if self.listener is not None:
            yield self.fencing.run()
        if role.has(ProcessRole.SENDER):
            yield self.senders.run()
        if role.has(ProcessRole.WORKER):
            yield from (channel.load_identity() for channel in self.channels.values())
            yield self.recovery.run(self.worker.run)
            yield self.scheduler.run()
            yield MediaDownloader(self.runtime, self.media).run()
            yield BlobMigration(self.runtime, self.media).run()
            yield self.retention.run()
        if role.has(ProcessRole.WEB):
            yield from map(self._listen, self.channels.values())
        if self.settings.web.port:
            yield self._serve(role, metrics)

    async def _listen(self, channel: Channel) -> None:
        """Several processes may be brought messages; one at a time may fetch them."""
        if not channel.routes:
            await while_held(
                self.leases,
                f"{LISTEN} {channel.name}",
                lambda lease: channel.listen(partial(self._save_at_last, lease)),
            )
        else:
            await channel.listen(self.inbox.save)

    async def _save_at_last(self, lease: Lease, messages: Sequence[IncomingMessage]) -> None:
        """Save what was fetched; it is kept in hand until the database takes it, and not fetched again. Who stood still
        meanwhile, and lost the lease, saves nothing, and so fetches no more.
        """
        await lease.wait_until_valid()
        await self.runtime.db_retry.run(lambda: self.inbox.save(messages))

    async def _serve(self, role: ProcessRole, metrics: Metrics | None) -> None:
        """Serve what other machines reach; the server is imported where it is wanted, since that takes a while."""
        from bot.http.app import serve_app

        served = self.channels if role.has(ProcessRole.WEB) else {}
        await serve_app(
            self.settings.web,
            Health(self.runtime.db, role),
            {name: channel.routes for name, channel in served.items()},
            _metrics_routes(metrics),
            self.runtime.events.webhook_answered,
        )


def _metrics_routes(metrics: Metrics | None) -> Sequence[Any]:
    """The route of the metrics, where they are counted."""
    if metrics is None:
        return []
    from bot.http.metrics import route

    return [route(metrics)]


def _first(failures: BaseExceptionGroup) -> BaseException:
    """Return the first of the errors that were raised."""
    first = failures.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first


async def prepare(db: Database) -> None:
    """The tables of this version (on SQLite they are brought to it), and the facts that every database has."""
    if is_sqlite(db):
        await migrate.upgrade(db)
    async with db.write() as session:
        await regions_and_pesantren(session)


async def run(settings: Settings, role: ProcessRole = ProcessRole.ALL) -> None:
    """The bot as the settings describe it, or its part, until cancelled.

    A PostgreSQL that goes away, at whatever time, is waited for; a SQLite file that cannot be used at the start raises
    what `is_transient` knows.
    """
    db = Database(settings.database.url, settings.database.lock_timeout_seconds)
    metrics = _create_metrics(settings, db, role)
    runtime = Runtime.create(db, *([metrics] if metrics else []))
    router, sources = Router(handler_modules()), dict[str, Fetch]()
    media = MediaService(db, create_storage(settings.media), sources)
    try:
        await (prepare(db) if is_sqlite(db) else runtime.db_retry.run(lambda: prepare(db)))
        menus = {language: router.menu(Role.MEMBER, language) for language in LANGUAGES}
        channels = create_channels(ChannelContext(settings, media, menus))
        # channels are made with the media, and these fetch from the channels
        sources |= media_sources(channels, router, db)
        keep_for_good()
        await App(runtime, settings, channels, media, router).run(role, metrics)
    finally:
        await db.close()


def _create_metrics(settings: Settings, db: Database, role: ProcessRole) -> Metrics | None:
    """None where nobody can ask for them."""
    if not settings.web.port:
        return None
    from bot.observability.metrics import Metrics

    return Metrics(db, utcnow, role)


def keep_for_good() -> None:
    """Keep what is here by now until the end: looking through it for garbage again and again would hold up everything
    for longer than two messages at a channel's limit are apart.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
