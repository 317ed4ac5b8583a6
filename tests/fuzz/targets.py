"""Targets of hostile inputs: parsers of one text each, and what reads the bodies of messengers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.channels.http import MalformedPayloadError
from bot.channels.telegram.receiving.update_parser import parse_updates
from bot.channels.telegram.receiving.webhook import update_in
from bot.channels.webchat import protocol
from bot.dialog.parsing import choice, date_time, link, money, number, phone, place, text, yesno
from bot.dialog.parsing.errors import ParseError
from handlers.products import permits
from tests.fuzz.inputs import Inputs

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
CHOICES = ("Makanan dan minuman", "Kerajinan", "Fesyen muslim", "Lain-lain")

READERS: Mapping[str, Callable[[str], object]] = {
    "choice": lambda typed: choice.parse(typed, CHOICES),
    "date_time": lambda typed: date_time.parse(typed, NOW),
    "date_time to come": lambda typed: date_time.parse_future(typed, NOW, NOW),
    "link": link.parse,
    "money": money.parse,
    "money with unit": money.parse_with_unit,
    "number": number.parse,
    "permits": permits.parse,
    "phone": phone.parse,
    "place": place.parse,
    "text": text.clean,
    "long text": text.clean_long,
    "folded text": text.fold,
    "yes or no": yesno.parse,
}
"""Each takes what somebody typed, and either returns something or raises `ParseError`."""

UPDATE: Mapping[str, Any] = {
    "update_id": 7,
    "message": {
        "message_id": 1,
        "from": {"id": 5, "is_bot": False, "first_name": "Ahmad", "language_code": "id"},
        "chat": {"id": 5, "type": "private", "first_name": "Ahmad"},
        "date": 1_790_000_000,
        "text": "halo",
        "photo": [{"file_id": "a", "file_unique_id": "b", "width": 90, "height": 90, "file_size": 1_000}],
        "media_group_id": "g",
        "caption": "foto",
        "contact": {"phone_number": "628123", "first_name": "A", "user_id": 5},
        "location": {"latitude": -7.2, "longitude": 112.7},
        "venue": {"location": {"latitude": -7.2, "longitude": 112.7}, "title": "Aula", "address": "Jl. A"},
        "document": {
            "file_id": "d",
            "file_unique_id": "e",
            "file_name": "x.pdf",
            "file_size": 9,
            "mime_type": "a/b",
        },
    },
    "callback_query": {
        "id": "9",
        "from": {"id": 5, "is_bot": False, "first_name": "Ahmad"},
        "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "photo": []},
        "data": "products.show:1",
    },
    "my_chat_member": {
        "chat": {"id": 5, "type": "private"},
        "from": {"id": 5, "is_bot": False, "first_name": "Ahmad"},
        "date": 1,
        "new_chat_member": {"status": "kicked", "user": {"id": 1, "is_bot": True, "first_name": "b"}},
    },
}

ACT: Mapping[str, Any] = {
    "type": "text",
    "id": "0b1e2f3a-0000",
    "chat": "santri",
    "text": "halo",
    "data": "~ok",
    "ref": "12",
    "photos": ["1"],
}


def read_update(inputs: Inputs) -> Callable[[], object]:
    """An update of Telegram of one kind, as polling and the webhook read it."""
    update = {
        key: value for key, value in UPDATE.items() if key == "update_id" or inputs.chance.random() < 0.6
    }
    changed = inputs.json(update)
    return lambda: list(parse_updates([changed])) if isinstance(changed, dict) else None


def read_body(inputs: Inputs) -> Callable[[], object]:
    """A body that somebody posts to the webhook: JSON that is cut, or has something within it."""
    body = inputs.bytes(json.dumps(inputs.json(dict(UPDATE))).encode())

    def read() -> object:
        try:
            return list(parse_updates([update_in(body)]))
        except MalformedPayloadError as error:
            return str(error)

    return read


def read_act(inputs: Inputs) -> Callable[[], object]:
    """A message of a browser on the page."""
    act = inputs.json(
        {**ACT, "type": inputs.chance.choice(("text", "press", "photos", "open", "place", "contact"))}
    )

    def read() -> object:
        try:
            return protocol.client_events.validate_json(json.dumps(act))
        except ValidationError:
            return None

    return read


def read_text(inputs: Inputs) -> Callable[[], object]:
    """One reader on one text."""
    reader, typed = READERS[inputs.chance.choice(sorted(READERS))], inputs.text()

    def read() -> object:
        try:
            return reader(typed)
        except ParseError as error:
            return str(error)

    return read
