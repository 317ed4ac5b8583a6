"""The channel "page": the bot in a browser.

It is a small messenger of its own: conversations are kept in the database, and every open page gets
each change in the order in which it happened. `websocket.py` carries both ways.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.base import Channel, Limits, Save
from bot.channels.webchat.pace import Pace
from bot.channels.webchat.protocol import ClientEvent, PressButton, SendPhotos
from bot.i18n.messages import Translatable, _
from bot.media.library import MediaService
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Refused, SendResult, Sent
from models import media as media_rows
from models.db.database import Database
from models.media import PHOTO, Media, MediaRef
from models.webchat import PageMessage, menu, newest, next_version, of_the_bot, own, set_menu, show_media

PAGE_SIZE = 100
"""Messages of a chat that a page gets at once."""
MAX_PENDING = 1_000
"""Changes that may wait for a page that reads slowly, before it has to connect anew."""

MAX_PAGES = 32
"""Pages that may be open at once."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Persona:
    """A person whom one can be on the page: `title` is the part, `about` a line on it, `name` a person's."""

    chat: str
    title: str
    about: str
    name: str


class RejectedEventError(ValueError):
    """The act can never be taken; `words` tell the person why."""

    def __init__(self, words: Translatable) -> None:
        super().__init__(words)
        self.words = words


class Subscriber:
    """One open page: the changes that it has still to get."""

    def __init__(self) -> None:
        self._news: asyncio.Queue[Json | None] = asyncio.Queue(MAX_PENDING)

    def put(self, news: Json) -> bool:
        """False where the page reads too slowly: it is sent away, and gets everything when it comes again."""
        if self._news.full():
            self.disconnect()
            return False
        self._news.put_nowait(news)
        return True

    def disconnect(self) -> None:
        while not self._news.empty():
            self._news.get_nowait()
        self._news.put_nowait(None)

    async def news(self) -> AsyncIterator[Json]:
        """Each change, until the page is sent away."""
        while (item := await self._news.get()) is not None:
            yield item


