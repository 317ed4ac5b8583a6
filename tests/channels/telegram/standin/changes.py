"""The methods that change what was sent."""

from __future__ import annotations

from tests.channels.telegram.standin import contents
from tests.channels.telegram.standin.calls import Answer, Params, method
from tests.channels.telegram.standin.contents import CAPTION, TEXT
from tests.channels.telegram.standin.errors import Json, state, wrong
from tests.channels.telegram.standin.sends import item_values
from tests.channels.telegram.standin.world import Message, World

ALWAYS = ("chat_id", "message_id", "inline_message_id", "business_connection_id", "reply_markup")
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


def _find(world: World, params: Params, purpose: str) -> Message:
    chat = world.chat(params.values.get("chat_id"))
    wanted = params.whole("message_id")
    message = next((message for message in reversed(chat.messages) if message.id == wanted), None)
    if message is None or message.deleted:
        raise state(f"message to {purpose} not found")
    return message


def _editable(world: World, params: Params) -> Message:
    message = _find(world, params, "edit")
    if message.mine or message.frozen or message.markup.keys() - {"inline_keyboard"}:
        raise state("message can't be edited")
    return message


def _change(world: World, message: Message, markup: Json, **values: object) -> Json:
    old = (message.text, message.entities, message.content, message.markup)
    for name, value in values.items():
        setattr(message, name, value)
    message.markup = markup
    if old == (message.text, message.entities, message.content, message.markup):
        raise state(SAME)
    message.edits += 1
    world.happened("edit" if values else "buttons", message.chat, message)
    return message.as_json()


@method("editMessageText", *ALWAYS, "text", "parse_mode", "entities", "link_preview_options")
def edit_message_text(world: World, params: Params) -> Answer:
    text, entities = contents.words(params, "text", TEXT)
    markup = contents.markup(params, inline_only=True)
    if not text:
        raise wrong("message text is empty")
    message = _editable(world, params)
    if message.kind != "text":
        raise state("there is no text in the message to edit")
    return _change(world, message, markup, text=text, entities=entities)


@method(
    "editMessageCaption", *ALWAYS, "caption", "parse_mode", "caption_entities", "show_caption_above_media"
)
def edit_message_caption(world: World, params: Params) -> Answer:
    text, entities = contents.words(params, "caption", CAPTION)
    markup = contents.markup(params, inline_only=True)
    message = _editable(world, params)
    if message.kind not in ("photo", "document"):
        raise state("there is no caption in the message to edit")
    return _change(world, message, markup, text=text, entities=entities)


@method("editMessageMedia", *ALWAYS, "media")
def edit_message_media(world: World, params: Params) -> Answer:
    markup = contents.markup(params, inline_only=True)
    values = item_values(world, params, params.parsed("media") or {})
    message = _editable(world, params)
    if message.kind not in ("text", "photo", "document"):
        raise state("message can't be edited")
    return _change(world, message, markup, **values)


@method("editMessageReplyMarkup", *ALWAYS)
def edit_message_reply_markup(world: World, params: Params) -> Answer:
    return _change(world, _editable(world, params), contents.markup(params, inline_only=True))


@method("deleteMessage", "chat_id", "message_id")
def delete_message(world: World, params: Params) -> Answer:
    message = _find(world, params, "delete")
    if message.frozen:
        raise state("message can't be deleted")
    message.deleted = True
    if message.chat.keyboard is message:
        message.chat.keyboard = None
    world.happened("delete", message.chat, message)
    return True
