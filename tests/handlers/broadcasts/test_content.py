"""What belongs to a broadcast besides its text: other languages, answers, a card, a topic."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from bot.i18n.messages import LANGUAGES
from models import products
from models.broadcasts import content
from models.broadcasts.tables import Broadcast, BroadcastAnswer
from models.media import Media
from models.people import Person
from models.topics import Topic, TopicOptOut
from tests.handlers.office import TEXT, Office, forged, ready
from tests.models import village
from tests.support.client import Someone

# Other languages


async def reads(office: Office, name: str, language: str) -> None:
    async with office.db.write() as session:
        await session.execute(update(Person).where(Person.name == name).values(language=language))


async def in_english(siti: Someone, words: str = "Open until Friday.") -> None:
    """From the preview and back to it."""
    await siti.taps("Pilihan lain …")
    await siti.taps("Bahasa lain …")
    await siti.taps("English")
    await siti.says(words)


async def test_each_gets_the_text_in_their_language(office: Office, siti: Someone) -> None:
    await reads(office, "Ahmad", "en")
    await reads(office, "Budi", "jv")
    await ready(siti)
    await in_english(siti)
    assert "Beginilah yang akan diterima 4 orang" in siti.sees
    assert "Juga dalam: English" in siti.sees
    await siti.taps("Kirim sekarang")
    said = {name: office.people[name].last.text for name in ("ahmad", "budi", "citra")}
    assert said == {"ahmad": "Open until Friday.", "budi": TEXT, "citra": TEXT}


async def test_a_text_in_another_language_is_replaced_and_taken_away(office: Office, siti: Someone) -> None:
    await ready(siti)
    await in_english(siti)
    await siti.taps("Pilihan lain …")
    await siti.taps("Bahasa lain …")
    await siti.taps("✓ English")
    assert "Open until Friday." in siti.sees
    await siti.taps("Ganti")
    await siti.says("Open until Saturday.")
    async with office.db.read() as session:
        assert await content.texts(session, 1) == {"en": "Open until Saturday."}
    await siti.taps("Pilihan lain …")
    await siti.taps("Bahasa lain …")
    await siti.taps("✓ English")
    await siti.taps("Hapus")
    assert siti.last.labels == [*[name for key, name in LANGUAGES.items() if key != "id"], "Kembali"]
    await siti.taps("Kembali")
    assert "Juga dalam" not in siti.sees


async def test_a_new_text_reminds_of_the_other_languages(office: Office, siti: Someone) -> None:
    await ready(siti)
    await in_english(siti)
    await siti.taps("Ubah isi")
    await siti.says("Diundur.")
    assert siti.sees.startswith("Teks dalam bahasa lain masih yang lama.")


async def test_an_old_button_does_not_send_another_translation(office: Office, siti: Someone) -> None:
    await ready(siti)
    send = siti.press("Kirim sekarang")
    await in_english(siti)
    await office.receive(send)
    assert siti.toasts == ["Siaran ini sudah diubah. Periksa lagi, ya."]
    assert office.people["ahmad"].screen == []


async def test_in_another_language_only_a_text_is_taken(office: Office, siti: Someone) -> None:
    await ready(siti)
    await siti.taps("Pilihan lain …")
    await siti.taps("Bahasa lain …")
    await siti.taps("English")
    await siti.sends_photo()
    assert siti.sees.startswith("Kirim teksnya saja")
    await siti.taps("Batal")
    await siti.taps("Kembali")
    assert "bahasa lain" in siti.sees


# Answers


async def with_answers(siti: Someone, labels: str = "Ikut, Tidak") -> None:
    await ready(siti)
    await siti.taps("Pilihan lain …")
    await siti.taps("Tombol jawaban …")
    await siti.says(labels)


async def counted(office: Office) -> dict[int, int]:
    """Person → the position of their answer."""
    return {row.person_id: row.choice for row in await office.rows(BroadcastAnswer)}


async def test_answers_are_counted_once_a_person(office: Office, siti: Someone) -> None:
    await with_answers(siti)
    assert "Tombol jawaban: Ikut · Tidak" in siti.sees
    await siti.taps("Kirim sekarang")
    ahmad, budi = office.people["ahmad"], office.people["budi"]
    assert ahmad.last.labels == ["Ikut", "Tidak", "Atur langganan"]
    await ahmad.taps("Ikut")
    await office.receive(ahmad.press("✓ Ikut"), ahmad.press("✓ Ikut"))
    await budi.taps("Ikut")
    await budi.taps("Tidak")
    assert budi.toasts == ["Jawaban Kakak: Ikut", "Jawaban Kakak: Tidak"]
    assert (budi.last.text, budi.last.labels) == (TEXT, ["Ikut", "✓ Tidak", "Atur langganan"])
    assert (len(ahmad.screen), len(budi.screen)) == (1, 1)
    assert await counted(office) == {2: 0, 3: 1}
    await siti.says("/siaran")
    await siti.taps("1")
    await siti.taps("Rincian")
    assert "Jawaban: Ikut 1 · Tidak 1" in siti.sees


async def test_who_did_not_get_it_cannot_answer(office: Office, siti: Someone) -> None:
    await with_answers(siti)
    await siti.taps("Kirim sekarang")
    late = await office.santri("late", "Dewi")
    await late.says("/bantuan")
    await office.receive(forged(late, "broadcast_message.answer:1:0"))
    assert late.toasts == ["Tombol ini sudah tidak berlaku."]
    assert await counted(office) == {}


async def test_who_was_still_to_get_it_when_it_was_called_off_cannot_answer(
    office: Office, siti: Someone
) -> None:
    await with_answers(siti)
    office.through = 0
    await siti.taps("Kirim sekarang")
    await office.lets_through(2)
    await siti.taps("Batalkan")
    ahmad, citra = office.people["ahmad"], office.people["citra"]
    await citra.says("/bantuan")
    await office.receive(ahmad.press("Ikut"), forged(citra, "broadcast_message.answer:1:0"))
    assert citra.toasts == ["Tombol ini sudah tidak berlaku."]
    assert await counted(office) == {2: 0}


@pytest.mark.parametrize("data", ["1:2", "1:-1", "99:0", "1", "x:0"])
async def test_an_answer_that_was_not_offered_is_none(office: Office, siti: Someone, data: str) -> None:
    await with_answers(siti)
    await siti.taps("Kirim sekarang")
    ahmad = office.people["ahmad"]
    await office.receive(forged(ahmad, f"broadcast_message.answer:{data}"))
    assert ahmad.toasts == ["Tombol ini sudah tidak berlaku."]
    assert await counted(office) == {}


async def test_a_trial_has_the_buttons_and_counts_nothing(office: Office, siti: Someone) -> None:
    await with_answers(siti)
    await siti.taps("Coba ke saya dulu")
    assert siti.last.labels == ["Ikut", "Tidak", "Atur langganan"]
    await siti.taps("Ikut")
    assert siti.toasts[-1] == "Ini hanya percobaan, jadi jawabannya tidak dihitung."
    assert await counted(office) == {}


async def test_under_a_photo_the_answer_is_counted_too(office: Office, siti: Someone) -> None:
    await siti.says("/siar")
    await office.receive(siti.incoming(text="Poster", picture={"ref": "poster"}))
    await siti.taps("Semua (")
    await siti.taps("Pilihan lain …")
    await siti.taps("Tombol jawaban …")
    await siti.says("Ikut\nTidak")
    await siti.taps("Kirim sekarang")
    ahmad = office.people["ahmad"]
    await ahmad.taps("Tidak")
    assert ahmad.toasts == ["Jawaban Kakak: Tidak"]
    assert (len(ahmad.screen), await counted(office)) == (1, {2: 1})


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (" , ,", "Tulis jawabannya dengan koma, misalnya: Ikut, Tidak."),
        ("a, b, c, d, e", "Paling banyak 4 jawaban"),
        ("x" * 25, "terlalu panjang. Paling banyak 24 huruf."),
    ],
)
async def test_what_cannot_be_a_row_of_answers(
    office: Office, siti: Someone, typed: str, complaint: str
) -> None:
    await with_answers(siti, typed)
    assert complaint in siti.sees
    await siti.says("Ikut, ikut saja, Ikut")
    assert "Tombol jawaban: Ikut · ikut saja" in siti.sees


async def test_the_answers_can_be_taken_away_again(office: Office, siti: Someone) -> None:
    await with_answers(siti)
    await siti.taps("Pilihan lain …")
    await siti.taps("Tombol jawaban …")
    await siti.taps("Hapus")
    await siti.taps("Kirim sekarang")
    assert office.people["ahmad"].last.labels == ["Atur langganan"]


# Cards


async def a_product(office: Office, owner: int) -> None:
    fields: dict[str, Any] = {"name": "Keripik", "category": "makanan", "price": 15_000, "unit": "bungkus"}
    async with office.db.write() as session:
        person = await session.get_one(Person, owner)
        await products.register(session, owner=person, now=office.now, **fields)


async def test_a_card_opens_below_the_broadcast(office: Office, siti: Someone) -> None:
    async with office.db.write() as session:
        await village.event(session)
    await a_product(office, 1)
    await a_product(office, 2)
    await ready(siti)
    await siti.taps("Pilihan lain …")
    await siti.taps("Kartu acara atau produk …")
    assert siti.last.labels == ["Temu Bisnis", "Keripik", "Kembali"]
    await siti.taps("Temu Bisnis")
    assert "Kartu: Temu Bisnis" in siti.sees
    await siti.taps("Kirim sekarang")
    ahmad = office.people["ahmad"]
    assert ahmad.last.labels == ["Lihat acara", "Atur langganan"]
    await ahmad.taps("Lihat acara")
    assert [bubble.text[:11] for bubble in ahmad.screen] == [TEXT[:11], "Temu Bisnis"]
    assert "Hadir" in ahmad.last.labels


async def test_a_product_is_shown_as_everybody_sees_it(office: Office, siti: Someone) -> None:
    await a_product(office, 1)
    await ready(siti)
    await siti.taps("Pilihan lain …")
    await siti.taps("Kartu acara atau produk …")
    await siti.taps("Keripik")
    await siti.taps("Kirim sekarang")
    ahmad = office.people["ahmad"]
    await ahmad.taps("Lihat produk")
    assert ahmad.sees.startswith("Keripik\nRp15.000 / bungkus")
    async with office.db.write() as session:
        [product] = await session.scalars(select(products.Product))
        await products.archive(session, product, office.now)
    await ahmad.taps("Lihat produk")
    assert ahmad.sees.startswith("Maaf, itu sudah tidak ada lagi")


async def test_only_own_products_can_be_linked(office: Office, siti: Someone) -> None:
    await a_product(office, 2)
    await ready(siti)
    await siti.taps("Pilihan lain …")
    await siti.taps("Kartu acara atau produk …")
    assert "Belum ada acara yang akan datang" in siti.sees
    for data in ("1:product:1", "1:event:1", "1:x:1"):
        await office.receive(forged(siti, f"broadcast_cards.pick:{data}"))
    assert siti.toasts == ["Tombol ini sudah tidak berlaku."] * 3
    assert [row.card for row in await office.rows(Broadcast)] == [None]


async def test_a_card_can_be_taken_away_again(office: Office, siti: Someone) -> None:
    await a_product(office, 1)
    await ready(siti)
    for label in ("Pilihan lain …", "Kartu acara atau produk …", "Keripik"):
        await siti.taps(label)
    for label in ("Pilihan lain …", "Kartu acara atau produk …", "Tanpa kartu"):
        await siti.taps(label)
    assert "Kartu:" not in siti.sees


async def test_the_card_of_a_draft_is_nobody_elses(office: Office, siti: Someone) -> None:
    await a_product(office, 1)
    await ready(siti)
    for label in ("Pilihan lain …", "Kartu acara atau produk …", "Keripik"):
        await siti.taps(label)
    ahmad = office.people["ahmad"]
    await ahmad.says("/bantuan")
    await office.receive(forged(ahmad, "broadcast_card.open_:1"))
    assert ahmad.toasts == ["Tombol ini sudah tidak berlaku."]


# Topics


async def test_who_switched_a_topic_off_gets_nothing_about_it(office: Office, siti: Someone) -> None:
    async with office.db.write() as session:
        session.add(TopicOptOut(person_id=2, topic=Topic.MARKET))
    await ready(siti)
    await siti.taps("Topik: Pengumuman")
    await siti.taps("Pasar")
    assert "akan diterima 3 orang (1 orang lain berhenti berlangganan):" in siti.sees
    assert "Topik: Pasar" in siti.last.labels
    await siti.taps("Kirim sekarang")
    assert office.people["ahmad"].screen == []
    assert office.people["budi"].last.text == TEXT


async def test_a_file_whose_name_is_turned_around_is_called_as_it_is(office: Office, siti: Someone) -> None:
    await siti.says("/siar")
    await siti.sends_file("undangan\u202efdp.exe\r\n")
    assert [row.name for row in await office.rows(Media)] == ["undanganfdp.exe"]
