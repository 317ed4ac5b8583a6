"""The chats that have messages, and in which order they are served."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import heappop, heappush
from itertools import count

from bot.delivery.chat_queue import ChatQueue, ChatState, Order, is_broadcast
from bot.queue.outbox import ClaimedMessage

ReadyQueue = list[tuple[Order, ChatQueue]]
"""A heap of chats, by their places: who had a turn goes behind all others, however many messages wait. An entry counts
for as long as `ChatQueue.is_next` says so.
"""


class ChatQueues:
    """One `ChatQueue` for each chat that is not idle."""

    def __init__(self) -> None:
        self._chats: dict[str, ChatQueue] = {}
        self._turns = count()
        self.urgent: ReadyQueue = []
        """Queued chats whose first message is a reply or a notice."""
        self.broadcasts: ReadyQueue = []
        """Queued chats whose first message is one of a broadcast."""
        self.resting: list[tuple[float, str]] = []
        """A heap: until when, and the chat. An entry counts while the chat rests until then."""

    def __len__(self) -> int:
        return len(self._chats)

    def add(self, order: Order, message: ClaimedMessage) -> None:
        """Put a message in its place among those of its chat."""
        chat = self._chats.get(message.chat)
        if chat is None:
            chat = self._chats[message.chat] = ChatQueue(message.chat)
        chat.add(order, message)
        if chat.state is ChatState.IDLE or chat.is_misplaced:
            self.make_ready(chat)

    def make_ready(self, chat: ChatQueue, turn: int | None = None) -> None:
        """Queue the chat behind those with first messages of the same priority; forget it where it has none.

        With the number of a `turn` that it had and could not use, it keeps its place.
        """
        if not chat.waiting:
            chat.state = ChatState.IDLE
            del self._chats[chat.chat]
            return
        chat.state = ChatState.QUEUED
        (priority, _number), message = chat.waiting[0]
        chat.place = priority, next(self._turns) if turn is None else turn
        heappush(self.broadcasts if is_broadcast(message) else self.urgent, (chat.place, chat))

    def longer_than(self, most: int) -> list[str]:
        """Return the chats for which more than `most` messages wait here."""
        return [name for name, chat in self._chats.items() if len(chat.waiting) > most]

    def rest(self, chat: ChatQueue, until: float) -> None:
        """The chat gets nothing before `until`."""
        chat.rest(until)
        heappush(self.resting, (until, chat.chat))

    def end_rests(self, now: float) -> None:
        """Queue the chats that have rested."""
        while self.resting and self.resting[0][0] <= now:
            until, name = heappop(self.resting)
            chat = self._chats.get(name)
            if chat is not None and chat.rests(until):
                self.make_ready(chat, chat.place[1])

    def wake(self, chats: Iterable[str]) -> None:
        """Queue those of these chats that rest."""
        for name in chats:
            chat = self._chats.get(name)
            if chat is not None and chat.state is ChatState.RESTING:
                self.make_ready(chat)

    def remove(self, which: Callable[[ClaimedMessage], bool]) -> list[ClaimedMessage]:
        """Take out the messages that `which` names, of those that have not begun."""
        removed: list[ClaimedMessage] = []
        for chat in tuple(self._chats.values()):
            found = chat.remove(which)
            removed += found
            if found and (chat.is_misplaced or (chat.state is ChatState.RESTING and not chat.waiting)):
                self.make_ready(chat)
        return removed
