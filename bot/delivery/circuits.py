"""Circuits: where messages of one kind fail in several chats alike, all of that kind wait, and one at a time tries.

A circuit is closed while messages are taken, and opens when several chats have failed since one was. Then nothing of
its kind goes but one message after a pause, which is longer each time; when that one is taken, all go on.
"""

from __future__ import annotations

from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Later, SendResult, Sent, Unavailable, Unknown

MIN_CHATS = 3
"""Chats that fail alike before it is the channel that is out of order, and not one of them."""

MIN_PAUSE_SECONDS, MAX_PAUSE_SECONDS = 1.0, 15.0
"""Seconds before the first probe and, twice as long each time, before each later one."""

PROBE_SECONDS = 60.0
"""Seconds for which the others wait at most while one is under way to find out."""


def kind_of(message: OutgoingMessage) -> str:
    """The kind of a message: those of one kind go by the same methods of a channel, and fail alike."""
    if message.silent:
        return "silent"
    if message.changes:
        return "change"
    if message.point is not None:
        return "venue" if message.point.name else "pin"
    if message.photos:
        return "album" if len(message.photos) > 1 else "photo"
    return "file" if message.file is not None else "text"


class Circuit:
    """The circuit of one kind of message. All times are seconds of a monotonic clock."""

    def __init__(self) -> None:
        self._failing: set[str] = set()
        """Chats that failed since a message was taken last; no more than are needed to open it."""
        self._pause = 0.0
        """Seconds between two probes; 0 while it is closed."""
        self._probe_at = 0.0
        self.probing = False
        """One message is under way to find out."""
        self.held: set[str] = set()
        """Chats that rest until it is known whether messages are taken again."""

    @property
    def is_open(self) -> bool:
        return self._pause > 0

    def wait(self, now: float) -> float:
        """Seconds until the next message may go; 0 if it may go now."""
        if self.probing:
            return PROBE_SECONDS
        return max(0.0, self._probe_at - now) if self.is_open else 0.0

    def is_alone(self, chat: str) -> bool:
        """Return whether no chat but this one fails."""
        return self._failing <= {chat}

    def start(self, chat: str) -> bool:
        """Note that a message goes; return whether it is a probe."""
        self.held.discard(chat)
        self.probing = self.is_open
        return self.probing

    def ended(self, chat: str, outcome: SendResult, now: float, *, probe: bool) -> bool:
        """Note how a message ended; return whether the chats that are held may go on, or have to wait anew."""
        if isinstance(outcome, Sent) and not (probe or self._failing):
            return False
        if probe:
            self.probing = False
        if isinstance(outcome, Unavailable | Unknown):
            return self._failed(chat, now, probe=probe)
        if isinstance(outcome, Later) and not outcome.flood:
            if probe:
                self._probe_at = now + (self._pause if outcome.whole_channel else 0.0)
            return probe
        was_open, self._pause, self.probing = self.is_open, 0.0, False
        self._failing.clear()
        return was_open

    def _failed(self, chat: str, now: float, *, probe: bool) -> bool:
        if len(self._failing) < MIN_CHATS:
            self._failing.add(chat)
        if self.is_open and not probe:
            return False
        if self.is_open:
            self._pause = min(MAX_PAUSE_SECONDS, 2 * self._pause)
        elif len(self._failing) >= MIN_CHATS:
            self._pause = MIN_PAUSE_SECONDS
        self._probe_at = now + self._pause
        return probe


class Circuits:
    """The circuits of one channel, one for each kind of message."""

    def __init__(self) -> None:
        self._by_kind: dict[str, Circuit] = {}

    def of(self, message: OutgoingMessage) -> Circuit:
        kind = kind_of(message)
        circuit = self._by_kind.get(kind)
        if circuit is None:
            circuit = self._by_kind[kind] = Circuit()
        return circuit

    def any_waits(self, now: float) -> bool:
        """Return whether messages of some kind wait for a probe, or for its end."""
        return any(circuit.wait(now) for circuit in self._by_kind.values())
