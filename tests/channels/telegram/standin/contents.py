"""What the methods that send and change have in common: texts, buttons and files, checked."""

from __future__ import annotations

import itertools
import json
from typing import Any

from tests.channels.telegram.standin.calls import Params, Upload
from tests.channels.telegram.standin.errors import ApiError, Json, state, wrong
from tests.channels.telegram.standin.markup import parse, units
from tests.channels.telegram.standin.world import StoredFile, World

TEXT, CAPTION, DATA = 4096, 1024, 64
BUTTONS, MARKUP_BYTES, ENTITIES = 100, 10_240, 100
UNSEEN = frozenset(
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u115f\u3164"
)
ACTIONS = ("url", "callback_data", "web_app", "login_url", "switch_inline_query", "copy_text", "pay")
REPLY_ACTIONS = ("request_contact", "request_location", "request_poll", "web_app")
URLS = ("http://", "https://", "tg://")
IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")
PHOTO_BYTES, FILE_BYTES = 10_485_760, 52_428_800


def words(params: Params, name: str, limit: int) -> tuple[str, list[Json]]:
    """The text called `name` as it is seen, and its entities."""
    return checked_words(params.text(name), params.text("parse_mode"), limit)


def checked_words(source: str, mode: str, limit: int) -> tuple[str, list[Json]]:
    text, entities = parse(source, mode)
    if units(text) > limit:
        raise wrong("message is too long" if limit == TEXT else "message caption is too long")
    if all(character.isspace() or character in UNSEEN for character in text):
        text, entities = "", []
    return text, entities[:ENTITIES]


def markup(params: Params, *, inline_only: bool = False) -> Json:
    """The buttons, checked; empty where there are none."""
    found = params.parsed("reply_markup")
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise wrong("object expected as reply markup")
    if "inline_keyboard" in found:
        keys = list(itertools.chain.from_iterable(found["inline_keyboard"]))
        if len(keys) > BUTTONS or len(json.dumps(found, ensure_ascii=False).encode()) > MARKUP_BYTES:
            raise wrong("REPLY_MARKUP_TOO_LONG")
        for key in keys:
            _check_inline(key)
    elif inline_only:
        raise wrong("inline keyboard expected")
    elif "keyboard" in found:
        for key in itertools.chain.from_iterable(found["keyboard"]):
            _check_reply(key)
    elif not {"remove_keyboard", "force_reply"} & found.keys():
        raise wrong("object expected as reply markup")
    return found if found.get("inline_keyboard", True) else {}


def _check_inline(key: Json) -> None:
    _check_keys(key, {"text", "style", "icon_custom_emoji_id", *ACTIONS})
    if sum(action in key for action in ACTIONS) != 1:
        raise wrong("Text buttons are unallowed in the inline keyboard")
    if "callback_data" in key and not 1 <= len(key["callback_data"].encode()) <= DATA:
        raise wrong("BUTTON_DATA_INVALID")
    if "url" in key and not key["url"].startswith(URLS):
        raise wrong(f"inline keyboard button URL '{key['url']}' is invalid: Wrong HTTP URL")


def _check_reply(key: Json | str) -> None:
    if isinstance(key, str):
        return
    _check_keys(key, {"text", "style", "icon_custom_emoji_id", *REPLY_ACTIONS})
    if sum(action in key for action in REPLY_ACTIONS) > 1:
        raise wrong("a keyboard button does at most one thing")


def _check_keys(key: Json, known: set[str]) -> None:
    if not key.get("text"):
        raise wrong('can\'t parse inline keyboard button: Field "text" must be of type String')
    if unknown := key.keys() - known:
        raise wrong(f"unknown field {', '.join(sorted(unknown))} of a button (said by the stand-in)")


def file(world: World, params: Params, name: str) -> tuple[StoredFile, str]:
    """The file called `name`, uploaded or known by its id, and its name."""
    if name in params.uploads:
        return uploaded(world, params.uploads[name], photo=name == "photo")
    return named(world, params, params.values.get(name), photo=name == "photo")


def named(world: World, params: Params, ref: Any, *, photo: bool) -> tuple[StoredFile, str]:
    """The file behind a `file_id` or behind "attach://" and the name of an upload."""
    if isinstance(ref, str) and ref.startswith("attach://"):
        upload = params.uploads.get(ref.removeprefix("attach://"))
        if upload is None:
            raise wrong("can't find the attached file")
        return uploaded(world, upload, photo=photo)
    if ref not in world.files:
        raise wrong("wrong file identifier/HTTP URL specified")
    stored = world.files[ref]
    if stored.photo is not photo:
        kinds = ("Document", "Photo")
        raise state(f"can't use file of type {kinds[stored.photo]} as {kinds[photo]}")
    return stored, ""


def uploaded(world: World, upload: Upload, *, photo: bool) -> tuple[StoredFile, str]:
    size = len(upload.content)
    if size > FILE_BYTES:
        raise ApiError("Request Entity Too Large", 413)
    if not size:
        raise wrong("file must be non-empty")
    if photo and size > PHOTO_BYTES:
        raise wrong(
            f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_BYTES} bytes"
        )
    if photo and not upload.content.startswith(IMAGES):
        raise wrong("IMAGE_PROCESS_FAILED")
    return world.store(upload.name, size, upload.content, photo=photo), upload.name


def photo_json(stored: StoredFile) -> list[Json]:
    """The sizes of a photo, the smallest first."""
    sizes = ((90, 68, stored.size // 10), (1280, 960, stored.size))
    return [
        {
            "file_id": stored.id,
            "file_unique_id": f"u{stored.id}-{width}",
            "width": width,
            "height": height,
            "file_size": size,
        }
        for width, height, size in sizes
    ]


def document_json(stored: StoredFile, name: str, mime: str = "application/octet-stream") -> Json:
    return {
        "file_id": stored.id,
        "file_unique_id": f"u{stored.id}",
        "file_name": name,
        "mime_type": mime,
        "file_size": stored.size,
    }
