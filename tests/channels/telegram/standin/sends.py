"""The methods that send."""

from __future__ import annotations

from tests.channels.telegram.standin import contents
from tests.channels.telegram.standin.calls import Answer, Params, method
from tests.channels.telegram.standin.contents import CAPTION, TEXT
from tests.channels.telegram.standin.errors import Json, wrong
from tests.channels.telegram.standin.world import World

ALWAYS = (
    "chat_id",
    "business_connection_id",
    "message_thread_id",
    "direct_messages_topic_id",
    "disable_notification",
    "protect_content",
    "allow_paid_broadcast",
    "message_effect_id",
    "suggested_post_parameters",
    "reply_parameters",
    "reply_markup",
)
CAPTIONED = (*ALWAYS, "caption", "parse_mode", "caption_entities", "show_caption_above_media", "has_spoiler")
PLACE = (*ALWAYS, "latitude", "longitude")


def _send(
    world: World, params: Params, text: tuple[str, list[Json]] = ("", []), content: Json | None = None
) -> Json:
    markup = contents.markup(params)
    chat = world.chat(params.values.get("chat_id"))
    message = world.add(
        chat, mine=False, text=text[0], entities=text[1], content=content or {}, markup=markup
    )
    return message.as_json()


@method("sendMessage", *ALWAYS, "text", "parse_mode", "entities", "link_preview_options")
def send_message(world: World, params: Params) -> Answer:
    text = contents.words(params, "text", TEXT)
    if not text[0]:
        raise wrong("message text is empty" if not params.text("text").strip() else "text must be non-empty")
    return _send(world, params, text)


@method("sendPhoto", *CAPTIONED, "photo")
def send_photo(world: World, params: Params) -> Answer:
    text = contents.words(params, "caption", CAPTION)
    stored, _ = contents.file(world, params, "photo")
    return _send(world, params, text, {"photo": contents.photo_json(stored)})


@method("sendDocument", *CAPTIONED, "document", "thumbnail", "disable_content_type_detection")
def send_document(world: World, params: Params) -> Answer:
    text = contents.words(params, "caption", CAPTION)
    stored, name = contents.file(world, params, "document")
    return _send(world, params, text, {"document": contents.document_json(stored, name)})


@method("sendMediaGroup", *(name for name in ALWAYS if name != "reply_markup"), "media")
def send_media_group(world: World, params: Params) -> Answer:
    media = params.parsed("media") or []
    if not 2 <= len(media) <= 10:
        raise wrong("group must include 2-10 items")
    chat = world.chat(params.values.get("chat_id"))
    album = str(world.number())
    return [
        world.add(chat, mine=False, **item_values(world, params, item, album)).as_json() for item in media
    ]


def item_values(world: World, params: Params, item: Json, album: str = "") -> Json:
    """What `InputMediaPhoto` makes of a message."""
    if item.get("type") != "photo":
        raise wrong("the stand-in takes photos only")
    text, entities = contents.checked_words(item.get("caption") or "", item.get("parse_mode") or "", CAPTION)
    stored, _ = contents.named(world, params, item.get("media"), photo=True)
    content: Json = {"photo": contents.photo_json(stored)}
    return {
        "text": text,
        "entities": entities,
        "content": content | ({"media_group_id": album} if album else {}),
    }


@method("sendLocation", *PLACE, "horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
def send_location(world: World, params: Params) -> Answer:
    return _send(world, params, content={"location": _location(params)})


@method("sendVenue", *PLACE, "title", "address", "foursquare_id", "google_place_id", "google_place_type")
def send_venue(world: World, params: Params) -> Answer:
    for name in ("title", "address"):
        if not params.text(name).strip():
            raise wrong(f"venue {name} must be non-empty")
    location = _location(params)
    venue = {"location": location, "title": params.text("title"), "address": params.text("address")}
    return _send(world, params, content={"venue": venue, "location": location})


def _location(params: Params) -> Json:
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise wrong("invalid location specified")
    return {"latitude": latitude, "longitude": longitude}


@method("sendChatAction", "chat_id", "action", "business_connection_id", "message_thread_id")
def send_chat_action(world: World, params: Params) -> Answer:
    world.chat(params.values.get("chat_id"))
    return True
