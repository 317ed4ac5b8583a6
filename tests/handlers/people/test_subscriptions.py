"""Which broadcasts a person gets: /langganan, the button under a broadcast, and the word BERHENTI."""

from __future__ import annotations

import pytest

from bot.dialog.buttons import Button, inline_buttons
from bot.i18n.messages import _
from bot.messages.incoming import Picture
from bot.messages.outgoing import OutgoingMessage
from handlers.people import subscriptions
from models.broadcasts import lifecycle
from models.broadcasts.audience import Audience
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.people import Address, Person
from models.queue.outbox import OutboxRow, OutboxState
from models.topics import Topic, TopicOptOut
from tests.models import village
from tests.support.client import CHANNEL, Bubble, Town

ALL_ON = ["✓ Pengumuman", "✓ Acara", "✓ Pelatihan", "✓ Pasar", "Berhenti semua", "Menu"]
ALL_OFF = ["Pengumuman", "Acara", "Pelatihan", "Pasar", "Terima lagi semua", "Menu"]
STOPPED = (
    "Baik, Kak. Siaran dan kabar perubahan acara tidak saya kirim lagi; acaranya bisa dilihat di /acara. "
    "Kabar tentang pilar Kakak sendiri tetap saya sampaikan. Kalau mau menerima siaran lagi, ketik /mulai."
)


async def broadcast(town: Town, topic: Topic = Topic.TRAINING) -> None:
    """A broadcast to everybody, whose messages wait to be sent."""
    button = Button(_("Atur langganan"), subscriptions.ask_under_broadcast, topic)
    body = OutgoingMessage(html=f"Tentang {topic}.", rows=inline_buttons([button], "id")).model_dump_json()
    async with town.db.write() as session:
        row = await lifecycle.draft(session, created_by=None, html="", audience=Audience(), now=town.now)
        row.topic = topic
        await village.send_out(session, row, town.now, id=body)


async def reads(town: Town, topic: Topic = Topic.TRAINING) -> Bubble:
    """The person finds a broadcast on the screen."""
    await broadcast(town, topic)
    await town.deliver()
    return town.people["1"].last


async def heard(town: Town) -> set[Topic]:
    """What the database says that the first person wants."""
    [person] = await town.rows(Person)
    silent = {row.topic for row in await town.rows(TopicOptOut)}
    return set() if person.stopped_at else set(Topic) - silent


