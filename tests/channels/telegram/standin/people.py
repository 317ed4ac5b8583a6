"""People at the other end: what they do comes to the bot as updates, what the bot does they see."""

from __future__ import annotations

import asyncio
import functools
import io
import itertools
import random
import time
from collections.abc import Sequence

from PIL import Image

from tests.channels.telegram.standin import markup
from tests.channels.telegram.standin.contents import document_json, photo_json
from tests.channels.telegram.standin.errors import Json
from tests.channels.telegram.standin.world import BOT, Chat, Message, World


class Onlooker:
    """Somebody who reads one chat."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world, self.chat = world, chat
        self._since = 0

    @property
    def messages(self) -> list[Message]:
        """What the bot sent, as it looks now, in the order of sending; without what it deleted."""
        return [message for message in self.chat.messages if not (message.mine or message.deleted)]

    @property
    def newest(self) -> Message | None:
        """The bot's message that was sent or changed last."""
        return max(self.messages, key=lambda message: message.seq, default=None)

    @property
    def sees(self) -> str:
        """The text of the newest message."""
        return self.newest.text if self.newest else ""

    @property
    def buttons(self) -> list[str]:
        """The labels under the newest message."""
        return list(itertools.chain.from_iterable(self.newest.buttons)) if self.newest else []

    @property
    def toasts(self) -> list[str]:
        """The short lines that answered presses."""
        return self.chat.toasts

    async def waits_for(self, text: str, timeout: float = 10.0) -> Message:  # noqa: ASYNC109 - as people say it
        """The bot's message with `text` that came, or was changed, since this person last did something."""
        deadline = time.monotonic() + timeout
        while True:
            fresh = [
                message for message in self.messages if message.seq > self._since and text in message.text
            ]
            if fresh:
                return max(fresh, key=lambda message: message.seq)
            await self._change(deadline, text, self.sees)

    async def waits_for_toast(self, text: str, timeout: float = 10.0) -> None:  # noqa: ASYNC109 - as above
        deadline = time.monotonic() + timeout
        while not any(text in toast for toast in self.toasts):
            await self._change(deadline, text, str(self.toasts))

    async def _change(self, deadline: float, wanted: str, seen: str) -> None:
        waiter = asyncio.get_running_loop().create_future()
        self.chat.waiters.append(waiter)
        done, _ = await asyncio.wait([waiter], timeout=max(0.0, deadline - time.monotonic()))
        if not done:
            raise AssertionError(f"waited for {wanted!r} and saw {seen!r}")


class Group(Onlooker):
    """A group that the bot is in."""

    def upgrades(self) -> Group:
        """The supergroup that it becomes, with another id."""
        self.chat.moved_to = number = self.chat.id - 500
        new = self.world.chats[number] = Chat(number, {}, "supergroup", self.chat.title)
        return Group(self.world, new)


