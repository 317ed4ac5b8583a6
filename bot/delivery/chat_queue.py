"""The messages that are to go to one chat, and where that chat stands. `docs/dispatcher.md` has its states drawn."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from heapq import heapify, heappop, heappush

from bot.messages.send_result import Priority
from bot.queue.outbox import ClaimedMessage

Order = tuple[int, int]
"""Priority, then the order in which messages were written; those of broadcasts, in which they were claimed."""


class ChatState(Enum):
    """At most one message of a chat is under way."""

    IDLE = auto()
    """No message is here: the dispatcher forgets the chat."""
    QUEUED = auto()
    """Its first message waits for its turn among those of all chats."""
    SENDING = auto()
    RESTING = auto()
    """Chat that gets nothing before a certain time."""


class ChatQueue:
    """The messages of one chat that have not begun, in their order."""

    __slots__ = ("_rests_until", "chat", "place", "state", "waiting")

    def __init__(self, chat: str) -> None:
        self.chat, self.state, self._rests_until = chat, ChatState.IDLE, 0.0
        self.place: Order = (0, 0)
        """Its place among the chats that are queued: the priority of its first message, and the number of its turn."""
        self.waiting: list[tuple[Order, ClaimedMessage]] = []
        """A heap; the message that is next comes first."""

    def add(self, order: Order, message: ClaimedMessage) -> None:
        heappush(self.waiting, (order, message))

    def is_next(self, place: Order) -> bool:
        """Return whether the chat is queued at this place."""
        return self.state is ChatState.QUEUED and self.place == place

    @property
    def is_misplaced(self) -> bool:
        """True where it is queued, with a first message of another priority than its place has, or with none."""
        return self.state is ChatState.QUEUED and (not self.waiting or self.waiting[0][0][0] != self.place[0])

    def take(self) -> tuple[Order, ClaimedMessage]:
        """Take out the message that is next, to be sent."""
        self.state = ChatState.SENDING
        return heappop(self.waiting)

    def rest(self, until: float) -> None:
        self.state, self._rests_until = ChatState.RESTING, until

    def rests(self, until: float) -> bool:
        """Return whether the chat rests until just then."""
        return self.state is ChatState.RESTING and self._rests_until == until

    def remove(self, which: Callable[[ClaimedMessage], bool]) -> list[ClaimedMessage]:
        """Take out the messages that `which` names, in their order."""
        removed = [entry for entry in self.waiting if which(entry[1])]
        if removed:
            self.waiting = [entry for entry in self.waiting if not which(entry[1])]
            heapify(self.waiting)
        return [message for _order, message in sorted(removed, key=lambda entry: entry[0])]


def is_broadcast(message: ClaimedMessage) -> bool:
    return message.priority is Priority.BROADCAST
