"""The worker: takes waiting messages, lets the handlers answer, and commits all of it at once.

One transaction carries the messages of as many chats as wait, since each commit costs about as much as a message.
If anything in it fails, every message is handled alone, so that only the one that failed is answered with an
apology.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot import inbox, outbox
from bot.chat import Chat, Conversation, Link, Parcel, no_link
from bot.failures import trace
from bot.inbox import Inbox
from bot.incoming import Incoming
from bot.outbox import Item
from bot.outcomes import Priority
from bot.outgoing import Outgoing
from bot.routes import Routes
from bot.sender import Sender
from bot.settings import Settings
from bot.words import _, render
from models import drafts
from models.database import Database, unbroken
from models.people import Address, Person, Role

log = logging.getLogger(__name__)

BATCH = 64
"""At most so many messages in one transaction."""

Key = tuple[str, str]
"""Channel and chat."""


class Worker:
    """Handles what is in the inbox, oldest first, so that each chat's messages keep their order."""

    def __init__(
        self,
        db: Database,
        inbox: Inbox,
        sender: Sender,
        routes: Routes,
        settings: Settings,
        clock: Callable[[], datetime],
        links: Mapping[str, Link] | None = None,
    ) -> None:
        self.links = links or {}
        self.db, self.inbox, self.sender = db, inbox, sender
        self.routes, self.settings, self.clock = routes, settings, clock

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self.inbox.arrived.clear()
            if not await unbroken(self.step()):
                await self.inbox.arrived.wait()

    async def step(self, limit: int = BATCH) -> bool:
        """Handle what waits, at most `limit` messages. False where nothing waits."""
        try:
            async with self.db.write() as session:
                messages = await inbox.waiting(session, limit)
                items = await self._handle(session, messages) if messages else []
        except Exception as error:
            if limit > 1:
                return await self._one_by_one(limit)
            await self._apologise(error)
            return True
        self.sender.take(items)
        return bool(messages)

    async def _one_by_one(self, limit: int) -> bool:
        for _count in range(limit):
            if not await self.step(limit=1):
                break
        return True

    async def _handle(self, session: AsyncSession, messages: Sequence[tuple[int, Incoming]]) -> list[Item]:
        now = self.clock()
        known = await conversations(session, {(m.channel, m.chat) for _id, m in messages})
        parcels: list[Parcel] = []
        for _id, incoming in messages:
            conversation = known[incoming.channel, incoming.chat]
            parcels += await self._answer(session, incoming, conversation, now)
        await _keep_drafts(session, known.values())
        await inbox.done(session, [number for number, _incoming in messages], now)
        return await outbox.put(session, parcels, now)

    async def _answer(
        self, session: AsyncSession, incoming: Incoming, conversation: Conversation, now: datetime
    ) -> list[Parcel]:
        address = conversation.address
        if address is not None:
            reached(address, incoming, now)
        promoted = self._promote(conversation)
        if incoming.left is not None:
            return []
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
        if promoted:
            chat.set_menu(self.routes.menu(Role.ADMIN, chat.language))
        return chat.finish()

    def _promote(self, conversation: Conversation) -> bool:
        """Those whom the settings name as admins are; whether this person becomes one just now."""
        address, person = conversation.address, conversation.person
        if address is None or person is None or person.role == Role.ADMIN:
            return False
        if f"{address.channel}:{address.chat}" not in self.settings.bot.admins:
            return False
        person.role = Role.ADMIN
        return True

    async def _apologise(self, error: Exception) -> None:
        """The oldest message cannot be handled: note why, tell the person, go on with the next."""
        cause = trace(error)
        log.error("a message could not be handled: %s", cause)
        async with self.db.write() as session:
            [(number, incoming)] = await inbox.waiting(session, 1)
            now = self.clock()
            known = await conversations(session, {(incoming.channel, incoming.chat)})
            person = known[incoming.channel, incoming.chat].person
            words = _(
                "Maaf, Kak, ada gangguan di pihak kami, dan itu sudah tercatat. Coba lagi sebentar, ya."
            )
            language = person.language if person else self.settings.bot.language
            answer = incoming.press.id if incoming.press else ""
            message = Outgoing(html=render(words, language), answers=answer)
            parcel = Parcel(incoming.channel, incoming.chat, Priority.REPLY, now, message)
            items = await outbox.put(session, [] if incoming.group else [parcel], now)
            await inbox.done(session, [number], now, failure=cause)
        self.sender.take(items)


async def conversations(session: AsyncSession, keys: set[Key]) -> dict[Key, Conversation]:
    """What is kept of these chats; two statements, however many they are."""
    found = {key: Conversation() for key in keys}
    statement = (
        select(Address, Person)
        .join(Person, Address.person_id == Person.id)
        .where(tuple_(Address.channel, Address.chat).in_(list(keys)))
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
