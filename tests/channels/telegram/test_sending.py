"""What the bot says, as people see it on Telegram."""

from __future__ import annotations

import pytest

from bot.channels.base import Limits
from bot.channels.telegram.channel import TelegramChannel
from bot.media.library import MediaService
from bot.messages.incoming import Point
from bot.messages.outgoing import InlineButton, MenuCommand, OutgoingMessage
from bot.messages.send_result import Gone, Later, Refused, Sent, Unknown
from tests.channels.telegram.standin import Message, Person, Standin

YES_NO = [[InlineButton(label="Hadir", data="rsvp:1:y"), InlineButton(label="Tidak", data="rsvp:1:n")]]


async def show(channel: TelegramChannel, santri: Person, **what: object) -> Message:
    """Send, and return the message that the person sees."""
    outcome = await channel.send(str(santri.id), OutgoingMessage.model_validate(what))
    assert isinstance(outcome, Sent)
    assert santri.newest is not None
    assert outcome.ref == str(santri.newest.id)
    assert santri.world.violations == []
    return santri.newest


async def test_a_text_arrives_with_its_formatting_and_buttons(
    channel: TelegramChannel, santri: Person
) -> None:
    message = await show(channel, santri, html="Harga <b>15rb</b> &amp; murah", rows=YES_NO)
    assert message.text == "Harga 15rb & murah"
    assert message.entities == [{"type": "bold", "offset": 6, "length": 4}]
    assert message.buttons == [["Hadir", "Tidak"]]


async def test_a_button_may_open_a_page(channel: TelegramChannel, santri: Person) -> None:
    message = await show(
        channel, santri, html="Toko", rows=[[InlineButton(label="Buka", url="https://x.id/")]]
    )
    assert message.rows == [[{"text": "Buka", "url": "https://x.id/"}]]


async def test_a_contact_and_a_place_are_asked_for_in_place_of_the_keyboard(
    channel: TelegramChannel, santri: Person
) -> None:
    rows = [[InlineButton(label="Kirim nomor", ask="contact")], [InlineButton(label="Lewati", data="skip")]]
    message = await show(channel, santri, html="Nomor Kakak?", rows=rows)
    assert message.rows == [[{"text": "Kirim nomor", "request_contact": True}], [{"text": "Lewati"}]]
    assert message.markup["one_time_keyboard"]
    place = await show(
        channel, santri, html="Di mana?", rows=[[InlineButton(label="Kirim lokasi", ask="place")]]
    )
    assert place.rows == [[{"text": "Kirim lokasi", "request_location": True}]]


async def test_what_stands_in_place_of_the_keyboard_goes_and_leaves_nothing_behind(
    channel: TelegramChannel, santri: Person
) -> None:
    question = await show(
        channel, santri, html="Nomor?", rows=[[InlineButton(label="Kirim nomor", ask="contact")]]
    )
    assert santri.keyboard == ["Kirim nomor"]
    assert isinstance(await channel.send(str(santri.id), OutgoingMessage(stops_asking=True)), Sent)
    assert santri.keyboard == []
    assert santri.messages == [question]


async def test_a_text_of_more_than_4096_characters_comes_in_parts(
    channel: TelegramChannel, santri: Person
) -> None:
    lines = "\n".join(f"baris {number} 😀" for number in range(700))
    last = await show(channel, santri, html=f"<b>{lines}</b>", rows=YES_NO)
    first, *_ = santri.messages
    assert len(santri.messages) == 3
    assert "\n".join(message.text for message in santri.messages) == lines
    assert all(message.entities[0]["type"] == "bold" for message in santri.messages)
    assert not first.buttons
    assert last.buttons == [["Hadir", "Tidak"]]


