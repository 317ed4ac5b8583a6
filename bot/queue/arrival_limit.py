"""The limit of what one chat may bring in a time, by token buckets (the generic cell rate algorithm).

It is judged by when a message was sent, as far as the channel tells, so that what waited while the bot was down is
not taken for a flood. Each process has buckets of its own: with several, a chat may bring as many times more.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from bot.messages.incoming import IncomingMessage
from bot.settings.schema import RateLimit
from models.queue.chat_locks import Key

MAX_CHATS = 4_096
"""Chats that are remembered; beyond, those that were silent for the longest are forgotten."""

REMEMBER_SECONDS = 120.0
"""Seconds of silence after which a chat is forgotten: each bucket is full again by then, or nearly."""

ASK_SECONDS = 5.0
"""Seconds after which a chat that was a stranger's is looked up again."""


class Bucket:
    """Allows `at_once` at once, and then `per_minute`; 0 a minute: any number.

    Its level in one chat is a number of seconds: the time at which the next one would be due if all came evenly.
    """

    def __init__(self, at_once: int, per_minute: int) -> None:
        self.interval = 60.0 / per_minute if per_minute else 0.0
        self.slack = self.interval * (at_once - 1)

    def allows(self, level: float, now: float, count: int = 1) -> bool:
        """Return whether so many more may come now."""
        return not self.interval or max(level, now) + self.interval * (count - 1) - self.slack <= now

    def spend(self, level: float, now: float) -> float:
        """Return the new level, with one more."""
        return max(level, now) + self.interval


class Verdict(Enum):
    """Decision on one message."""

    TAKEN = auto()
    REPEATED = auto()
    """The same is there already, too often for somebody's fingers: it stands for both."""
    TOO_FAST = auto()


@dataclass(slots=True)
class ChatLevels:
    """The levels of one chat's buckets, in seconds since 1970, and what belongs to the flood that is going on."""

    member: float = 0.0
    stranger: float = 0.0
    press: float = 0.0
    known: bool = False
    """True where the person has consented, as far as anybody asked."""
    asked: float = 0.0
    """Time of the last look-up."""
    told: bool = False
    """The person was told that not all is read; once, until the bucket is full again."""
    album: str = ""
    album_taken: bool = False
    pressed: frozenset[str] = frozenset()
    """Names of the buttons that were pressed beyond the rate."""
    touched: float = 0.0


@dataclass(slots=True)
class Admission:
    """Decision on some messages."""

    taken: list[IncomingMessage] = field(default_factory=list)
    let_go: list[IncomingMessage] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    """The `trace_id` of the first of each flood: in its place, `taken` has one without content, which is answered by a
    sentence.
    """
    before: dict[Key, ChatLevels] = field(default_factory=dict)
    """The levels before these came."""


