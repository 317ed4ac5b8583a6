"""A bot on two channels, Telegram and the page, whose people press buttons by the data that these carry.

The page is the real one, so its messages are kept in the database; of Telegram only the phones are played.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.app import handler_modules
from bot.channels.webchat.channel import Persona, WebchatChannel
from bot.channels.webchat.protocol import ClientEvent, PressButton, SendPhotos, SendText
from bot.dialog.router import Router
from bot.media.library import MediaService
from bot.media.storage import FolderStorage
from bot.messages.incoming import ButtonPress, IncomingMessage
from bot.messages.outgoing import InlineButton
from bot.messages.send_result import Priority, Sent
from bot.queue import delayed_presses, outbox
from bot.queue.inbox import Inbox
from bot.queue.outbox import ClaimedMessage, SendRecord, record
from bot.queue.scheduler import Scheduler
from bot.queue.worker import Worker
from models.broadcasts import delivery
from models.queue.outbox import OutboxState
from tests.support.client import Bubble, Someone, TheTable, Town

TELEGRAM, PAGE = "telegram", "page"
CHANNELS = (TELEGRAM, PAGE)
LEASE = 4711
"""The number of the lease under which messages are claimed here."""
ROUTES = Router(handler_modules())
PERSONAS = (Persona("santri", "Santri", "Sudah terdaftar", "Aisyah"),)


def telegram_link(payload: str) -> str:
    return f"https://t.me/opop_jatim_bot?start={payload}"


@dataclass
class OldTown(Town):
    """Of broadcasts, only so many messages go out as `through` says."""

    through: int = 0
    refuses: str = ""
    """Why the messenger takes no message of a broadcast."""
    refused: dict[str, str] = field(default_factory=dict)
    """Chat → why the messenger takes no reply or notice to it."""
    folder: Path = field(default_factory=lambda: Path(tempfile.gettempdir()) / "santribot-no-contents")
    told: list[tuple[Neighbour, str, list[InlineButton]]] = field(default_factory=list)
    """Who was shown which buttons, under which message."""

    def __post_init__(self) -> None:
        library = MediaService(self.db, FolderStorage(self.folder))
        self.page = WebchatChannel(self.db, library, PERSONAS)

    def neighbour(
        self, chat: str, name: str = "", language: str = "id", channel: str = TELEGRAM
    ) -> Neighbour:
        """Whoever writes from that chat."""
        found = self.people.setdefault(chat, Neighbour(self, chat, name, language, channel=channel))
        assert isinstance(found, Neighbour)
        return found

    def program(self) -> tuple[Inbox, Worker]:
        links = {TELEGRAM: telegram_link}
        worker = Worker(self.runtime(), TheTable(), ROUTES, self.settings, links)
        return Inbox(self.runtime()), worker

    async def works(self) -> None:
        """What waits in the inbox is answered; nothing is sent yet."""
        _inbox, worker = self.program()
        while await worker.step():
            pass

    async def passes(self, **time: float) -> None:
        self.now += timedelta(**time)
        for channel in CHANNELS:
            await delayed_presses.move_due(self.db, channel, self.now)
        await Scheduler(self.runtime(), TheTable(), ROUTES, self.settings).step()
        await self.works()
        await self.deliver()

    async def saves(self, *messages: IncomingMessage) -> None:
        """These arrive, and nobody has time for them yet."""
        inbox, _worker = self.program()
        await inbox.save(messages)

    async def acts(self, act: ClientEvent) -> None:
        """Somebody does something on the page."""
        inbox, _worker = self.program()
        async with self._listening(inbox):
            await self.page.take(act)
        await self.works()
        await self.deliver()

    @asynccontextmanager
    async def _listening(self, inbox: Inbox) -> AsyncIterator[None]:
        task = asyncio.create_task(self.page.listen(inbox.save))
        await asyncio.sleep(0)
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def deliver(self) -> None:
        await self.take_recipients()
        for channel in CHANNELS:
            while items := await self.claims(channel):
                results = [await self._arrives(item) for item in items]
                async with self.db.write() as session:
                    await record(session, channel, LEASE, results, self.now)

    async def claims(self, channel: str, many: int | None = None) -> list[ClaimedMessage]:
        """The sender takes all replies and notices, and of broadcasts as many messages as may go."""
        left = self.through if many is None else many
        async with self.db.write() as session:
            items = await outbox.claim_urgent(session, channel, self.now, 100, LEASE)
            for number in await delivery.running(session):
                items += await outbox.claim_broadcast(session, channel, number, self.now, left, LEASE)
                left = max(0, left - sum(item.broadcast_id == number for item in items))
        self.through = left if many is None else self.through
        return items

    async def takes_over(self) -> None:
        """Another sender comes, and puts right what the one before it left behind."""
        for channel in CHANNELS:
            async with self.db.write() as session:
                await outbox.reclaim(session, channel, LEASE + 1, self.now)

    async def lets_through(self, number: int) -> None:
        self.through = number
        await self.deliver()
        self.through = 0

    async def _arrives(self, item: ClaimedMessage) -> SendRecord:
        many = item.priority is Priority.BROADCAST
        if item.chat in self.blocked:
            return SendRecord(item, OutboxState.GONE)
        if refusal := self.refuses if many else self.refused.get(item.chat, ""):
            return SendRecord(item, OutboxState.FAILED, refusal)
        ref = str(next(self._numbers))
        if item.channel == PAGE:
            outcome = await self.page.send(item.chat, item.message)
            assert isinstance(outcome, Sent), outcome
            ref = outcome.ref or ref
        someone = self.neighbour(item.chat, channel=item.channel)
        someone.receives(item.message, ref)
        shown = item.message.changes or ref
        self.told.append((someone, shown, [key for row in item.message.rows for key in row if key.data]))
        return SendRecord(item, OutboxState.SENT)


@dataclass
class Neighbour(Someone):
    """Somebody on one of the channels."""

    channel: str = TELEGRAM

    def incoming(self, **what: Any) -> IncomingMessage:
        message = super().incoming(**what)
        update = f"{7_000_000 + int(message.update[1:])}"
        return message.model_copy(update={"channel": self.channel, "update": update})

    @property
    def persons(self) -> OldTown:
        assert isinstance(self.town, OldTown)
        return self.town

    async def says(self, text: str, **more: Any) -> Bubble:
        if self.channel == TELEGRAM:
            return await super().says(text, **more)
        await self.persons.acts(SendText(type="say", id=self._id(), chat=self.chat, text=text))
        return self.last

    async def shows(self, *refs: str) -> Bubble:
        """Photos that were uploaded to the page."""
        await self.persons.acts(
            SendPhotos(type="photos", id=self._id(), chat=self.chat, refs=list(refs), text="")
        )
        return self.last

    async def presses(self, start: str) -> Bubble:
        """The button whose data begin so, under the newest message that has one."""
        for bubble in reversed(self.screen):
            for row in bubble.message.rows:
                for key in row:
                    if key.data.startswith(start):
                        return await self.presses_data(key.data, bubble.ref, bool(bubble.message.photos))
        raise AssertionError(f"no button {start!r}; there is {[b.message.rows for b in self.screen[-2:]]}")

    async def does(self, action: str, argument: str = "") -> Bubble:
        """A button of the form on the screen: "v" picks, "s" skips, "ok" saves (`bot.dialog.forms.screens`)."""
        for bubble in reversed(self.screen):
            for row in bubble.message.rows:
                for key in row:
                    if key.data.startswith("~") and key.data.split(":", 2)[2] == f"{action}:{argument}":
                        return await self.presses_data(key.data, bubble.ref, bool(bubble.message.photos))
        raise AssertionError(f"no {action}:{argument} on the screen: {self.last.message.rows}")

    async def presses_data(self, data: str, ref: str, photo: bool = False) -> Bubble:
        if self.channel == PAGE:
            await self.persons.acts(
                PressButton(type="press", id=self._id(), chat=self.chat, ref=ref, data=data)
            )
        else:
            press = ButtonPress(data=data, ref=ref, id=f"cb{self.said}", photo=photo)
            await self.town.receive(self.incoming(press=press))
        return self.last

    async def answers(self, *given: str | tuple[str, ...]) -> Bubble:
        """One answer after the other; a tuple is a button of the form."""
        for one in given:
            await (self.says(one) if isinstance(one, str) else self.does(*one))
        return self.last

    def _id(self) -> str:
        self.said += 1
        return f"00000000-{self.said:04}"


def buttons_of(told: Sequence[tuple[Neighbour, str, list[InlineButton]]]) -> list[tuple[Neighbour, str, str]]:
    """Each button once, the newest last: who has it, under which message, what it carries."""
    found: dict[tuple[str, str], tuple[Neighbour, str, str]] = {}
    for one, ref, keys in told:
        for key in keys:
            found.pop((one.chat, key.data), None)
            found[one.chat, key.data] = one, ref, key.data
    return list(found.values())
