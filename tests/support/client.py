"""Talking to the bot in a test, as a person does: `await santri.says("/produk")`, `await santri.taps("Makanan")`.

Between every two messages all state is read anew from the database: each message is handled by a new application,
as if the program had been started again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from types import MappingProxyType, ModuleType
from typing import Any

from markupsafe import Markup
from sqlalchemy import select

from bot.app import handler_modules
from bot.delivery.broadcast_fanout import BroadcastFanout
from bot.dialog.router import Router
from bot.messages.incoming import Attachment, ButtonPress, Contact, IncomingMessage, Picture, Point
from bot.messages.outgoing import OutgoingMessage
from bot.queue import delayed_presses
from bot.queue.inbox import Inbox
from bot.queue.outbox import ClaimedMessage, SendRecord, record
from bot.queue.scheduler import Scheduler
from bot.queue.worker import Worker
from bot.runtime.runtime import Runtime
from bot.settings.loader import Settings
from models.db.database import Database
from models.people import Address, Person, Role
from models.queue.outbox import OutboxState
from tests.support.claims import LEASE, claim

CHANNEL = "test"
MORNING = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
"""Tuesday, 24 November 2026, 10.00 WIB."""

MANY, FEW = 100, 10
"""So many messages are claimed at once. When it was only a few, nothing due is left: the share of one broadcast of ten
would have been as large."""


@dataclass
class Bubble:
    """A message on a person's screen."""

    ref: str
    message: OutgoingMessage
    changed: int = 0

    @property
    def text(self) -> str:
        return Markup(self.message.html.replace("\n", "¶")).striptags().replace("¶", "\n")

    @property
    def labels(self) -> list[str]:
        return [key.label for row in self.message.rows for key in row]


class TheTable:
    """No sender is at hand: what is said is read from the outbox."""

    leases_at_hand: Mapping[str, int] = MappingProxyType({})

    def accept(self, messages: Sequence[ClaimedMessage]) -> None:
        assert not messages


@cache
def declared(modules: tuple[ModuleType, ...]) -> Router:
    """The routes of modules: they remember nothing of what they answered, so they need not be looked up again."""
    return Router(modules)


@dataclass
class Town:
    """One bot and the people who talk to it. `now` is the bot's clock."""

    db: Database
    settings: Settings = field(default_factory=Settings)
    modules: Sequence[ModuleType] | None = None
    now: datetime = MORNING
    people: dict[str, Someone] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: count(1))
    blocked: set[str] = field(default_factory=set)

    def someone(self, chat: str = "1", name: str = "Ahmad Fauzi", language: str = "id") -> Someone:
        return self.people.setdefault(chat, Someone(self, chat, name, language))

    async def santri(
        self, chat: str = "1", name: str = "Ahmad Fauzi", role: Role = Role.MEMBER, **known: Any
    ) -> Someone:
        """Somebody who agreed and has a profile."""
        person = self.someone(chat, name)
        async with self.db.write() as session:
            row = Person(
                name=name, role=role, belonging="santri", created_at=self.now, registered_at=self.now, **known
            )
            session.add(row)
            await session.flush()
            session.add(Address(person_id=row.id, channel=CHANNEL, chat=chat, created_at=self.now))
        return person

    async def receive(self, *messages: IncomingMessage) -> None:
        """The bot takes these in and answers, until there is nothing more to do now."""
        inbox, worker = self.program()
        await inbox.save(messages)
        while await worker.step():
            pass
        await self.deliver()

    def program(self) -> tuple[Inbox, Worker]:
        """The parts of the bot, newly started."""
        runtime = self.runtime()
        return Inbox(runtime), Worker(runtime, TheTable(), self.router, self.settings)

    @property
    def router(self) -> Router:
        return declared(tuple(self.modules) if self.modules else handler_modules())

    def runtime(self) -> Runtime:
        return Runtime.create(self.db, clock=lambda: self.now)

    def scheduler(self) -> Scheduler:
        return Scheduler(self.runtime(), TheTable(), self.router, self.settings)

    async def deliver(self) -> None:
        """Everything that is due reaches the phones."""
        await self.take_recipients()
        while True:
            async with self.db.write() as session:
                items = await claim(session, CHANNEL, self.now, MANY)
                results = [self._arrive(item) for item in items]
                await record(session, CHANNEL, LEASE, results, self.now)
            if len(items) < FEW:
                return

    async def take_recipients(self) -> None:
        """Broadcasts that began have their recipients in the outbox, and those that were ended have nothing waiting."""
        fanout = BroadcastFanout(self.runtime())
        while await fanout.step():
            pass

    def _arrive(self, item: ClaimedMessage) -> SendRecord:
        if item.chat in self.blocked:
            return SendRecord(item, OutboxState.GONE)
        self.someone(item.chat).receives(item.message, str(next(self._numbers)))
        return SendRecord(item, OutboxState.SENT)

    async def passes(self, **time: float) -> None:
        """Time goes by, and what was due meanwhile happens."""
        self.now += timedelta(**time)
        _inbox, worker = self.program()
        await delayed_presses.move_due(self.db, CHANNEL, self.now)
        await self.scheduler().step()
        while await worker.step():
            pass
        await self.deliver()

    async def rows(self, table: type[Any], **where: Any) -> list[Any]:
        """What the database has, for what no message shows."""
        async with self.db.read() as session:
            return list(await session.scalars(select(table).filter_by(**where)))


