"""Whoever agrees to a broadcast agrees to what they were shown: all of it, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, update

from bot.messages.incoming import IncomingMessage
from models.audit import AuditRow
from models.broadcasts import content
from models.broadcasts.seal import seal
from models.broadcasts.tables import Broadcast, BroadcastStatus, BroadcastText, sealed_columns
from models.db.database import Database
from models.events import Event
from models.media import Media
from models.people import Person, Role
from models.products import Product
from models.topics import Topic
from tests.handlers.office import (
    BATU,
    TEXT,
    Office,
    agrees,
    asks_for_approval,
    erases_account,
    for_tomorrow,
    forged,
    grows,
    limit,
    ready,
)
from tests.models import village
from tests.support.client import MORNING, Someone

ENGLISH = "Registration is open until Friday."
OTHER: dict[str, Any] = {
    "html": "Kirim uang ke rekening ini.",
    "photo_id": 1,
    "document_id": 1,
    "choices": ["Ya"],
    "card": "event:1",
    "topic": Topic.MARKET,
    "urgent": True,
    "audience": {"regions": [BATU]},
    "send_at": MORNING.replace(hour=14),
}
"""Another value for everything that goes out."""


@pytest.fixture
async def office(office: Office) -> Office:
    """Above three recipients, another organiser has to agree."""
    limit(office, approval_above=3)
    return office


async def in_english(siti: Someone, words: str = ENGLISH) -> None:
    await siti.taps("Pilihan lain …")
    await siti.taps("Bahasa lain …")
    await siti.taps("English")
    await siti.says(words)


async def agreement(dewi: Someone) -> IncomingMessage:
    """The press with which she agrees to what she was shown; it arrives when the test hands it on."""
    await dewi.taps("Periksa")
    return dewi.press("Setujui")


async def the(office: Office) -> Broadcast:
    [row] = await office.rows(Broadcast)
    assert isinstance(row, Broadcast)
    return row


# What was shown is what goes out


def test_everything_that_goes_out_is_sealed() -> None:
    assert set(sealed_columns()) == set(OTHER)


@pytest.mark.parametrize("column", sorted(OTHER))
async def test_each_change_has_its_own_seal_and_revision(sqlite: Database, column: str) -> None:
    async with sqlite.write() as session:
        session.add(Media(id=1, name="a.pdf", mime="application/pdf"))
        broadcast = Broadcast(html=TEXT)
        session.add(broadcast)
        before = await seal(session, broadcast)
        setattr(broadcast, column, OTHER[column])
        assert await seal(session, broadcast) != before
        assert len(before) == 64
        assert broadcast.revision == 2
        await session.refresh(broadcast)
        sealed = await seal(session, broadcast)
        await session.flush()
        assert (await seal(session, broadcast), broadcast.revision) == (sealed, 2)


async def test_texts_in_other_languages_have_seal_and_revision_too(sqlite: Database) -> None:
    async with sqlite.write() as session:
        broadcast = Broadcast(html=TEXT)
        session.add(broadcast)
        seals = [await seal(session, broadcast)]
        for words in (ENGLISH, "Send money."):
            await content.write(session, broadcast.id, "en", words)
            seals.append(await seal(session, broadcast))
        assert len(set(seals)) == 3
        await content.unwrite(session, broadcast.id, "en")
        assert await seal(session, broadcast) == seals[0]
        assert broadcast.revision == 4


@pytest.mark.parametrize("column", sorted(OTHER))
async def test_nobody_agrees_to_what_was_changed_behind_their_back(
    office: Office, siti: Someone, dewi: Someone, column: str
) -> None:
    await asks_for_approval(siti)
    agree = await agreement(dewi)
    async with office.db.write() as session:
        session.add(Media(id=1, name="a.pdf", mime="application/pdf"))
        await session.flush()
        await session.execute(update(Broadcast).values({column: OTHER[column]}))
    await office.receive(agree)
    assert dewi.toasts[-1].endswith("Periksa sekali lagi, ya, Kak.")
    assert (await the(office)).status is BroadcastStatus.APPROVAL
    assert office.people["ahmad"].screen == []


@pytest.mark.parametrize(("table", "title"), [(Event, "Temu Bisnis"), (Product, "Keripik Tempe")])
async def test_nobody_agrees_to_a_card_that_was_changed_after_they_looked(
    office: Office, siti: Someone, dewi: Someone, table: type[Event | Product], title: str
) -> None:
    async with office.db.write() as session:
        await village.event(session)
        await village.product(session, await session.get_one(Person, 1))
    await ready(siti)
    for label in ("Pilihan lain …", "Kartu acara atau produk …", title):
        await siti.taps(label)
    await siti.taps("Minta persetujuan")
    await dewi.taps("Periksa")
    agree = dewi.press("Setujui")
    async with office.db.write() as session:
        await session.execute(update(table).values(description="Kirim uang ke rekening ini."))
    await office.receive(agree)
    assert dewi.toasts[-1].endswith("Periksa sekali lagi, ya, Kak.")
    await dewi.taps("Setujui")
    assert office.people["ahmad"].last.text.startswith(TEXT)


async def test_seats_that_are_added_or_taken_are_no_change_of_the_card(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    async with office.db.write() as session:
        await village.event(session)
    await ready(siti)
    for label in ("Pilihan lain …", "Kartu acara atau produk …", "Temu Bisnis", "Minta persetujuan"):
        await siti.taps(label)
    await dewi.taps("Periksa")
    async with office.db.write() as session:
        await session.execute(update(Event).values(seats=Event.seats + 10, taken=1))
    await dewi.taps("Setujui")
    assert office.people["ahmad"].last.text.startswith(TEXT)


async def test_an_english_text_that_was_written_meanwhile_is_not_agreed_to(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    await asks_for_approval(siti)
    agree = await agreement(dewi)
    await siti.taps("Ubah lagi")
    await in_english(siti, "Send money to this account.")
    await siti.taps("Minta persetujuan")
    await office.receive(agree)
    assert office.people["ahmad"].screen == []
    assert "Send money to this account." in "\n".join(bubble.text for bubble in dewi.screen)


async def test_the_same_words_again_are_another_revision(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    """Somebody changed it and changed it back: whoever looked before looks again."""
    await asks_for_approval(siti)
    agree = await agreement(dewi)
    await siti.taps("Ubah lagi")
    for words in ("Lain", TEXT):
        await siti.taps("Ubah isi")
        await siti.says(words)
    await siti.taps("Minta persetujuan")
    await office.receive(agree)
    assert (await the(office)).status is BroadcastStatus.APPROVAL


async def test_a_button_of_an_earlier_version_asks_to_look_once_more(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    await asks_for_approval(siti)
    for shown in ("0", "cbf43926", "1.", ".", "1.x.5", ""):
        await office.receive(forged(dewi, f"broadcast_decision.approve:1:{shown}"))
        assert dewi.toasts[-1].endswith("Periksa sekali lagi, ya, Kak.")
    await dewi.taps("Setujui")
    assert office.people["ahmad"].last.text == TEXT


async def test_the_audience_grew_since_it_was_shown(office: Office, siti: Someone, dewi: Someone) -> None:
    await asks_for_approval(siti)
    agree = await agreement(dewi)
    await grows(office, 11)
    await office.receive(agree)
    assert dewi.toasts == ["Penerimanya sekarang 16 orang. Periksa sekali lagi, ya, Kak."]
    assert "akan diterima 16 orang" in dewi.sees
    await dewi.taps("Setujui")
    assert office.people["ahmad"].last.text == TEXT


async def test_a_time_that_is_over_is_not_agreed_to_as_it_was_shown(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    await ready(siti)
    await for_tomorrow(siti)
    await dewi.taps("Periksa")
    await office.passes(days=2)
    await dewi.taps("Setujui")
    assert office.people["ahmad"].screen == []
    assert "Bila disetujui, dikirim sekarang juga." in dewi.sees
    await dewi.taps("Setujui")
    assert office.people["ahmad"].last.text == TEXT


# Everything is shown


async def test_every_language_is_shown_before_the_decision(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    await ready(siti)
    await in_english(siti)
    await siti.taps("Minta persetujuan")
    await dewi.taps("Periksa")
    english, decision = dewi.screen[-2:]
    assert english.text == f"Untuk yang memakai English:\n———\n{ENGLISH}\n———"
    assert "Setujui" in decision.labels
    assert "Juga dalam: English" in decision.text


async def test_every_option_is_shown(office: Office, siti: Someone, dewi: Someone) -> None:
    office.now = MORNING.replace(hour=15)
    await ready(siti)
    async with office.db.write() as session:
        await session.execute(
            update(Broadcast).values(
                html='Buka <a href="https://lain.example/x?a=1&amp;b=2">opop.jatimprov.go.id</a>',
                choices=["Ikut", "Tidak"],
            )
        )
    await siti.says("/siar")
    await siti.taps("Lanjutkan")
    await siti.taps("Minta persetujuan")
    await siti.taps("Mendesak, kirim sekarang")
    await dewi.taps("Periksa")
    for words in (
        "Semua orang yang terdaftar",
        "akan diterima 5 orang",
        "Tombol jawaban: Ikut · Tidak",
        "Topik: Pengumuman",
        "Tautan di dalamnya: https://lain.example/x?a=1&b=2",
        "Mendesak: dikirim juga pada jam istirahat.",
        "Bila disetujui, dikirim sekarang juga.",
    ):
        assert words in dewi.sees


async def test_all_regions_are_named(office: Office, siti: Someone, dewi: Someone) -> None:
    await ready(siti)
    codes = [f"35{number:02}" for number in range(1, 10)] + [BATU]
    async with office.db.write() as session:
        await session.execute(update(Person).where(Person.region_code.is_(None)).values(region_code="3501"))
        await session.execute(update(Broadcast).values(audience={"regions": codes}))
    await siti.taps("Minta persetujuan")
    assert siti.toasts == ["Siaran ini sudah diubah. Periksa lagi, ya."]
    await siti.taps("Minta persetujuan")
    await dewi.taps("Periksa")
    assert "lagi" not in dewi.sees.splitlines()[2]
    assert dewi.sees.count("Kab. ") == 9


async def test_a_photo_is_shown_above_the_decision(office: Office, siti: Someone, dewi: Someone) -> None:
    await siti.says("/siar")
    await siti.sends_photo()
    await siti.taps("Semua (")
    await siti.taps("Minta persetujuan")
    await dewi.taps("Periksa")
    assert dewi.screen[-2].message.photos
    assert "Setujui" in dewi.last.labels


# What an earlier version asked for


async def test_what_an_earlier_version_asked_for_is_asked_again_once(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    await asks_for_approval(siti)
    async with office.db.write() as session:
        await session.execute(update(Broadcast).values(seal=None, counted=None))
    await office.passes(seconds=1)
    await office.passes(seconds=1)
    assert [b.text for b in dewi.screen if "diperiksa sekali lagi" in b.text] == [
        f"Mohon siaran {TEXT} diperiksa sekali lagi, Kak. Sekarang semua bahasa dan pilihannya ikut ditampilkan, jadi "
        "persetujuan yang lama tidak berlaku."
    ]
    assert "Sekarang siarannya menunggu persetujuan penyelenggara lain." in siti.last.text
    await agrees(dewi)
    assert office.people["ahmad"].last.text == TEXT


async def test_what_was_agreed_to_in_an_earlier_version_is_asked_again_before_its_time(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    await ready(siti)
    await for_tomorrow(siti)
    await agrees(dewi)
    async with office.db.write() as session:
        await session.execute(update(Broadcast).values(seal=None, counted=None))
    await office.passes(seconds=1)
    assert (await the(office)).status is BroadcastStatus.APPROVAL
    await office.passes(days=1)
    assert office.people["ahmad"].screen == []


# Whose author is gone


async def test_another_organiser_takes_over_what_an_erased_author_asked_for(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    rina = await office.santri("rina", "Rina", role=Role.ORGANISER)
    await asks_for_approval(siti)
    await dewi.taps("Periksa")
    await erases_account(siti)
    assert dewi.last.text == (
        f"Penulis siaran {TEXT} sudah menghapus akunnya sebelum siarannya disetujui. "
        "Siarannya tidak dikirim, kecuali ada penyelenggara yang mengambil alih."
    )
    await dewi.taps("Setujui")
    assert office.people["ahmad"].screen == []
    assert "Penulisnya sudah menghapus akunnya." in dewi.sees
    take, late = dewi.press("Ambil alih"), rina.press("Lihat")
    await office.receive(take)
    assert "Minta persetujuan" in dewi.last.labels
    await office.receive(late)
    assert "Ambil alih" not in rina.last.labels
    await dewi.taps("Minta persetujuan")
    await agrees(rina)
    assert office.people["ahmad"].last.text == TEXT
    row = await the(office)
    assert (row.created_by, row.approved_by) == (5, 6)
    assert (5, "take over broadcast") in [(one.actor_id, one.action) for one in await office.rows(AuditRow)]


async def test_two_take_over_at_once_and_one_has_it(office: Office, siti: Someone, dewi: Someone) -> None:
    rina = await office.santri("rina", "Rina", role=Role.ORGANISER)
    await asks_for_approval(siti)
    await erases_account(siti)
    await dewi.taps("Lihat")
    await rina.taps("Lihat")
    await office.receive(rina.press("Ambil alih"), dewi.press("Ambil alih"))
    assert (await the(office)).created_by == 6
    assert dewi.toasts == ["Tombol ini sudah tidak berlaku."]
    assert (await the(office)).status is BroadcastStatus.DRAFT


async def test_nobody_takes_over_from_an_author_who_is_there(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    await asks_for_approval(siti)
    await office.receive(forged(dewi, "broadcast_waiting.take_over:1"))
    row = await the(office)
    assert (row.created_by, row.status) == (1, BroadcastStatus.APPROVAL)


async def test_texts_can_be_erased_behind_the_back_and_that_is_seen(
    office: Office, siti: Someone, dewi: Someone
) -> None:
    await ready(siti)
    await in_english(siti)
    await siti.taps("Minta persetujuan")
    agree = await agreement(dewi)
    async with office.db.write() as session:
        await session.execute(delete(BroadcastText))
    await office.receive(agree)
    assert (await the(office)).status is BroadcastStatus.APPROVAL