class WebchatChannel(Channel):
    """Conversations of `personas` with the bot; `title` is what the bot is called there."""

    name = "page"
    limits = Limits(messages_per_second=200, chat_messages_per_second=50, chat_burst=50, concurrency=8)

    def __init__(
        self, db: Database, library: MediaService, personas: Sequence[Persona], title: str = "Asisten"
    ) -> None:
        self.db, self.library, self.title = db, library, title
        self.personas = {persona.chat: persona for persona in personas}
        self.pace = Pace()
        self._subscribers: set[Subscriber] = set()
        self._order = asyncio.Lock()
        """Changes are written and published one after the other, so that no page sees them in another order."""
        self._save: Save | None = None

    async def load_identity(self) -> None:
        """Links are not made here."""

    async def listen(self, save: Save) -> None:
        self._save = save
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            self._save = None

    async def take(self, act: ClientEvent) -> None:
        """Save what a person did; once this returns it may be acknowledged.

        Raises `RejectedEventError`, or whatever hinders saving now: `ConnectionError` where nobody listens.

        The bubble is kept only after the inbox has the act, so that nothing is shown that the bot will not
        read; a crash between the two is healed by the browser, which sends again what was not acknowledged.
        """
        self._of_a_persona(act.chat)
        await self.pace.wait(act.chat, press=isinstance(act, PressButton))
        async with self._order:
            act = await self._checked(act)
            if self._save is None:
                raise ConnectionError("the bot does not listen")
            await self._save(act.incoming(self.personas[act.chat].name))
            if body := act.body():
                self._publish(act.chat, await self._keep_own(act, body))

    async def send(self, chat: str, message: OutgoingMessage) -> SendResult:
        try:
            async with self._order:
                return await self._deliver(chat, message)
        except LookupError as exc:
            return Refused(str(exc))

    async def fetch(self, ref: str) -> bytes:
        with suppress(LookupError):
            if content := await self.library.get_stored(int(ref)):
                return content
        raise FileNotFoundError(f"no photo {ref} was uploaded")

    def link(self, payload: str) -> str:
        return ""

    async def close(self) -> None:
        for subscriber in self._subscribers:
            subscriber.disconnect()

    async def keep_photo(self, content: bytes) -> str:
        """Keep an uploaded photo, already prepared; the `ref` by which an act may show it."""
        async with self.library.referencing(content) as (session, kept):
            media = Media(mime=PHOTO, digest=kept.digest, size=kept.size)
            session.add(media)
            await session.flush()
            session.add(MediaRef(media_id=media.id, channel=self.name, ref=str(media.id)))
        return str(media.id)

    @property
    def is_full(self) -> bool:
        """True while no more pages may be opened."""
        return len(self._subscribers) >= MAX_PAGES

    @asynccontextmanager
    async def subscribe(self) -> AsyncIterator[Subscriber]:
        """A page that is open: first it gets a snapshot of everything, then every change."""
        subscriber = Subscriber()
        async with self._order:
            subscriber.put(await self._snapshot())
            self._subscribers.add(subscriber)
        try:
            yield subscriber
        finally:
            self._subscribers.discard(subscriber)

    async def older(self, chat: str, before: int) -> Json:
        """The messages of a chat before the message `before`. Raises `RejectedEventError` as `take` does."""
        self._of_a_persona(chat)
        async with self.db.read() as session:
            return {"type": "older", "chat": chat} | await _pageful(session, chat, before)

    async def _snapshot(self) -> Json:
        async with self.db.read() as session:
            chats = {
                chat: await _pageful(session, chat) | {"menu": await menu(session, chat)}
                for chat in self.personas
            }
        personas = [asdict(persona) for persona in self.personas.values()]
        return {"type": "hello", "title": self.title, "personas": personas, "chats": chats}

    async def _checked(self, act: ClientEvent) -> ClientEvent:
        self._of_a_persona(act.chat)
        if isinstance(act, SendPhotos) and not await self._uploaded(act.refs):
            raise RejectedEventError(_("Fotonya tidak ditemukan. Kirim sekali lagi, ya."))
        if isinstance(act, PressButton):
            return act.model_copy(update={"photo": await self._is_photo(act)})
        return act

    def _of_a_persona(self, chat: str) -> None:
        if chat not in self.personas:
            raise RejectedEventError(_("Percakapan ini sudah tidak ada. Muat ulang halaman, ya."))

    async def _uploaded(self, refs: Sequence[str]) -> bool:
        async with self.db.read() as session:
            return await media_rows.count_refs(session, self.name, refs) == len(set(refs))

    async def _is_photo(self, act: PressButton) -> bool:
        async with self.db.read() as session:
            message = await of_the_bot(session, act.chat, act.ref)
        return message is not None and bool(message.body.get("photos"))

    async def _keep_own(self, act: ClientEvent, body: Json) -> Json:
        async with self.db.write() as session:
            message = await own(session, act.chat, act.id)
            if message is None:
                message = PageMessage(chat=act.chat, mine=True, update=act.id, body=body)
                session.add(message)
                await show_media(session, body.get("photos", ()))
                await session.flush()
        return {"type": "message", "message": _shown(message)}

    async def _deliver(self, chat: str, message: OutgoingMessage) -> Sent:
        ref, news = "", list[Json]()
        async with self.db.write() as session:
            if not message.silent:
                kept = await _keep(session, chat, message)
                ref = str(kept.id)
                news.append({"type": "message", "message": _shown(kept)})
            if message.menu is not None:
                commands = [command.model_dump() for command in message.menu]
                await set_menu(session, chat, commands)
                news.append({"type": "menu", "chat": chat, "menu": commands})
        if message.answers or message.toast:
            news.append({"type": "answered", "chat": chat, "id": message.answers, "toast": message.toast})
        for item in news:
            self._publish(chat, item)
        return Sent(ref)

    def _publish(self, chat: str, news: Json) -> None:
        if chat in self.personas:
            self._subscribers = {subscriber for subscriber in self._subscribers if subscriber.put(news)}


async def _keep(session: AsyncSession, chat: str, message: OutgoingMessage) -> PageMessage:
    """A new message, or a change of the one that `message` names while it exists; its photos stay."""
    body = await _body(session, message)
    kept = await of_the_bot(session, chat, message.changes)
    if kept is None:
        kept = PageMessage(chat=chat, body=body)
        session.add(kept)
    else:
        photos = {"photos": kept.body["photos"]} if "photos" in kept.body else {}
        kept.body, kept.version = photos | body, next_version()
    await session.flush()
    return kept


async def _body(session: AsyncSession, message: OutgoingMessage) -> Json:
    """The content that the page needs to show `message`. Raises `LookupError` where a photo or the file is missing."""
    body = message.model_dump(mode="json", include={"html", "rows", "photos", "point"}, exclude_defaults=True)
    media_ids = {*message.photos, *([message.file] if message.file else ())}
    found = await media_rows.names_and_sizes(session, media_ids)
    media = {
        media_id: {"id": media_id, "name": name, "size": size} for media_id, (name, size) in found.items()
    }
    if missing := media_ids - media.keys():
        raise LookupError(f"no media {min(missing)}")
    await show_media(session, media_ids)
    return body | ({"file": media[message.file]} if message.file else {})


async def _pageful(session: AsyncSession, chat: str, before: int | None = None) -> Json:
    found = await newest(session, chat, PAGE_SIZE + 1, before)
    return {"messages": [_shown(message) for message in found[-PAGE_SIZE:]], "more": len(found) > PAGE_SIZE}


def _shown(message: PageMessage) -> Json:
    """A message as the page reads it; `at` in milliseconds since 1970, `client` the browser's id of it."""
    return {
        "id": message.id,
        "chat": message.chat,
        "mine": message.mine,
        "client": message.update,
        "version": message.version,
        "at": round(message.at.timestamp() * 1_000),
        **message.body,
    }