async def test_topics_are_switched_in_one_message(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/langganan")
    assert santri.last.labels == ALL_ON
    await santri.taps("✓ Pelatihan")
    assert santri.last.labels[:4] == ["✓ Pengumuman", "✓ Acara", "Pelatihan", "✓ Pasar"]
    assert await heard(town) == set(Topic) - {Topic.TRAINING}
    await santri.taps("Pelatihan")
    assert santri.last.labels == ALL_ON
    assert await heard(town) == set(Topic)
    assert len(santri.screen) == 1


async def test_a_nervous_double_press_switches_once(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/subscriptions")
    await town.receive(santri.press("✓ Pasar"), santri.press("✓ Pasar"))
    assert await heard(town) == set(Topic) - {Topic.MARKET}
    await town.receive(santri.press("Pasar"), santri.press("Pasar"))
    assert await heard(town) == set(Topic)


async def test_everything_is_stopped_and_taken_up_again(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/langganan")
    await santri.taps("Berhenti semua")
    assert santri.last.labels == ALL_OFF
    assert "Sekarang Kakak tidak menerima siaran." in santri.sees
    assert await heard(town) == set()
    await santri.taps("Terima lagi semua")
    assert santri.last.labels == ALL_ON
    assert await heard(town) == set(Topic)
    assert len(santri.screen) == 1


async def test_after_a_stop_one_topic_can_be_taken_up_alone(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/langganan")
    await santri.fills("Berhenti semua", "Acara")
    assert santri.last.labels[:4] == ["Pengumuman", "✓ Acara", "Pelatihan", "Pasar"]
    assert await heard(town) == {Topic.EVENT}


async def test_it_is_in_the_menu_and_in_the_help(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/bantuan")
    assert "/langganan – Atur siaran yang Kakak terima" in santri.last.text
    await santri.says("/bahasa")
    await santri.taps("Bahasa Indonesia")
    assert "langganan" in santri.menu


async def test_the_button_under_a_broadcast_asks_in_a_message_of_its_own(town: Town) -> None:
    santri = await town.santri()
    shown = await reads(town)
    await santri.taps("Atur langganan")
    assert shown.text == "Tentang pelatihan."
    assert shown.changed == 0
    assert santri.last.labels == ['Berhenti dari "Pelatihan"', "Berhenti semua", "Tetap"]
    await santri.taps('Berhenti dari "Pelatihan"')
    assert santri.last.text == "Baik, Kak. Siaran tentang Pelatihan tidak saya kirim lagi."
    assert await heard(town) == set(Topic) - {Topic.TRAINING}
    assert len(santri.screen) == 2
    await santri.taps("Terima lagi")
    assert santri.last.labels == ALL_ON
    assert await heard(town) == set(Topic)


async def test_under_a_broadcast_one_may_leave_all_as_it_is(town: Town) -> None:
    santri = await town.santri()
    await reads(town)
    await santri.fills("Atur langganan", "Tetap")
    assert santri.last.text == "Baik, Kak. Tidak ada yang berubah."
    assert await heard(town) == set(Topic)


async def test_under_a_broadcast_everything_can_be_stopped(town: Town) -> None:
    santri = await town.santri()
    await reads(town)
    await santri.fills("Atur langganan", "Berhenti semua")
    assert santri.last.text == STOPPED
    assert await heard(town) == set()


async def test_the_button_of_an_old_broadcast_shows_what_was_left_long_ago(town: Town) -> None:
    santri = await town.santri()
    shown = await reads(town)
    await santri.fills("Atur langganan", 'Berhenti dari "Pelatihan"')
    await santri.taps("Atur langganan", on=shown)
    assert santri.last.text.startswith("Siaran tentang Pelatihan sudah Kakak hentikan.")
    assert santri.last.labels[2] == "Pelatihan"
    assert shown.changed == 0


@pytest.mark.parametrize("said", ["BERHENTI", "berhenti.", " Stop! ", "“Berhenti”", "/stop", "*STOP*"])
async def test_one_word_stops_everything(town: Town, said: str) -> None:
    santri = await town.santri()
    await santri.says(said)
    assert santri.last.text == STOPPED
    assert await heard(town) == set()


@pytest.mark.parametrize("said", ["berhenti dulu", "jangan berhenti", "stopkontak", "stop?"])
async def test_a_sentence_with_the_word_in_it_stops_nothing(town: Town, said: str) -> None:
    santri = await town.santri()
    await santri.says(said)
    assert "Saya belum paham maksudnya" in santri.sees
    assert await heard(town) == set(Topic)


async def test_a_photo_with_the_word_below_it_stops_nothing(town: Town) -> None:
    santri = await town.santri()
    await town.receive(santri.incoming(text="stop", picture=Picture(ref="p")))
    assert await heard(town) == set(Topic)


async def test_in_the_middle_of_a_form_the_question_comes_again_below(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/produk")
    await santri.says("Keripik Tempe")
    question = santri.last.text
    await santri.says("Berhenti")
    assert [bubble.text for bubble in santri.screen[-2:]] == [STOPPED, question]
    assert await heard(town) == set()
    await santri.says("Makanan")
    assert "Berapa harga" in santri.sees


async def test_a_form_that_was_left_long_ago_is_not_brought_up(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/produk")
    await santri.says("Keripik Tempe")
    await town.passes(hours=3)
    await santri.says("BERHENTI")
    assert santri.last.text == STOPPED
    await santri.says("halo")
    assert "Lanjutkan?" in santri.sees


async def test_stopping_twice_is_stopping_once(town: Town) -> None:
    santri = await town.santri()
    since = town.now
    await santri.says("BERHENTI")
    await town.passes(hours=1)
    await santri.says("BERHENTI")
    assert santri.last.text == STOPPED
    [person] = await town.rows(Person)
    assert person.stopped_at == since


async def test_to_who_never_agreed_nothing_was_sent_and_nothing_is_kept(town: Town) -> None:
    stranger = town.someone()
    await stranger.says("BERHENTI")
    assert stranger.last.text == "Baik, Kak. Kakak belum terdaftar, jadi tidak ada siaran yang saya kirim."
    assert await town.rows(Person) == await town.rows(Address) == []


async def test_the_button_works_for_who_erased_everything(town: Town) -> None:
    santri = await town.santri()
    shown = await reads(town)
    await santri.says("/hapusakun")
    await santri.taps("Ya, hapus semuanya")
    await santri.taps("Atur langganan", on=shown)
    assert "Kakak belum terdaftar" in santri.last.text
    assert shown.changed == 0


async def test_starting_again_brings_broadcasts_back_and_says_so(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/langganan")
    await santri.taps("✓ Pasar")
    await santri.says("BERHENTI")
    await santri.says("/mulai")
    assert santri.last.text == (
        "Assalamu'alaikum, Ahmad Fauzi. Ada yang bisa saya bantu?\n\n"
        "Siaran saya kirim lagi, ya, Kak. Mengaturnya di /langganan."
    )
    assert await heard(town) == set(Topic) - {Topic.MARKET}
    await santri.says("/mulai")
    assert "Siaran saya kirim lagi" not in santri.sees


async def test_who_stops_before_the_profile_is_filled_in_comes_back_to_it(town: Town) -> None:
    santri = town.someone()
    await santri.says("/mulai")
    await santri.taps("Setuju, lanjut")
    await santri.says("stop")
    assert [bubble.text[:20] for bubble in santri.screen[-2:]] == [STOPPED[:20], "1/4 Siapa nama Kakak"]
    await santri.says("/mulai")
    assert santri.screen[-2].text.startswith("Siaran saya kirim lagi")
    assert "Siapa nama Kakak?" in santri.last.text
    assert await heard(town) == set(Topic)


async def test_a_link_of_a_friend_brings_no_broadcasts_back(town: Town) -> None:
    santri = await town.santri()
    await santri.says("BERHENTI")
    await santri.says("/start event-99")
    assert await heard(town) == set()


async def test_a_broadcast_on_its_way_does_not_reach_who_leaves_its_topic(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/langganan")
    await broadcast(town, Topic.EVENT)
    await broadcast(town, Topic.TRAINING)
    await santri.taps("✓ Pelatihan")
    assert [bubble.text for bubble in santri.screen if bubble.text.startswith("Tentang")] == [
        "Tentang acara."
    ]
    assert {row.broadcast_id: row.state for row in await town.rows(OutboxRow)} == {
        1: OutboxState.SENT,
        2: OutboxState.CANCELLED,
    }
    assert [row.status for row in await town.rows(Broadcast)] == [BroadcastStatus.DONE, BroadcastStatus.DONE]


async def test_no_broadcast_on_its_way_reaches_who_stops_everything(town: Town) -> None:
    santri, siti = await town.santri(), await town.santri("2", "Siti")
    await broadcast(town)
    await santri.says("BERHENTI")
    assert santri.last.text == STOPPED
    assert siti.last.text == "Tentang pelatihan."
    assert {row.person_id: row.state for row in await town.rows(OutboxRow)} == {
        1: OutboxState.CANCELLED,
        2: OutboxState.SENT,
    }


async def test_who_left_a_topic_gets_the_others_and_everything_again_after_coming_back(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/langganan")
    await santri.taps("✓ Pelatihan")
    for topic in (Topic.TRAINING, Topic.MARKET):
        await broadcast(town, topic)
    await town.deliver()
    assert [bubble.text for bubble in santri.screen[1:]] == ["Tentang pasar."]
    await santri.taps("Terima lagi semua")
    await broadcast(town)
    await town.deliver()
    assert santri.last.text == "Tentang pelatihan."


async def test_notices_about_ones_own_things_still_arrive(town: Town) -> None:
    santri, siti = await town.santri(), await town.santri("2", "Siti")
    await santri.says("BERHENTI")
    async with town.db.write() as session:
        notice = OutgoingMessage(html="Acara dibatalkan.").model_dump_json()
        session.add(OutboxRow(channel=CHANNEL, chat="1", priority=1, body=notice, send_after=town.now))
    await siti.says("/langganan")
    assert santri.last.text == "Acara dibatalkan."
