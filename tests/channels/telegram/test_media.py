"""Photos and files, out and in."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.media.images import prepare
from bot.media.library import MediaService
from bot.messages.outgoing import InlineButton, OutgoingMessage
from bot.messages.send_result import Refused, Sent
from models.media import Media, MediaRef
from tests.channels.telegram.standin import Person, Standin
from tests.channels.telegram.standin.people import picture
from tests.support.media_service import keep

ROWS = [[InlineButton(label="Simpan", data="save")]]


async def photos(library: MediaService, count: int) -> list[int]:
    return [await keep(library, picture(number)) for number in range(count)]


async def test_a_photo_carries_its_text_and_buttons(
    channel: TelegramChannel, santri: Person, library: MediaService
) -> None:
    shown = OutgoingMessage(html="<b>Keripik</b>", rows=ROWS, photos=await photos(library, 1))
    assert isinstance(await channel.send(str(santri.id), shown), Sent)
    (message,) = santri.messages
    assert message.kind == "photo"
    assert message.text == "Keripik"
    assert message.buttons == [["Simpan"]]
    assert santri.world.violations == []


async def test_a_photo_is_uploaded_once(
    channel: TelegramChannel, santri: Person, library: MediaService, standin: Standin
) -> None:
    (photo,) = await photos(library, 1)
    for _ in range(2):
        await channel.send(str(santri.id), OutgoingMessage(photos=[photo]))
    first, second = santri.messages
    assert first.content == second.content
    assert len(standin.world.files) == 1
    assert (await library.find(photo, "telegram")).ref == first.content["photo"][-1]["file_id"]


async def test_of_many_who_get_a_new_photo_at_once_the_first_one_is_sent_it_alone(
    channel: TelegramChannel, library: MediaService, standin: Standin
) -> None:
    (photo,) = await photos(library, 1)
    message = OutgoingMessage(html="Halo", photos=[photo], broadcast=True)
    crowd = [standin.person() for _ in range(20)]
    outcomes = await asyncio.gather(*(channel.send(str(one.id), message) for one in crowd))
    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    assert len(standin.world.files) == 1


async def test_where_the_first_upload_fails_the_next_one_uploads(
    channel: TelegramChannel, library: MediaService, standin: Standin
) -> None:
    file = await keep(library, b"%PDF", "application/pdf", "surat.pdf")
    standin.faults.next("sendDocument", "refused")
    crowd = [standin.person() for _ in range(5)]
    outcomes = await asyncio.gather(*(channel.send(str(one.id), OutgoingMessage(file=file)) for one in crowd))
    assert sum(isinstance(outcome, Sent) for outcome in outcomes) == 4
    assert len(standin.world.files) == 1


async def test_a_text_too_long_for_a_caption_follows_the_photo(
    channel: TelegramChannel, santri: Person, library: MediaService
) -> None:
    fits = f"<b>{'&amp;' * 1024}</b>"
    photo = await photos(library, 1)
    await channel.send(str(santri.id), OutgoingMessage(html=fits, rows=ROWS, photos=photo))
    await channel.send(str(santri.id), OutgoingMessage(html=f"{fits}!", rows=ROWS, photos=photo))
    assert [(shown.kind, len(shown.text), shown.buttons) for shown in santri.messages] == [
        ("photo", 1024, [["Simpan"]]),
        ("photo", 0, []),
        ("text", 1025, [["Simpan"]]),
    ]
    assert santri.world.violations == []


async def test_several_photos_are_an_album_and_the_buttons_stand_under_the_text(
    channel: TelegramChannel, santri: Person, library: MediaService
) -> None:
    several = await photos(library, 3)
    outcome = await channel.send(str(santri.id), OutgoingMessage(html="Keripik", rows=ROWS, photos=several))
    assert [shown.kind for shown in santri.messages] == ["photo", "photo", "photo", "text"]
    assert len({shown.content.get("media_group_id") for shown in santri.messages[:3]}) == 1
    assert outcome == Sent(str(santri.messages[-1].id))
    assert santri.buttons == ["Simpan"]
    assert santri.world.violations == []


async def test_an_album_without_buttons_carries_its_text(
    channel: TelegramChannel, santri: Person, library: MediaService, standin: Standin
) -> None:
    several = await photos(library, 2)
    for _ in range(2):
        await channel.send(str(santri.id), OutgoingMessage(html="Keripik", photos=several))
    assert [shown.text for shown in santri.messages] == ["Keripik", "", "Keripik", ""]
    assert len(standin.world.files) == 2


async def test_more_than_ten_photos_are_two_albums(
    channel: TelegramChannel, santri: Person, library: MediaService
) -> None:
    await channel.send(str(santri.id), OutgoingMessage(html="Keripik", photos=await photos(library, 11)))
    assert [shown.text for shown in santri.messages] == [""] * 10 + ["Keripik"]
    assert santri.world.violations == []


async def test_buttons_under_an_album_need_a_text(
    channel: TelegramChannel, santri: Person, library: MediaService
) -> None:
    outcome = await channel.send(str(santri.id), OutgoingMessage(rows=ROWS, photos=await photos(library, 2)))
    assert outcome == Refused("buttons under several photos need a text")
    assert santri.messages == []


async def test_a_file_arrives_under_its_name_and_is_uploaded_once(
    channel: TelegramChannel, santri: Person, library: MediaService, standin: Standin
) -> None:
    file = await keep(library, b'{"nama": "Ahmad"}', "application/json", 'data "ku".json')
    for _ in range(2):
        await channel.send(str(santri.id), OutgoingMessage(html="Data Kakak", file=file, rows=ROWS))
    first = santri.messages[0]
    assert first.content["document"]["file_name"] == "data _ku_.json"
    assert (first.text, first.buttons) == ("Data Kakak", [["Simpan"]])
    assert len(standin.world.files) == 1
    assert standin.violations == []


async def test_a_large_file_is_uploaded_whole(
    channel: TelegramChannel, santri: Person, library: MediaService, standin: Standin
) -> None:
    file = await keep(library, bytes(3_000_000), "application/pdf", "laporan.pdf")
    assert isinstance(await channel.send(str(santri.id), OutgoingMessage(file=file)), Sent)
    assert santri.messages[0].content["document"]["file_size"] == 3_000_000


# Changing


async def test_the_text_under_a_photo_is_changed(
    channel: TelegramChannel, santri: Person, library: MediaService
) -> None:
    await channel.send(
        str(santri.id), OutgoingMessage(html="Benar?", rows=ROWS, photos=await photos(library, 1))
    )
    (message,) = santri.messages
    changed = OutgoingMessage(html="Tersimpan.", changes=str(message.id), changes_photo=True)
    assert await channel.send(str(santri.id), changed) == Sent(str(message.id))
    assert (message.kind, message.text, message.buttons) == ("photo", "Tersimpan.", [])


async def test_a_text_becomes_a_photo_and_a_photo_another(
    channel: TelegramChannel, santri: Person, library: MediaService
) -> None:
    first, second = await photos(library, 2)
    await channel.send(str(santri.id), OutgoingMessage(html="Produk", rows=ROWS))
    (message,) = santri.messages
    ref = str(message.id)
    await channel.send(str(santri.id), OutgoingMessage(html="Satu", photos=[first], rows=ROWS, changes=ref))
    one = message.content
    await channel.send(
        str(santri.id), OutgoingMessage(html="Dua", photos=[second], changes=ref, changes_photo=True)
    )
    assert santri.messages == [message]
    assert message.text == "Dua"
    assert one["photo"] != message.content["photo"]
    assert santri.world.violations == []


async def test_a_photo_does_not_become_a_text_so_that_a_new_one_comes(
    channel: TelegramChannel, santri: Person, library: MediaService
) -> None:
    await channel.send(
        str(santri.id), OutgoingMessage(html="Produk", rows=ROWS, photos=await photos(library, 1))
    )
    (photo,) = santri.messages
    await channel.send(str(santri.id), OutgoingMessage(html="Menu", rows=ROWS, changes=str(photo.id)))
    assert [shown.text for shown in santri.messages] == ["Produk", "Menu"]
    assert photo.buttons == []


async def test_a_text_too_long_for_the_photo_is_a_new_one(
    channel: TelegramChannel, santri: Person, library: MediaService
) -> None:
    await channel.send(
        str(santri.id), OutgoingMessage(html="Produk", rows=ROWS, photos=await photos(library, 1))
    )
    (photo,) = santri.messages
    long = OutgoingMessage(html="a" * 1025, rows=ROWS, changes=str(photo.id), changes_photo=True)
    await channel.send(str(santri.id), long)
    assert santri.sees == "a" * 1025
    assert photo.buttons == []


# Coming in


async def test_a_photo_that_arrived_can_be_fetched_and_shown_again(
    channel: TelegramChannel, santri: Person, library: MediaService
) -> None:
    sent = await santri.sends_photo(content=picture(7))
    ref = sent.content["photo"][-1]["file_id"]
    assert await channel.fetch(ref) == picture(7)
    media = Media(mime="image/jpeg")
    async with library.db.write() as session:
        session.add(media)
        await session.flush()
        session.add(MediaRef(media_id=media.id, channel="telegram", ref=ref))
    assert await library.content(media.id) == prepare(picture(7))
    assert isinstance(await channel.send(str(santri.id), OutgoingMessage(photos=[media.id])), Sent)
    assert santri.messages[0].content["photo"][-1]["file_id"] == ref


async def test_a_file_of_more_than_20_mb_cannot_be_fetched(channel: TelegramChannel, santri: Person) -> None:
    sent = await santri.sends_document("film.pdf", 25_000_000)
    with pytest.raises(OSError, match="too big"):
        await channel.fetch(sent.content["document"]["file_id"])


async def test_a_file_larger_than_it_said_is_cut_off(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    sent = await santri.sends_document("film.pdf", 25_000_000)
    stored = standin.world.files[sent.content["document"]["file_id"]]
    stored.size, stored.content = 1000, bytes(25_000_000)
    with pytest.raises(OSError, match="more than 20000000 bytes"):
        await channel.fetch(stored.id)


async def test_a_file_that_is_gone_cannot_be_fetched(
    channel: TelegramChannel, santri: Person, standin: Standin
) -> None:
    with pytest.raises(OSError, match=r"[Ii]nvalid file_id"):
        await channel.fetch("nothing")
    sent = await santri.sends_document("a.pdf")
    standin.faults.next("download", "failed")
    with pytest.raises(OSError, match="404"):
        await channel.fetch(sent.content["document"]["file_id"])


async def test_a_photo_that_is_sent_as_a_file_is_uploaded_as_one(
    channel: TelegramChannel, santri: Person, library: MediaService, standin: Standin
) -> None:
    (photo,) = await photos(library, 1)
    await channel.send(str(santri.id), OutgoingMessage(photos=[photo]))
    for _ in range(2):
        assert isinstance(await channel.send(str(santri.id), OutgoingMessage(file=photo)), Sent)
    assert isinstance(await channel.send(str(santri.id), OutgoingMessage(photos=[photo])), Sent)
    assert [shown.kind for shown in santri.messages] == ["photo", "document", "document", "photo"]
    assert standin.violations == []


async def test_a_name_that_telegram_has_forgotten_is_made_anew(
    channel: TelegramChannel, santri: Person, library: MediaService, standin: Standin
) -> None:
    (photo,) = await photos(library, 1)
    await channel.send(str(santri.id), OutgoingMessage(photos=[photo]))
    standin.world.files.clear()
    assert isinstance(await channel.send(str(santri.id), OutgoingMessage(photos=[photo])), Sent)
