"""Updates as Telegram writes them, and what becomes of them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.telegram.receiving.update_parser import parse_update
from bot.messages.incoming import Attachment, ButtonPress, Contact, IncomingMessage, Picture, Point

AHMAD = {"id": 42, "is_bot": False, "first_name": "Ahmad", "last_name": "Fauzi", "language_code": "id-ID"}
PRIVATE = {"id": 42, "type": "private", "first_name": "Ahmad"}
GROUP = {"id": -100123, "type": "supergroup", "title": "Santri Jatim"}
BOT = {"id": 7, "is_bot": True, "first_name": "Santribot", "username": "santri_uji_bot"}


def read(**content: Any) -> IncomingMessage | None:
    return parse_update({"update_id": 900, **content})


def message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {"message_id": 5, "from": AHMAD, "chat": chat, "date": 1790000000, **content}


def arrived(**what: Any) -> IncomingMessage:
    origin = {"channel": "telegram", "update": "900", "chat": "42", "name": "Ahmad Fauzi", "language": "id"}
    untold = "press" in what or "left" in what
    return IncomingMessage(**{**origin, "sent_at": 0 if untold else 1790000000, **what})


def test_a_text_is_taken_as_it_was_typed() -> None:
    assert read(message=message(text="Keripik & <b>tempe</b>")) == arrived(text="Keripik & <b>tempe</b>")


def test_a_deep_link_stays_a_command_with_its_payload() -> None:
    text = message(text="/start p-7K2M", entities=[{"type": "bot_command", "offset": 0, "length": 6}])
    assert read(message=text) == arrived(text="/start p-7K2M")


def test_formatting_comes_beside_the_plain_text() -> None:
    text = message(text="Harga 15rb & murah", entities=[{"type": "bold", "offset": 6, "length": 4}])
    assert read(message=text) == arrived(text="Harga 15rb & murah", rich="Harga <b>15rb</b> &amp; murah")


def test_a_changed_message_is_marked_as_changed() -> None:
    assert read(edited_message=message(text="20rb", edit_date=1790000009)) == arrived(
        text="20rb", edited=True, sent_at=1790000009
    )


def test_of_a_photo_the_largest_size_up_to_10_mb_is_taken() -> None:
    sizes = [
        {"file_id": "s", "file_unique_id": "1", "width": 90, "height": 90, "file_size": 1200},
        {"file_id": "m", "file_unique_id": "2", "width": 800, "height": 800, "file_size": 90_000},
        {"file_id": "l", "file_unique_id": "3", "width": 9000, "height": 9000, "file_size": 12_000_000},
    ]
    photo = message(photo=sizes, media_group_id="g1", caption="Tempe")
    assert read(message=photo) == arrived(text="Tempe", picture=Picture(ref="m", album="g1"))


def test_a_formatted_caption_is_kept_too() -> None:
    size = {"file_id": "s", "file_unique_id": "1", "width": 90, "height": 90}
    marks = [{"type": "italic", "offset": 0, "length": 5}]
    photo = message(photo=[size], caption="Tempe", caption_entities=marks)
    assert read(message=photo) == arrived(text="Tempe", rich="<i>Tempe</i>", picture=Picture(ref="s"))


@pytest.mark.parametrize("kind", ["document", "video", "audio"])
def test_a_document_a_film_and_music_are_files(kind: str) -> None:
    more = {"width": 1, "height": 1, "duration": 1} if kind == "video" else {}
    more |= {"duration": 1} if kind == "audio" else {}
    file = {"file_id": "d", "file_unique_id": "1", "file_name": "nib.pdf", "mime_type": "application/pdf"}
    attachment = Attachment(ref="d", name="nib.pdf", mime="application/pdf", size=25_000_000)
    content = message(**{kind: file | {"file_size": 25_000_000} | more})
    assert read(message=content) == arrived(attachment=attachment)


VOICE = {"file_id": "v", "file_unique_id": "1", "duration": 3}
STICKER = {
    "file_id": "s",
    "file_unique_id": "1",
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
}
ANIMATION = {"file_id": "a", "file_unique_id": "1", "width": 9, "height": 9, "duration": 2}


@pytest.mark.parametrize(
    "content",
    [
        {"voice": VOICE},
        {"sticker": STICKER},
        {"animation": ANIMATION, "document": {"file_id": "a", "file_unique_id": "1"}},
        {"video_note": {"file_id": "n", "file_unique_id": "1", "length": 240, "duration": 2}},
        {"dice": {"emoji": "🎲", "value": 3}},
    ],
    ids=lambda content: next(iter(content)),
)
def test_what_answers_no_question_is_unsupported(content: dict[str, Any]) -> None:
    assert read(message=message(**content)) == arrived(unsupported=True)


def test_only_the_senders_own_contact_is_own() -> None:
    card = {"phone_number": "6281234567890", "first_name": "Ahmad"}
    assert read(message=message(contact=card | {"user_id": 42})) == arrived(
        contact=Contact(phone="6281234567890", own=True)
    )
    assert read(message=message(contact=card | {"user_id": 43})) == arrived(
        contact=Contact(phone="6281234567890")
    )
    assert read(message=message(contact=card)) == arrived(contact=Contact(phone="6281234567890"))


def test_a_place_is_a_point_with_or_without_a_name() -> None:
    location = {"latitude": -7.25, "longitude": 112.75}
    venue = {"location": location, "title": "Grand Dafam", "address": "Jl. Kayoon 4"}
    assert read(message=message(location=location)) == arrived(point=Point(latitude=-7.25, longitude=112.75))
    assert read(message=message(location=location, venue=venue)) == arrived(
        point=Point(latitude=-7.25, longitude=112.75, name="Grand Dafam", address="Jl. Kayoon 4")
    )


def press(**content: Any) -> dict[str, Any]:
    return {"id": "cb1", "from": AHMAD, "chat_instance": "9", "data": "rsvp:3:y", **content}


def test_a_press_names_its_button_and_its_message() -> None:
    pressed = press(message=message(text="Hadir?") | {"from": BOT})
    assert read(callback_query=pressed) == arrived(press=ButtonPress(data="rsvp:3:y", ref="5", id="cb1"))


def test_a_press_under_a_photo_says_so() -> None:
    photo = [{"file_id": "s", "file_unique_id": "1", "width": 90, "height": 90}]
    pressed = press(message=message(photo=photo) | {"from": BOT})
    assert read(callback_query=pressed) == arrived(
        press=ButtonPress(data="rsvp:3:y", ref="5", id="cb1", photo=True)
    )


def test_a_press_under_a_message_too_old_to_be_told_still_counts() -> None:
    pressed = press(message={"chat": PRIVATE, "message_id": 5, "date": 0})
    assert read(callback_query=pressed) == arrived(press=ButtonPress(data="rsvp:3:y", ref="5", id="cb1"))


def test_a_press_in_a_game_is_nothing() -> None:
    pressed = press(message=message(text="main"), game_short_name="x")
    del pressed["data"]
    assert read(callback_query=pressed) is None


def membership(chat: dict[str, Any], status: str) -> dict[str, Any]:
    until = {"until_date": 0} if status == "kicked" else {}
    new = {"user": BOT, "status": status} | until
    old = {"user": BOT, "status": "left"}
    return {"chat": chat, "from": AHMAD, "date": 1790000000, "old_chat_member": old, "new_chat_member": new}


def test_blocking_and_coming_back_are_told() -> None:
    assert read(my_chat_member=membership(PRIVATE, "kicked")) == arrived(left=True)
    assert read(my_chat_member=membership(PRIVATE, "member")) == arrived(left=False)


def test_being_taken_into_a_group_is_told_and_being_thrown_out_is_not() -> None:
    assert read(my_chat_member=membership(GROUP, "member")) == arrived(chat="-100123", group=True, sent_at=0)
    assert read(my_chat_member=membership(GROUP, "kicked")) is None


def test_what_is_said_in_a_group_is_marked() -> None:
    assert read(message=message(GROUP, text="/start")) == arrived(chat="-100123", text="/start", group=True)


def test_that_somebody_pinned_a_message_is_nothing() -> None:
    pinned = message(text="Hadir?") | {"from": BOT}
    assert read(message=message(pinned_message=pinned)) is None


def test_a_person_without_last_name_and_language_is_known_by_the_first_name() -> None:
    text = message(text="halo") | {"from": {"id": 42, "is_bot": False, "first_name": "Ahmad"}}
    assert read(message=text) == arrived(text="halo", name="Ahmad", language="")