@dataclass
class Someone:
    """One person with a phone."""

    town: Town
    chat: str
    name: str
    language: str
    screen: list[Bubble] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    menu: list[str] = field(default_factory=list)
    said: int = 0
    """How often the person typed, pressed or sent something."""

    def incoming(self, **what: Any) -> IncomingMessage:
        self.said += 1
        update = f"u{next(self.town._numbers)}"
        return IncomingMessage(
            channel=CHANNEL, update=update, chat=self.chat, name=self.name, language=self.language, **what
        )

    async def says(self, text: str, **more: Any) -> Bubble:
        await self.town.receive(self.incoming(text=text, **more))
        return self.last

    async def taps(self, label: str, on: Bubble | None = None) -> Bubble:
        """Press the button called `label`, under the newest message that has it."""
        await self.town.receive(self.press(label, on))
        return self.last

    def press(self, label: str, on: Bubble | None = None) -> IncomingMessage:
        """What the phone sends when that button is pressed."""
        for bubble in [on] if on else reversed(self.screen):
            for row in bubble.message.rows:
                for key in row:
                    if key.label == label or (key.label.startswith(label) and label not in bubble.labels):
                        photo = bool(bubble.message.photos)
                        press = ButtonPress(data=key.data, ref=bubble.ref, id=f"p{self.said}", photo=photo)
                        return self.incoming(press=press)
        raise AssertionError(f"no button {label!r} on the screen; there is {self.last.labels}")

    async def sends_photo(self, ref: str = "photo", album: str = "") -> Bubble:
        await self.town.receive(self.incoming(picture=Picture(ref=ref, album=album)))
        return self.last

    async def sends_album(self, size: int) -> Bubble:
        pictures = [self.incoming(picture=Picture(ref=f"a{n}", album="album")) for n in range(size)]
        await self.town.receive(*pictures)
        await self.town.passes(seconds=2)
        return self.last

    async def sends_file(self, name: str, size: int = 1000, mime: str = "application/pdf") -> Bubble:
        await self.town.receive(
            self.incoming(attachment=Attachment(ref="f", name=name, size=size, mime=mime))
        )
        return self.last

    async def shares_contact(self, phone: str, own: bool = True) -> Bubble:
        await self.town.receive(self.incoming(contact=Contact(phone=phone, own=own)))
        return self.last

    async def shares_place(self, latitude: float, longitude: float, name: str = "") -> Bubble:
        await self.town.receive(self.incoming(point=Point(latitude=latitude, longitude=longitude, name=name)))
        return self.last

    async def fills(self, *answers: str) -> Bubble:
        """One answer after the other: a button where there is one of that name, otherwise typed."""
        for answer in answers:
            if any(label == answer for label in self.last.labels):
                await self.taps(answer)
            else:
                await self.says(answer)
        return self.last

    def receives(self, message: OutgoingMessage, ref: str) -> None:
        if message.toast:
            self.toasts.append(message.toast)
        if message.menu is not None:
            self.menu = [command.name for command in message.menu]
        if message.silent:
            return
        old = next((b for b in self.screen if message.changes and b.ref == message.changes), None)
        if old is None:
            self.screen.append(Bubble(ref, message))
        else:
            old.message, old.changed = message, old.changed + 1
            self.screen.remove(old)
            self.screen.append(old)

    @property
    def last(self) -> Bubble:
        return self.screen[-1]

    @property
    def sees(self) -> str:
        """The newest message and its buttons, as the person reads them."""
        rows = "\n".join(f"[ {' | '.join(key.label for key in row)} ]" for row in self.last.message.rows)
        return f"{self.last.text}\n{rows}"
