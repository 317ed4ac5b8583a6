"""From an update of Telegram, as JSON has it, to an `IncomingMessage`.

python-telegram-bot would make some twenty objects of an update, of which a handful of values is used: that costs more
than to handle many a message.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from telegram import Chat, ChatMember
from telegram.constants import MessageAttachmentType

from bot.channels.telegram.formatting import to_html
from bot.messages.incoming import Attachment, ButtonPress, Contact, IncomingMessage, Picture, Point
from bot.observability.logging import get_logger

log = get_logger(__name__)

Json = Mapping[str, Any]

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that Telegram is asked for (`allowed_updates`)."""

MAX_UPDATE_ID = 2**63 - 1
MAX_PHOTO_BYTES = 10_000_000
INSIDE = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER, ChatMember.RESTRICTED})
SHOWN = frozenset({kind.value for kind in MessageAttachmentType} | {"checklist"})
"""Parts that a message may have in place of a text."""


def parse_updates(updates: Sequence[Json]) -> Iterator[IncomingMessage]:
    """The messages of several updates; one that cannot be read is left out, since it would hold up all that follow."""
    for update in updates:
        try:
            arrived = parse_update(update)
            if arrived is not None:
                arrived.as_json  # noqa: B018 - what cannot be written down cannot be saved
                yield arrived
        except Exception as error:
            kind = next((kind for kind in KINDS if kind in update), "unknown")
            log.warning(
                "an update was skipped", trace_id=f"telegram:{_number(update)}", kind=kind, exc_info=error
            )


def parse_update(update: Json) -> IncomingMessage | None:
    """The message of an update; None where it holds nothing that anybody said, as "you pinned a message"."""
    if query := update.get("callback_query"):
        return _press(update, query)
    if change := update.get("my_chat_member"):
        return _membership(update, change)
    if message := update.get("message"):
        return _message(update, message, edited=False)
    if message := update.get("edited_message"):
        return _message(update, message, edited=True)
    return None


def _message(update: Json, message: Json, *, edited: bool) -> IncomingMessage | None:
    text = message.get("text") or message.get("caption") or ""
    content = {} if message.get("text") else _content(message)
    if not (text or content):
        return None
    entities = message.get("entities") or message.get("caption_entities")
    return IncomingMessage(
        text=text,
        rich=to_html(text, entities) if entities else "",
        edited=edited,
        sent_at=message.get("edit_date") or message.get("date") or 0,
        **content,
        **_origin(update, message["chat"], message.get("from")),
    )


def _press(update: Json, query: Json) -> IncomingMessage | None:
    """The message may be too old for Telegram to tell more of it than its id."""
    data, message = query.get("data"), query.get("message")
    if data is None or message is None:
        return None
    press = ButtonPress(
        data=data, ref=str(message["message_id"]), id=query["id"], photo=bool(message.get("photo"))
    )
    return IncomingMessage(press=press, **_origin(update, message["chat"], query["from"]))


def _membership(update: Json, change: Json) -> IncomingMessage | None:
    inside = change["new_chat_member"]["status"] in INSIDE
    origin = _origin(update, change["chat"], change["from"])
    if not origin["group"]:
        return IncomingMessage(left=not inside, **origin)
    return IncomingMessage(**origin) if inside else None


def _origin(update: Json, chat: Json, user: Json | None) -> dict[str, Any]:
    user = user or {}
    names = (user.get("first_name"), user.get("last_name"))
    return {
        "channel": "telegram",
        "update": str(update["update_id"]),
        "chat": str(chat["id"]),
        "group": chat["type"] != Chat.PRIVATE,
        "name": " ".join(filter(None, names)),
        "language": (user.get("language_code") or "")[:2].lower(),
    }


def _content(message: Json) -> dict[str, Any]:
    """The fields of `IncomingMessage` for what is not text; empty where there is nothing."""
    sizes = message.get("photo") or ()
    if photos := [size for size in sizes if (size.get("file_size") or 0) <= MAX_PHOTO_BYTES]:
        best = max(photos, key=lambda size: size["width"] * size["height"])
        return {"picture": Picture(ref=best["file_id"], album=message.get("media_group_id") or "")}
    if contact := message.get("contact"):
        sender = (message.get("from") or {}).get("id")
        own = sender is not None and contact.get("user_id") == sender
        return {"contact": Contact(phone=contact["phone_number"], own=own)}
    if (point := _point(message)) is not None:
        return {"point": point}
    if (attachment := _attachment(message)) is not None:
        return {"attachment": attachment}
    return {} if SHOWN.isdisjoint(message) else {"unsupported": True}


def _point(message: Json) -> Point | None:
    venue = message.get("venue") or {}
    location = message.get("location") or venue.get("location")
    if location is None:
        return None
    return Point(
        latitude=location["latitude"],
        longitude=location["longitude"],
        name=venue.get("title") or "",
        address=venue.get("address") or "",
    )


def _attachment(message: Json) -> Attachment | None:
    """A document, a film or a piece of music. An animation comes with a document too, but is none."""
    file = message.get("document") or message.get("video") or message.get("audio")
    if file is None or "animation" in message:
        return None
    return Attachment(
        ref=file["file_id"],
        name=file.get("file_name") or "",
        mime=file.get("mime_type") or "",
        size=file.get("file_size") or 0,
    )


def is_update_id(value: object) -> TypeGuard[int]:
    """Return whether Telegram can have given this to an update."""
    return type(value) is int and 0 <= value <= MAX_UPDATE_ID


def _number(update: Json) -> object:
    number = update.get("update_id")
    return number if isinstance(number, int) else "without a number"
