"""From an update of Telegram to an `Incoming`."""

from __future__ import annotations

from typing import Any

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User

from bot.channels.telegram.formatting import to_html
from bot.incoming import Attachment, Contact, Incoming, Picture, Point, Press

PHOTO_BYTES = 10_000_000
INSIDE = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER, ChatMember.RESTRICTED})


def incoming(update: Update) -> Incoming | None:
    """What a person did; None where `update` holds nothing that anybody said, as "you pinned a message"."""
    if update.callback_query is not None:
        return _press(update, update.callback_query)
    if update.my_chat_member is not None:
        return _membership(update, update.my_chat_member)
    message = update.message or update.edited_message
    return None if message is None else _message(update, message)


def _message(update: Update, message: Message) -> Incoming | None:
    text = message.text or message.caption or ""
    content = {} if message.text else _content(message)
    if not (text or content):
        return None
    return Incoming(
        text=text,
        rich=to_html(text, message.entities or message.caption_entities),
        edited=update.edited_message is not None,
        **content,
        **_origin(update, message.chat, message.from_user),
    )


def _press(update: Update, query: CallbackQuery) -> Incoming | None:
    """The message may be too old for Telegram to tell more of it than its id."""
    if query.data is None or query.message is None:
        return None
    photo = isinstance(query.message, Message) and bool(query.message.photo)
    press = Press(data=query.data, ref=str(query.message.message_id), id=query.id, photo=photo)
    return Incoming(press=press, **_origin(update, query.message.chat, query.from_user))


def _membership(update: Update, change: ChatMemberUpdated) -> Incoming | None:
    inside = change.new_chat_member.status in INSIDE
    if change.chat.type == Chat.PRIVATE:
        return Incoming(left=not inside, **_origin(update, change.chat, change.from_user))
    return Incoming(**_origin(update, change.chat, change.from_user)) if inside else None


def _origin(update: Update, chat: Chat, user: User | None) -> dict[str, Any]:
    return {
        "channel": "telegram",
        "update": str(update.update_id),
        "chat": str(chat.id),
        "group": chat.type != Chat.PRIVATE,
        "name": user.full_name if user else "",
        "language": (user.language_code or "")[:2].lower() if user else "",
    }


def _content(message: Message) -> dict[str, Any]:
    """The fields of `Incoming` for what is not text; empty where there is nothing."""
    if photos := [photo for photo in message.photo if (photo.file_size or 0) <= PHOTO_BYTES]:
        best = max(photos, key=lambda photo: photo.width * photo.height)
        return {"picture": Picture(ref=best.file_id, album=message.media_group_id or "")}
    if message.contact is not None:
        sender = message.from_user.id if message.from_user else None
        own = sender is not None and message.contact.user_id == sender
        return {"contact": Contact(phone=message.contact.phone_number, own=own)}
    if (point := _point(message)) is not None:
        return {"point": point}
    if (attachment := _attachment(message)) is not None:
        return {"attachment": attachment}
    return {"unsupported": True} if message.effective_attachment or message.checklist else {}


def _point(message: Message) -> Point | None:
    location = message.location or (message.venue.location if message.venue else None)
    if location is None:
        return None
    venue = message.venue
    return Point(
        latitude=location.latitude,
        longitude=location.longitude,
        name=venue.title if venue else "",
        address=venue.address if venue else "",
    )


def _attachment(message: Message) -> Attachment | None:
    """A document, a film or a piece of music. An animation comes with a document too, but is none."""
    file = message.document or message.video or message.audio
    if file is None or message.animation is not None:
        return None
    return Attachment(
        ref=file.file_id, name=file.file_name or "", mime=file.mime_type or "", size=file.file_size or 0
    )