class Person(Onlooker):
    """Somebody who writes to the bot."""

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def keyboard(self) -> list[str]:
        """The labels that stand in place of the keyboard."""
        standing = self.chat.keyboard
        return list(itertools.chain.from_iterable(standing.buttons)) if standing else []

    @property
    def menu(self) -> list[str]:
        """The commands in the menu beside the text field."""
        language = str(self.chat.user.get("language_code") or "")
        for key in ((f"chat {self.id}", ""), ("default", language), ("default", "")):
            if key in self.world.menus:
                return [command["command"] for command in self.world.menus[key]]
        return []

    async def says(self, text: str, *, within: Group | None = None) -> Message:
        return self._sends({}, text, markup.commands(text), within=within)

    async def says_formatted(self, html: str) -> Message:
        """Says it with formatting, written as Telegram's HTML."""
        return self._sends({}, *markup.parse(html, "HTML"))

    async def taps(self, label: str, on: Message | int | None = None) -> Message:
        """Press the button called `label`, or beginning so, under the newest message with it (or `on`)."""
        message, key = self._find(label, on)
        if key.get("request_contact"):
            await self.shares_contact()
        elif key.get("request_location"):
            await self.sends_location(-7.2575, 112.7521)
        elif "keyboard" in message.markup:
            await self.says(key["text"])
        elif "callback_data" in key:
            await self.presses(key["callback_data"], message)
        return message

    async def presses(self, data: str, message: Message) -> None:
        """As `taps`, also for buttons that are no longer there."""
        press = f"{self.id}{self.world.number()}"
        self.world.presses[press] = self.chat
        self._acts(
            "callback_query",
            {
                "id": press,
                "from": self.chat.user,
                "message": message.as_json(),
                "chat_instance": str(self.id),
                "data": data,
            },
        )

    async def sends_photo(self, caption: str = "", *, content: bytes | None = None) -> Message:
        return self._photo(caption, content or picture(), "")

    async def sends_album(self, count: int, caption: str = "") -> list[Message]:
        album = str(self.world.number())
        captions = [caption] + [""] * (count - 1)
        return [self._photo(words, picture(number), album) for number, words in enumerate(captions)]

    async def sends_document(
        self, name: str, size: int = 1000, *, mime: str = "application/pdf", content: bytes | None = None
    ) -> Message:
        stored = self.world.store(name, len(content) if content else size, content)
        return self._sends({"document": document_json(stored, name, mime)})

    async def shares_contact(self, phone: str = "+6281234567890", *, own: bool = True) -> Message:
        owner = self.id if own else self.id + 1
        return self._sends({"contact": {"phone_number": phone, "first_name": "Ahmad", "user_id": owner}})

    async def sends_location(self, latitude: float, longitude: float) -> Message:
        return self._sends({"location": {"latitude": latitude, "longitude": longitude}})

    async def sends_venue(self, latitude: float, longitude: float, title: str, address: str) -> Message:
        location = {"latitude": latitude, "longitude": longitude}
        venue = {"location": location, "title": title, "address": address}
        return self._sends({"venue": venue, "location": location})

    async def sends(self, content: Json) -> Message:
        """Anything else, as Telegram would write it: `{"sticker": {...}}`."""
        return self._sends(content)

    async def edits(self, message: Message, text: str) -> None:
        """Change an own message."""
        message.text, message.entities, message.edits = text, markup.commands(text), message.edits + 1
        self._acts("edited_message", message.as_json())

    async def blocks(self) -> None:
        self.chat.blocked = True
        self._member("member", "kicked")

    async def unblocks(self) -> None:
        self.chat.blocked = False
        self._member("kicked", "member")

    def _member(self, old: str, new: str) -> None:
        change = {
            "chat": self.chat.as_json(),
            "from": self.chat.user,
            "date": int(time.time()),
            "old_chat_member": _membership(old),
            "new_chat_member": _membership(new),
        }
        self._acts("my_chat_member", change)

    def _photo(self, caption: str, content: bytes, album: str) -> Message:
        stored = self.world.store("photo.jpg", len(content), content, photo=True)
        grouped = {"media_group_id": album} if album else {}
        return self._sends({"photo": photo_json(stored)} | grouped, caption)

    def _sends(
        self, content: Json, text: str = "", entities: Sequence[Json] = (), *, within: Group | None = None
    ) -> Message:
        chat = within.chat if within else self.chat
        message = self.world.add(chat, mine=True, text=text, entities=list(entities), content=content)
        self._acts("message", message.as_json() | {"from": self.chat.user})
        return message

    def _acts(self, kind: str, content: Json) -> None:
        self._since = self.world.seq
        self.chat.strange = False
        self.world.updates.push(kind, content)

    def _find(self, label: str, on: Message | int | None) -> tuple[Message, Json]:
        if isinstance(on, int):
            on = next(message for message in self.messages if message.id == on)
        places = [on] if on else self.messages[::-1]
        for message in places:
            if "keyboard" in message.markup and message is not self.chat.keyboard:
                continue
            for fits in (str.__eq__, str.startswith):
                for key in message.keys:
                    if fits(key["text"], label):
                        return message, key
        raise AssertionError(f"no button {label!r}; under the newest message: {self.buttons}")


def _membership(status: str) -> Json:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": BOT, "status": status} | until


@functools.cache
def picture(number: int = 0) -> bytes:
    """A small JPEG; each number another one."""
    colours = random.Random(number)
    image = Image.new(
        "RGB", (320, 240), (colours.randrange(256), colours.randrange(256), colours.randrange(256))
    )
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()
