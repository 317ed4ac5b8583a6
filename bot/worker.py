"""The worker: takes waiting messages, lets the handlers answer, and commits all of it at once.

One transaction carries the messages of as many chats as wait, since each commit costs about as much as a message.
If anything in it fails, every message is handled alone, so that only the one that failed is answered with an
apology.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from time import monotonic
from typing import Protocol

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import inbox, logs, outbox
from bot.bells import Bells, heard
from bot.chat import Chat, Conversation, Link, Parcel, no_link
from bot.failures import trace
from bot.inbox import Waiting
from bot.incoming import Incoming
from bot.outbox import Item
from bot.outcomes import Priority
from bot.outgoing import Outgoing
from bot.patience import Patience
from bot.routes import Routes
from bot.settings import Settings
from bot.watch import Watch
from bot.words import _, render
from models import chats, drafts
from models.database import Database, out_of_reach, unbroken
from models.people import Address, Person, Role

BATCH = 64
"""At most so many messages in one transaction."""

Key = tuple[str, str]
"""Channel and chat."""

Handled = tuple[Waiting, str, float]
"""A message, what answered it, and how many seconds that took."""


class Outlet(Protocol):
    """Who takes what was just committed (`bot.senders`)."""

    @property
    def at_hand(self) -> Mapping[str, int]:
        """The channels whose messages it takes, with the numbers under which these are claimed."""

    def take(self, items: Sequence[Item]) -> None: ...


class Worker:
    """Handles what is in the inbox, oldest first, so that each chat's messages keep their order."""

    def __init__(
        self,
        db: Database,
        outlet: Outlet,
        routes: Routes,
        settings: Settings,
        clock: Callable[[], datetime],
        links: Mapping[str, Link] | None = None,
        bells: Bells | None = None,
        patience: Patience | None = None,
        watch: Watch | None = None,
    ) -> None:
        self.links, self.bells, self.patience = links or {}, bells or Bells(), patience or Patience()
        self.db, self.outlet, self.watch = db, outlet, watch or Watch()
        self.routes, self.settings, self.clock = routes, settings, clock

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self.bells.inbox.clear()
            while await self.patience.with_database(lambda: unbroken(self.step())):
                pass
            while not await heard(self.bells.inbox.wait()):
                if await self.patience.with_database(self._any_waiting):
                    break

    async def step(self, most: int = BATCH) -> bool:
        """Handle what waits, at most so many messages. False where nothing waits that others do not handle already.

        Where the database is out of reach, everything is as before, and it raises what `out_of_reach` knows.
        """
        messages: list[Waiting] = []
        try:
            async with self.db.write() as session:
                messages = await inbox.take(session, most)
                items, handled = await self._handle(session, messages) if messages else ([], [])
        except Exception as error:
            if out_of_reach(error) or not messages:
                raise
            if len(messages) > 1:
                return await self._one_by_one(len(messages))
            await self._apologise(messages[0], error)
            return True
        self.outlet.take(items)
        self._tell(handled)
        return bool(messages)

    async def _one_by_one(self, count: int) -> bool:
        for _message in range(count):
            if not await self.step(most=1):
                break
        return True

    async def _any_waiting(self) -> bool:
        async with self.db.read() as session:
            return await inbox.any_waiting(session)

    async def _handle(
        self, session: AsyncSession, messages: Sequence[Waiting]
    ) -> tuple[list[Item], list[Handled]]:
        now = self.clock()
        known = await conversations(session, {(message.channel, message.chat) for message in messages})
        parcels: list[Parcel] = []
        handled: list[Handled] = []
        for message in messages:
            conversation = known[message.channel, message.chat]
            begin = monotonic()
            with logs.about(message.trace_id):
                answers, by = await self._answer(session, message.read(), conversation, now)
            parcels += answers
            handled.append((message, by, monotonic() - begin))
        await session.flush()
        await _keep_drafts(session, known.values())
        await inbox.done(session, messages, now)
        return await outbox.put(session, parcels, now, self.outlet.at_hand), handled

    def _tell(self, handled: Sequence[Handled]) -> None:
        now = self.clock()
        for message, by, took in handled:
            waited = max(0.0, (now - message.arrived_at).total_seconds())
            self.watch.handled(message, by, waited, took)
        if handled:
            self.watch.together("handled", len(handled))

    async def _answer(
        self, session: AsyncSession, incoming: Incoming, conversation: Conversation, now: datetime
    ) -> tuple[list[Parcel], str]:
        """The answers, and what gave them."""
        address = conversation.address
        if address is not None:
            reached(address, incoming, now)
        promoted = self._promote(conversation)
        if incoming.left is not None:
            return [], "membership"
        chat = Chat(
            db=session,
            routes=self.routes,
            settings=self.settings,
            incoming=incoming,
            conversation=conversation,
            now=now,
            link=self.links.get(incoming.channel, no_link),
        )
        await self.routes.handle(chat)
        for what in chat.unknown:
            self.watch.unknown(what)
        if promoted:
            chat.set_menu(self.routes.menu(Role.ADMIN, chat.language))
        return chat.finish(), chat.by

    def _promote(self, conversation: Conversation) -> bool:
        """Those whom the settings name as admins are; whether this person becomes one just now."""
        address, person = conversation.address, conversation.person
        if address is None or person is None or person.role == Role.ADMIN:
            return False
        if f"{address.channel}:{address.chat}" not in self.settings.bot.admins:
            return False
        person.role = Role.ADMIN
        return True

    async def _apologise(self, message: Waiting, error: Exception) -> None:
        """This message cannot be handled: note why, tell the person; others of the chat are next."""
        async with self.db.write() as session:
            if not await inbox.take_again(session, message):
                return
            now = self.clock()
            parcels = await self._apology(session, message, now)
            items = await outbox.put(session, parcels, now, self.outlet.at_hand)
            await inbox.failed(session, message, now, trace(error))
        self.watch.failed(message, error)
        self.outlet.take(items)

    async def _apology(self, session: AsyncSession, message: Waiting, now: datetime) -> list[Parcel]:
        known = await conversations(session, {(message.channel, message.chat)})
        person = known[message.channel, message.chat].person
        words = _("Maaf, Kak, ada gangguan di pihak kami, dan itu sudah tercatat. Coba lagi sebentar, ya.")
        html = render(words, person.language if person else self.settings.bot.language)
        try:
            incoming = message.read()
        except ValidationError:
            return [Parcel(message.channel, message.chat, Priority.REPLY, now, Outgoing(html=html))]
        if incoming.group:
            return []
        answer = Outgoing(html=html, answers=incoming.press.id if incoming.press else "")
        return [Parcel(message.channel, message.chat, Priority.REPLY, now, answer, cause=incoming.trace_id)]