async def test_the_rest_of_a_long_text_waits_for_telegram(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    standin.faults.next("sendMessage", "", "flood")
    await show(channel, santri, html="a" * 4096 + "b")
    assert [message.text[0] for message in santri.messages] == ["a", "b"]


async def test_a_place_with_a_name_is_a_venue_and_else_a_pin(
    channel: TelegramChannel, santri: Person
) -> None:
    venue = await show(channel, santri, point=Point(latitude=-7.2, longitude=112.7, name="Grand Dafam"))
    assert venue.content["venue"]["title"] == "Grand Dafam"
    pin = await show(channel, santri, point=Point(latitude=-7.2, longitude=112.7), rows=YES_NO)
    assert pin.kind == "location"
    assert pin.buttons == [["Hadir", "Tidak"]]


async def test_the_text_follows_the_pin_with_the_buttons(channel: TelegramChannel, santri: Person) -> None:
    text = await show(channel, santri, html="Sampai jumpa", point=Point(latitude=1, longitude=2), rows=YES_NO)
    assert [message.kind for message in santri.messages] == ["location", "text"]
    assert text.buttons == [["Hadir", "Tidak"]]


async def test_a_menu_is_set_for_this_chat_and_taken_back(channel: TelegramChannel, santri: Person) -> None:
    menu = OutgoingMessage(menu=[MenuCommand(name="siar", about="Kirim siaran")])
    assert await channel.send(str(santri.id), menu) == Sent()
    assert santri.menu == ["siar"]
    assert await channel.send(str(santri.id), OutgoingMessage(menu=[])) == Sent()
    assert santri.menu == []
    assert santri.messages == []


# Changing


async def test_a_message_is_changed_in_its_place(channel: TelegramChannel, santri: Person) -> None:
    message = await show(channel, santri, html="Hadir?", rows=YES_NO)
    changed = await show(channel, santri, html="Kakak <b>hadir</b>.", changes=str(message.id))
    assert santri.messages == [message]
    assert changed.text == "Kakak hadir."
    assert changed.edits == 1
    assert changed.buttons == []


async def test_a_change_that_changes_nothing_is_a_success(channel: TelegramChannel, santri: Person) -> None:
    message = await show(channel, santri, html="Hadir?", rows=YES_NO)
    await show(channel, santri, html="Hadir?", rows=YES_NO, changes=str(message.id))
    assert message.edits == 0


async def test_a_message_that_grew_long_is_changed_and_goes_on_below(
    channel: TelegramChannel, santri: Person
) -> None:
    message = await show(channel, santri, html="Daftar", rows=YES_NO)
    await show(channel, santri, html="a" * 4096 + "b", rows=YES_NO, changes=str(message.id))
    assert [(shown.text[0], shown.buttons) for shown in santri.messages] == [
        ("a", []),
        ("b", [["Hadir", "Tidak"]]),
    ]


@pytest.mark.parametrize("what", ["frozen", "deleted"])
async def test_where_a_message_cannot_be_changed_a_new_one_comes(
    channel: TelegramChannel, santri: Person, what: str
) -> None:
    message = await show(channel, santri, html="Hadir?")
    setattr(message, what, True)
    new = await show(channel, santri, html="Kakak hadir.", changes=str(message.id))
    assert new is not message
    assert message.text == "Hadir?"


@pytest.mark.parametrize("what", ["frozen", "deleted"])
async def test_a_progress_that_cannot_be_changed_any_more_is_not_sent_again(
    channel: TelegramChannel, santri: Person, what: str
) -> None:
    message = await show(channel, santri, html="1 dari 4")
    setattr(message, what, True)
    change = OutgoingMessage(html="2 dari 4", changes=str(message.id), changes_only=True)
    assert await channel.send(str(santri.id), change) == Sent(str(message.id))
    assert [shown.text for shown in santri.messages if shown is not message] == []


async def test_a_text_does_not_become_a_pin_but_loses_its_buttons(
    channel: TelegramChannel, santri: Person
) -> None:
    message = await show(channel, santri, html="Acara", rows=YES_NO)
    await show(channel, santri, point=Point(latitude=1, longitude=2), changes=str(message.id))
    assert message.text == "Acara"
    assert message.buttons == []


async def test_a_message_under_which_something_is_asked_for_is_a_new_one(
    channel: TelegramChannel, santri: Person
) -> None:
    message = await show(channel, santri, html="Nama?", rows=YES_NO)
    asked = [[InlineButton(label="Kirim nomor", ask="contact")]]
    await show(channel, santri, html="Nomor?", rows=asked, changes=str(message.id))
    assert message.buttons == []
    assert santri.buttons == ["Kirim nomor"]


# Answering a press


async def pressed(channel: TelegramChannel, santri: Person, standin: Standin) -> tuple[Message, str]:
    """A message, and the id of a press of its first button."""
    message = await show(channel, santri, html="Hadir?", rows=YES_NO)
    await santri.taps("Hadir")
    press = next(iter(standin.world.presses))
    return message, press


async def test_a_press_is_answered_while_the_message_changes(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    message, press = await pressed(channel, santri, standin)
    await show(channel, santri, html="Hadir.", changes=str(message.id), answers=press, toast="Tercatat")
    assert santri.toasts == ["Tercatat"]
    assert message.text == "Hadir."
    assert standin.world.presses == {}


async def test_a_press_may_be_answered_without_a_message(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    _, press = await pressed(channel, santri, standin)
    assert await channel.send(str(santri.id), OutgoingMessage(answers=press, toast="x" * 300)) == Sent()
    assert santri.toasts == ["x" * 200]


async def test_a_press_too_old_to_be_answered_hinders_nothing(
    channel: TelegramChannel, santri: Person
) -> None:
    assert await channel.send(str(santri.id), OutgoingMessage(answers="long ago", toast="Halo")) == Sent()
    message = await show(channel, santri, html="Halo", answers="long ago")
    assert message.text == "Halo"


async def test_a_lost_answer_to_a_press_hinders_nothing(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    message, press = await pressed(channel, santri, standin)
    standin.faults.next("answerCallbackQuery", "reset_before")
    await show(channel, santri, html="Hadir.", changes=str(message.id), answers=press)


# What cannot be sent


async def test_a_button_that_carries_too_much_is_refused(channel: TelegramChannel, santri: Person) -> None:
    rows = [[InlineButton(label="Pilih", data="é" * 33)]]
    outcome = await channel.send(str(santri.id), OutgoingMessage(html="Pilih", rows=rows))
    assert outcome == Refused("a button carries 66 bytes, Telegram takes 64")
    assert santri.messages == []


async def test_markup_that_telegram_does_not_take_is_refused_in_its_words(
    channel: TelegramChannel, santri: Person
) -> None:
    outcome = await channel.send(str(santri.id), OutgoingMessage(html="<b>tempe"))
    assert outcome == Refused("Can't parse entities: can't find end tag corresponding to start tag \"b\"")


async def test_a_photo_that_nobody_has_is_refused(channel: TelegramChannel, santri: Person) -> None:
    assert isinstance(await channel.send(str(santri.id), OutgoingMessage(photos=[404])), Refused)


async def test_who_blocked_the_bot_is_gone(channel: TelegramChannel, santri: Person) -> None:
    await santri.blocks()
    assert await channel.send(str(santri.id), OutgoingMessage(html="Halo")) == Gone()


async def test_who_never_wrote_is_gone(channel: TelegramChannel) -> None:
    assert await channel.send("404", OutgoingMessage(html="Halo")) == Gone()


# Broadcasts for Stars


@pytest.mark.parametrize(("paid", "broadcast", "passes"), [(960, True, 3), (960, False, 1), (0, True, 1)])
async def test_only_a_broadcast_that_is_paid_for_passes_the_limit(
    standin: Standin, library: MediaService, paid: float, broadcast: bool, passes: int
) -> None:
    standin.faults.per_second = 1
    limits = Limits(30, 10, paid_per_second=paid)
    channel = TelegramChannel(standin.token, library, api_url=standin.url, limits=limits)
    crowd = [standin.person() for _ in range(3)]
    for one in crowd:
        await channel.send(str(one.id), OutgoingMessage(html="Halo", broadcast=broadcast))
    await channel.close()
    assert sum(len(one.messages) for one in crowd) == passes
    assert standin.violations == []


# Where Telegram is particular


@pytest.mark.parametrize(("count", "label"), [(250, "x"), (90, "Kelompok Tani Makmur Jaya " * 2)])
async def test_more_buttons_than_telegram_takes_go_on_below(
    channel: TelegramChannel, santri: Person, count: int, label: str
) -> None:
    rows = [[InlineButton(label=f"{label}{number}", data=f"choose:{number}")] for number in range(count)]
    last = await show(channel, santri, html="Pilih", rows=rows)
    assert santri.messages[0].text == "Pilih"
    assert [key for message in santri.messages for row in message.buttons for key in row] == [
        f"{label}{number}" for number in range(count)
    ]
    changed = await show(channel, santri, html="Pilih lagi", rows=rows, changes=str(santri.messages[0].id))
    assert changed is not last
    assert santri.messages[0].text == "Pilih lagi"


@pytest.mark.parametrize("html", ["", " ", "\u200b", "<b>\u2060</b>", "&#8203;\ufeff \n"])
async def test_a_text_in_which_nothing_is_seen_is_refused_before_it_is_sent(
    channel: TelegramChannel, santri: Person, standin: Standin, html: str
) -> None:
    outcome = await channel.send(str(santri.id), OutgoingMessage(html=html, rows=YES_NO, changes="5"))
    assert outcome in (Sent(), Refused("there is nothing to be seen in the text"))
    assert standin.violations == []
    assert santri.messages == []


@pytest.mark.parametrize("name", ["\u200b", " \u2060"])
async def test_a_place_whose_name_is_not_seen_is_a_pin(
    channel: TelegramChannel, santri: Person, name: str
) -> None:
    place = await show(channel, santri, point=Point(latitude=1, longitude=2, name=name))
    assert place.kind == "location"


async def test_an_address_that_is_not_seen_is_the_name_again(
    channel: TelegramChannel, santri: Person
) -> None:
    point = Point(latitude=1, longitude=2, name="Grand Dafam", address="\u200b")
    venue = await show(channel, santri, point=point)
    assert venue.content["venue"]["address"] == "Grand Dafam"


async def test_every_link_of_many_is_one(channel: TelegramChannel, santri: Person) -> None:
    html = "\n".join(f'<a href="https://x.id/{number}">{number}</a>' for number in range(250))
    await show(channel, santri, html=html, rows=YES_NO)
    links = [entity["url"] for message in santri.messages for entity in message.entities]
    assert links == [f"https://x.id/{number}" for number in range(250)]
    assert [bool(message.buttons) for message in santri.messages] == [False, False, True]


async def test_a_message_to_a_group_that_has_moved_goes_to_the_new_one(
    channel: TelegramChannel, standin: Standin
) -> None:
    group = standin.group()
    new = group.upgrades()
    assert isinstance(await channel.send(str(group.chat.id), OutgoingMessage(html="Halo")), Sent)
    assert new.sees == "Halo"


async def test_a_group_that_moves_on_and_on_is_given_up(channel: TelegramChannel, standin: Standin) -> None:
    group = standin.group()
    group.upgrades().upgrades()
    assert await channel.send(str(group.chat.id), OutgoingMessage(html="Halo")) == Gone()


async def test_who_never_wrote_to_the_bot_cannot_be_reached(
    channel: TelegramChannel, standin: Standin
) -> None:
    assert await channel.send(str(standin.stranger().id), OutgoingMessage(html="Halo")) == Gone()


async def test_an_edit_may_be_a_flood_too(channel: TelegramChannel, santri: Person, standin: Standin) -> None:
    message = await show(channel, santri, html="1 dari 4")
    standin.faults.per_chat_second = 1
    outcomes = [
        await channel.send(str(santri.id), OutgoingMessage(html=f"{number} dari 4", changes=str(message.id)))
        for number in range(2, 9)
    ]
    assert Later(1.0, flood=True) in outcomes
    assert set(outcomes) == {Sent(str(message.id)), Later(1.0, flood=True)}


@pytest.mark.parametrize("fault", ["failed", "missing", "gateway"])
async def test_what_cannot_be_changed_now_is_sent_anew(
    channel: TelegramChannel, santri: Person, standin: Standin, fault: str
) -> None:
    message = await show(channel, santri, html="Hadir?", rows=YES_NO)
    standin.faults.broken = {"editMessageText": fault}
    new = await show(channel, santri, html="Kakak hadir.", changes=str(message.id))
    assert (message.text, message.buttons, new.text) == ("Hadir?", [], "Kakak hadir.")


async def test_a_lost_answer_to_a_change_may_be_asked_for_again(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    message = await show(channel, santri, html="Hadir?")
    standin.faults.next("editMessageText", "reset_after")
    change = OutgoingMessage(html="Kakak hadir.", changes=str(message.id))
    outcome = await channel.send(str(santri.id), change)
    assert isinstance(outcome, Unknown) and outcome.repeatable
    assert await channel.send(str(santri.id), change) == Sent(str(message.id))
    assert [shown.text for shown in santri.messages] == ["Kakak hadir."]


@pytest.mark.parametrize("fault", ["failed", "reset_before", "gateway"])
async def test_a_message_of_which_a_part_arrived_is_not_begun_again_and_again(
    channel: TelegramChannel, santri: Person, standin: Standin, fault: str
) -> None:
    standin.faults.next("sendMessage", "", fault)
    outcome = await channel.send(str(santri.id), OutgoingMessage(html="a" * 4096 + "b"))
    assert isinstance(outcome, Unknown) and not outcome.repeatable