class ArrivalLimit:
    """Decides which messages are taken. An album counts as one message.

    Presses, and what `exempt` names, have a bucket of their own; beyond it the same counts once, and others are taken
    as far as anybody could press them.
    """

    def __init__(self, limits: RateLimit, exempt: Callable[[IncomingMessage], str]) -> None:
        """`exempt` returns the name of a command or a word that is read also in a flood; else an empty string."""
        self._member = Bucket(limits.messages_at_once, limits.messages_per_minute)
        self._stranger = Bucket(limits.stranger_messages_at_once, limits.stranger_messages_per_minute)
        self._press = Bucket(limits.presses_at_once, limits.presses_per_minute)
        self._most_presses, self._exempt = limits.presses_at_once, exempt
        self.chats: OrderedDict[Key, ChatLevels] = OrderedDict()
        """The chats that wrote lately, the most recent last."""

    def unsure(self, messages: Iterable[IncomingMessage], now: float) -> set[Key]:
        """Return the chats of which it matters now whether they are strangers', and nobody knows."""
        counts = Counter((message.channel, message.chat) for message in messages if not _is_press(message))
        found = set[Key]()
        for message in messages:
            key = message.channel, message.chat
            levels = self.chats.get(key) or ChatLevels()
            asked = levels.known or now < levels.asked + ASK_SECONDS
            if not asked and not self._stranger.allows(levels.stranger, message.sent_at or now, counts[key]):
                found.add(key)
        return found

    def learn(self, asked: Iterable[Key], known: Collection[Key], now: float) -> None:
        """Note which of the chats that were looked up are of people who have consented."""
        for key in asked:
            levels = self._touch(key, now)
            levels.known, levels.asked = key in known, now

    def admit(self, messages: Sequence[IncomingMessage], now: float) -> Admission:
        """Decide on these, in their order; `now` in seconds since 1970."""
        admission = Admission()
        for message in messages:
            key = message.channel, message.chat
            levels = self._touch(key, now)
            if key not in admission.before:
                admission.before[key] = replace(levels)
            verdict = self._judge(levels, message, now)
            if verdict is Verdict.TAKEN:
                admission.taken.append(message)
                continue
            admission.let_go.append(message)
            if verdict is Verdict.TOO_FAST and not levels.told:
                levels.told = True
                admission.told.add(message.trace_id)
                admission.taken.append(message.emptied())
        return admission

    def undo(self, admission: Admission) -> None:
        """Put the levels back: what was admitted could not be saved, and comes again."""
        self.chats.update(admission.before)

    def _touch(self, key: Key, now: float) -> ChatLevels:
        levels = self.chats.get(key)
        if levels is None:
            self._forget(now)
            levels = self.chats[key] = ChatLevels()
        else:
            self.chats.move_to_end(key)
        levels.touched = now
        return levels

    def _forget(self, now: float) -> None:
        """Make room for one more chat."""
        while self.chats:
            oldest = next(iter(self.chats.values()))
            if len(self.chats) < MAX_CHATS and oldest.touched + REMEMBER_SECONDS > now:
                return
            self.chats.popitem(last=False)

    def _judge(self, levels: ChatLevels, message: IncomingMessage, now: float) -> Verdict:
        if _is_press(message):
            return self._judge_press(levels, _pressed(message), now)
        album = message.picture.album if message.picture else ""
        if album and album == levels.album:
            return Verdict.TAKEN if levels.album_taken else Verdict.TOO_FAST
        taken = self._spend(levels, message.sent_at or now)
        levels.album, levels.album_taken = album, taken
        if not taken and (name := self._exempt(message)):
            return self._judge_press(levels, name, now)
        return Verdict.TAKEN if taken else Verdict.TOO_FAST

    def _spend(self, levels: ChatLevels, now: float) -> bool:
        """Take one message from the buckets of the chat; return False where one of them is empty."""
        if now >= (levels.member if levels.known else levels.stranger):
            levels.told = False
        if not self._member.allows(levels.member, now):
            return False
        if not (levels.known or self._stranger.allows(levels.stranger, now)):
            return False
        levels.member = self._member.spend(levels.member, now)
        levels.stranger = self._stranger.spend(levels.stranger, now)
        return True

    def _judge_press(self, levels: ChatLevels, name: str, now: float) -> Verdict:
        if now >= levels.press:
            levels.pressed = frozenset()
        if self._press.allows(levels.press, now):
            levels.press = self._press.spend(levels.press, now)
            return Verdict.TAKEN
        if name in levels.pressed:
            return Verdict.REPEATED
        if len(levels.pressed) >= self._most_presses:
            return Verdict.TOO_FAST
        levels.pressed |= {name}
        return Verdict.TAKEN


def _is_press(message: IncomingMessage) -> bool:
    """Return whether it is a press, or tells that the person has blocked the bot: both are few bytes, and matter."""
    return message.press is not None or message.left is not None


def _pressed(message: IncomingMessage) -> str:
    """Return the name of what is pressed: the same under the same message is the same."""
    return f"{message.press.ref} {message.press.data}" if message.press else f"left {message.left}"