async def conversations(session: AsyncSession, keys: set[Key]) -> dict[Key, Conversation]:
    """What is kept of these chats; two statements, however many they are."""
    found = {key: Conversation() for key in keys}
    statement = (
        select(Address, Person)
        .join(Person, Address.person_id == Person.id)
        .where(chats.among(Address.channel, Address.chat, keys))
    )
    by_id: dict[int, Conversation] = {}
    for address, person in await session.execute(statement):
        by_id[address.id] = found[address.channel, address.chat] = Conversation(address, person)
    if by_id:
        for draft in await drafts.load(session, by_id):
            conversation = by_id[draft.address_id]
            conversation.drafts.append(draft)
            conversation.kept[draft.id] = replace(draft)
    return found


async def _keep_drafts(session: AsyncSession, known: Collection[Conversation]) -> None:
    """What changed in the open forms of these chats."""
    await drafts.remove(session, [number for conversation in known for number in conversation.dropped()])
    await drafts.save(session, [draft for conversation in known for draft in conversation.changed()])


def reached(address: Address, incoming: Incoming, now: datetime) -> None:
    """Somebody who blocked the bot is not written to, until they write again."""
    if incoming.left:
        address.gone_at = address.gone_at or now
    elif address.gone_at is not None and not incoming.by_itself:
        address.gone_at = None
