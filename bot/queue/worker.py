"""The worker: takes waiting messages, lets the handlers answer, and commits all of it at once.

One transaction carries the messages of as many chats as wait, since each commit costs about as much as a message.
If anything in it fails, every message is handled alone, so that only the one that failed is answered with an
apology.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from time import monotonic
from types import MappingProxyType
from typing import Protocol

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialog.context import Chat, Link, no_link
from bot.dialog.conversation import Conversation
from bot.dialog.router import Router
from bot.i18n.messages import _, render
from bot.messages.incoming import IncomingMessage
from bot.messages.outbox_message import OutboxMessage
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Priority
from bot.observability.logging import log_context
from bot.observability.redaction import describe_error
from bot.queue import inbox, outbox, settings_admins
from bot.queue.inbox import InboxMessage
from bot.queue.locked_chats import LockedChats
from bot.queue.outbox import ClaimedMessage
from bot.queue.recovery import Attempts
from bot.runtime.notifier import wait_for
from bot.runtime.runtime import Runtime
from bot.settings.loader import Settings
from models import drafts, people
from models.db.database import be_patient, hurry, is_contention, is_transient, shielded
from models.people import Address, Role
from models.queue import chat_locks

MAX_BATCH = 64
"""At most so many messages in one transaction."""

Handled = tuple[InboxMessage, str, float]
"""A message, what answered it, and how many seconds that took."""


class DeliverySink(Protocol):
    """Takes what was just committed (`bot.delivery.supervisor`)."""

    @property
    def leases_at_hand(self) -> Mapping[str, int]:
        """The channels whose messages it takes, with the numbers under which these are claimed."""

    def accept(self, messages: Sequence[ClaimedMessage]) -> None:
        """Send these, which were claimed under `leases_at_hand`."""


class Worker:
    """Handles what is in the inbox, oldest first, so that each chat's messages keep their order."""

    def __init__(
        self,
        runtime: Runtime,
        sink: DeliverySink,
        router: Router,
        settings: Settings,
        links: Mapping[str, Link] = MappingProxyType({}),
    ) -> None:
        """`links`: for each channel that has them, what makes a link which opens the bot."""
        self._runtime, self._db, self._clock, self._sink = runtime, runtime.db, runtime.clock, sink
        self._router, self._settings, self._links = router, settings, links
        self._attempts = Attempts(runtime.db)
        self._locked = LockedChats(self._handle_patiently, self._apologise)

    async def run(self) -> None:
        """Run until cancelled."""
        try:
            await self._run()
        finally:
            await self._locked.close()

    async def _run(self) -> None:
        arrived, retry = asyncio.Event(), self._runtime.db_retry
        with self._runtime.notifier.listening("inbox", arrived.set):
            while True:
                arrived.clear()
                while await retry.run(lambda: shielded(self.step())):
                    pass
                while not await wait_for(arrived.wait()):
                    if await retry.run(self._any_waiting):
                        break

    async def step(self, most: int = MAX_BATCH, only: InboxMessage | None = None) -> bool:
        """Handle what waits, at most so many messages, or `only` this one. False where nothing waits that others do not
        handle already.

        Where the database cannot be used, everything is as before, and it raises what `is_transient` knows.
        """
        messages: Sequence[InboxMessage] = []
        try:
            async with self._db.write() as session:
                if self._locked.hurry:
                    await hurry(session)
                messages = await self._claim(session, most, only)
                if not await self._attempts.count(session, messages):
                    return True
                claimed, handled = await self._handle(session, messages) if messages else ([], [])
        except Exception as error:
            if not messages or (is_transient(error) and not is_contention(error)):
                raise
            if is_contention(error):
                self._locked.note(error)
            if len(messages) > 1:
                return await self._one_by_one(messages)
            await (
                self._locked.put(messages[0]) if is_contention(error) else self._apologise(messages[0], error)
            )
            return only is None or not is_contention(error)
        self._sink.accept(claimed)
        self._report(handled)
        return bool(messages)

    async def _claim(
        self, session: AsyncSession, most: int, only: InboxMessage | None
    ) -> Sequence[InboxMessage]:
        if only is None:
            claimed = await inbox.claim(session, 1 if self._attempts.take_alone else most)
            return inbox.together(claimed)
        return [only] if await inbox.claim_again(session, only) else []

    async def _one_by_one(self, messages: Sequence[InboxMessage]) -> bool:
        """Handle these each in a transaction of its own, since one of them fails, whichever it is. Where one has to
        wait, those after it in its chat do too.
        """
        waiting = set[chat_locks.Key]()
        for message in messages:
            key = message.channel, message.chat
            if key not in waiting and not await self.step(only=message):
                waiting.add(key)
        return True

    async def _handle_patiently(self, message: InboxMessage, chat_claimed: asyncio.Event) -> None:
        """Handle one message, and wait for rows that somebody keeps locked; its chat stays claimed meanwhile."""
        async with self._db.write() as session:
            await be_patient(session)
            if not await inbox.claim_again(session, message):
                return
            chat_claimed.set()
            claimed, handled = await self._handle(session, [message])
        self._sink.accept(claimed)
        self._report(handled)

    async def _any_waiting(self) -> bool:
        async with self._db.read() as session:
            return await inbox.any_waiting(session)

    async def _handle(
        self, session: AsyncSession, messages: Sequence[InboxMessage]
    ) -> tuple[list[ClaimedMessage], list[Handled]]:
        now = self._clock()
        known = await conversations(session, {(message.channel, message.chat) for message in messages})
        outgoing: list[OutboxMessage] = []
        handled: list[Handled] = []
        for message in messages:
            conversation = known[message.channel, message.chat]
            begin = monotonic()
            with log_context(message.trace_id):
                answers, by = await self._answer(session, message.read(), conversation, now)
            outgoing += answers
            handled.append((message, by, monotonic() - begin))
        await session.flush()
        await _keep_drafts(session, known.values())
        await inbox.mark_handled(session, messages, now)
        return await outbox.add(session, outgoing, now, self._sink.leases_at_hand), handled

    def _report(self, handled: Sequence[Handled]) -> None:
        now = self._clock()
        for message, by, took in handled:
            waited = max(0.0, (now - message.arrived_at).total_seconds())
            self._runtime.events.handled(message, by, waited, took)
        if handled:
            self._runtime.events.batch_committed("handled", len(handled))

    async def _answer(
        self, session: AsyncSession, incoming: IncomingMessage, conversation: Conversation, now: datetime
    ) -> tuple[list[OutboxMessage], str]:
        """The answers, and what gave them."""
        address = conversation.address
        if address is not None:
            update_reachability(address, incoming, now)
        if incoming.left is not None:
            return [], "membership"
        chat = Chat(
            db=session,
            router=self._router,
            settings=self._settings,
            incoming=incoming,
            conversation=conversation,
            now=now,
            link=self._links.get(incoming.channel, no_link),
        )
        promoted = await settings_admins.promote(chat)
        await self._router.handle(chat)
        for what in chat.unknown:
            self._runtime.events.unknown_name(what)
        if promoted:
            chat.set_menu(self._router.menu(Role.ADMIN, chat.language))
        return chat.finish(), chat.handled_by

    async def _apologise(self, message: InboxMessage, error: Exception) -> None:
        """Note why this message cannot be handled, and tell the person; others of the chat are next."""
        async with self._db.write() as session:
            if not await inbox.claim_again(session, message):
                return
            now = self._clock()
            outgoing = await self._apology(session, message, now)
            claimed = await outbox.add(session, outgoing, now, self._sink.leases_at_hand)
            await inbox.mark_failed(session, message, now, describe_error(error))
        self._runtime.events.failed(message, error)
        self._sink.accept(claimed)

    async def _apology(
        self, session: AsyncSession, message: InboxMessage, now: datetime
    ) -> list[OutboxMessage]:
        known = await conversations(session, {(message.channel, message.chat)})
        person = known[message.channel, message.chat].person
        words = _("Maaf, Kak, ada gangguan di pihak kami, dan itu sudah tercatat. Coba lagi sebentar, ya.")
        html = render(words, person.language if person else self._settings.bot.language)
        try:
            incoming = message.read()
        except ValidationError:
            return [
                OutboxMessage(message.channel, message.chat, Priority.REPLY, now, OutgoingMessage(html=html))
            ]
        if incoming.group:
            return []
        answer = OutgoingMessage(html=html, answers=incoming.press.id if incoming.press else "")
        return [
            OutboxMessage(message.channel, message.chat, Priority.REPLY, now, answer, cause=incoming.trace_id)
        ]


async def conversations(
    session: AsyncSession, keys: set[chat_locks.Key]
) -> dict[chat_locks.Key, Conversation]:
    """Return what is kept of these chats; two statements, however many they are."""
    found = {key: Conversation() for key in keys}
    by_id: dict[int, Conversation] = {}
    for address, person in await people.in_chats(session, keys):
        by_id[address.id] = found[address.channel, address.chat] = Conversation(address, person)
    if by_id:
        for draft in await drafts.load(session, by_id):
            conversation = by_id[draft.address_id]
            conversation.drafts.append(draft)
            conversation.stored[draft.id] = replace(draft)
    return found


async def _keep_drafts(session: AsyncSession, known: Collection[Conversation]) -> None:
    """Save what changed in the open forms of these chats."""
    await drafts.remove(session, [number for conversation in known for number in conversation.dropped()])
    await drafts.save(session, [draft for conversation in known for draft in conversation.changed()])


def update_reachability(address: Address, incoming: IncomingMessage, now: datetime) -> None:
    """Note whether a person blocked the bot: one who did is not written to until they write again."""
    if incoming.left:
        address.gone_at = address.gone_at or now
    elif address.gone_at is not None and not incoming.is_delayed:
        address.gone_at = None
