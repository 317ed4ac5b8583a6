"""What the stand-in knows: chats and what was said in them, files, presses that wait for an answer."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.channels.telegram.standin.errors import ApiError, Json, state
from tests.channels.telegram.standin.faults import Faults
from tests.channels.telegram.standin.updates import Updates

BOT: Json = {"id": 100200, "is_bot": True, "first_name": "Santribot", "username": "santri_uji_bot"}
EVENTS_KEPT = 100_000


@dataclass(eq=False)
class Message:
    """One message in a chat; it changes when the bot changes it."""

    chat: Chat
    id: int
    mine: bool
    """The person sent it, not the bot."""
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    content: Json = field(default_factory=dict)
    """What is not text, as Telegram names it: photo, document, location, venue, contact..."""
    markup: Json = field(default_factory=dict)
    date: int = field(default_factory=lambda: int(time.time()))
    edits: int = 0
    deleted: bool = False
    frozen: bool = False
    """It cannot be changed any more, as if it were too old."""
    seq: int = 0
    """When it came or its content last changed: higher is later, over all chats."""

    @property
    def buttons(self) -> list[list[str]]:
        """The labels, row by row."""
        return [[key["text"] for key in row] for row in self.rows]

    @property
    def rows(self) -> list[list[Json]]:
        rows: list[list[Json]] = self.markup.get("inline_keyboard") or self.markup.get("keyboard") or []
        return rows

    @property
    def keys(self) -> Iterator[Json]:
        return itertools.chain.from_iterable(self.rows)

    @property
    def kind(self) -> str:
        """ "text", "photo", "document", "venue", "location"..."""
        return next(iter(self.content), "text")

    def as_json(self) -> Json:
        words = ("text", "entities") if self.kind == "text" else ("caption", "caption_entities")
        sender = self.chat.user if self.mine else BOT
        answer: Json = {"message_id": self.id, "from": sender, "chat": self.chat.as_json(), "date": self.date}
        answer |= self.content
        if self.text:
            answer[words[0]] = self.text
        if self.entities:
            answer[words[1]] = self.entities
        if "inline_keyboard" in self.markup:
            answer["reply_markup"] = self.markup
        return answer | ({"edit_date": self.date} if self.edits else {})


@dataclass(eq=False)
class Chat:
    id: int
    user: Json
    kind: str = "private"
    title: str = ""
    messages: list[Message] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    blocked: bool = False
    strange: bool = False
    """The person has never written to the bot."""
    moved_to: int = 0
    """The id of the supergroup that this group has become."""
    keyboard: Message | None = None
    """The message whose buttons stand in place of the person's keyboard."""
    waiters: list[asyncio.Future[None]] = field(default_factory=list)

    def as_json(self) -> Json:
        if self.kind != "private":
            return {"id": self.id, "type": self.kind, "title": self.title}
        return {"id": self.id, "type": "private", "first_name": self.user["first_name"]}

    def wake(self) -> None:
        waiters, self.waiters = self.waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)


@dataclass
class StoredFile:
    """`content` is made of zeros where only a size was claimed."""

    id: str
    path: str
    size: int
    content: bytes | None = None
    photo: bool = False

    def read(self) -> bytes:
        return bytes(self.size) if self.content is None else self.content


class World:
    """Everything, and the log of what the bot did to it."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.updates = Updates()
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.presses: dict[str, Chat] = {}
        self.menus: dict[tuple[str, str], list[Json]] = {}
        self.violations: list[str] = []
        self.calls: Counter[str] = Counter()
        self.events: deque[Json] = deque(maxlen=EVENTS_KEPT)
        self.seq = 0
        self._numbers = itertools.count(1)
        self._watchers: list[asyncio.Future[None]] = []

    def number(self) -> int:
        return next(self._numbers)

    def chat(self, chat_id: Any) -> Chat:
        """The chat that the bot writes to. Raises `ApiError`."""
        try:
            chat = self.chats[int(chat_id)]
        except (KeyError, ValueError, TypeError):
            raise state("chat not found") from None
        if chat.moved_to:
            raise ApiError(
                "Bad Request: group chat was upgraded to a supergroup chat",
                parameters={"migrate_to_chat_id": chat.moved_to},
            )
        if chat.strange:
            raise ApiError("Forbidden: bot can't initiate conversation with a user", 403)
        if chat.blocked:
            raise ApiError("Forbidden: bot was blocked by the user", 403)
        return chat

    def add(self, chat: Chat, **values: Any) -> Message:
        """A new message in `chat`."""
        message = Message(chat=chat, id=self.number(), **values)
        chat.messages.append(message)
        if "keyboard" in message.markup:
            chat.keyboard = message
        elif "remove_keyboard" in message.markup:
            chat.keyboard = None
        if message.mine:
            self.seq += 1
            message.seq = self.seq
        else:
            self.happened("message", chat, message)
        return message

    def happened(self, kind: str, chat: Chat, message: Message | None = None, text: str = "") -> None:
        """The bot did something that a person can see."""
        self.seq += 1
        event: Json = {"seq": self.seq, "at": time.monotonic(), "kind": kind, "chat": chat.id, "text": text}
        if message is not None:
            message.seq = message.seq if kind == "buttons" else self.seq
            event |= {"message_id": message.id, "text": message.text, "buttons": message.buttons}
        self.events.append(event)
        chat.wake()
        watchers, self._watchers = self._watchers, []
        for watcher in watchers:
            if not watcher.done():
                watcher.set_result(None)

    async def watch(self, after: int, seconds: float) -> list[Json]:
        """What happened after `after`; waits for up to `seconds` until there is something."""
        if self.seq <= after or not self.events or self.events[-1]["seq"] <= after:
            watcher = asyncio.get_running_loop().create_future()
            self._watchers.append(watcher)
            await asyncio.wait([watcher], timeout=seconds)
        newer = itertools.takewhile(lambda event: event["seq"] > after, reversed(self.events))
        return list(newer)[::-1]

    def store(self, name: str, size: int, content: bytes | None = None, *, photo: bool = False) -> StoredFile:
        number = self.number()
        suffix = name.rpartition(".")[2] or "bin"
        file = StoredFile(f"AgAC-file-{number}", f"files/file_{number}.{suffix}", size, content, photo)
        self.files[file.id] = file
        return file
