"""Filling in a form: what a person does, and what they see. Each test runs on every database, and the program is
started anew between every two messages.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.dialog.forms.field_types import field_type_of
from models.drafts import DraftRow
from models.media import Media
from models.people import Person, Role
from tests.support import shop
from tests.support.client import Someone, Town
from tests.support.shop import Help, Kind

SKIP_REST = ["Lewati"] * 10
"""Every question after the unit may be left out."""


@pytest.fixture(autouse=True)
def nothing_sold() -> None:
    shop.sold.clear()


@pytest.fixture
async def santri(market: Town) -> Someone:
    return await market.santri()


async def test_one_question_at_a_time_and_a_summary_at_the_end(santri: Someone) -> None:
    await santri.says("/jual")
    assert santri.sees.startswith("1/14 Namanya?")
    await santri.fills("Keripik Tempe", "Makanan", "Ya")
    assert santri.sees.startswith("4/15 Harganya? (mis. 15rb)")
    await santri.says("15rb")
    assert santri.sees.startswith("Rp15.000. 5/15 Satuannya?")
    await santri.fills("bungkus", "400", *["Lewati"] * 9)
    assert (
        santri.last.text
        == "Jualan\nNama: Keripik Tempe\nJenis: Makanan\nPedas: Ya\nHarga: Rp15.000\nSatuan: bungkus\n"
        "Sebulan: 400\n\nSudah benar?"
    )
    await santri.taps("Simpan")
    assert santri.last.text == "Tersimpan: Keripik Tempe"
    assert shop.sold[0].price == 15000
    assert await santri.town.rows(DraftRow) == []


async def test_every_kind_of_answer(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Sirup", "minum", "Rp 20.000,-/botol", "1.000", "Manis.\n\nSegar.")
    await santri.sends_photo("p1")
    await santri.taps("Selesai")
    await santri.taps("Modal")
    await santri.taps("Pasar")
    await santri.taps("Selesai")
    await santri.says("besok jam 9")
    assert santri.sees.startswith("Rabu, 25 November 2026 · 09.00 WIB.")
    await santri.shares_contact("6281234567890")
    await santri.says("@sirup.segar")
    await santri.shares_place(-7.25, 112.75, "Pasar Turi")
    await santri.says("jem")
    await santri.taps("Jember")
    await santri.says("xyz")
    await santri.taps("Tidak ada")
    await santri.taps("Simpan")
    sale = shop.sold[0]
    assert (sale.kind, sale.price, sale.unit, sale.capacity) == (Kind.DRINK, 20_000, "botol", 1000)
    assert sale.story == "Manis.\n\nSegar."
    assert sale.wants == [Help.CAPITAL, Help.MARKET]
    assert sale.opens == datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
    assert sale.phone == "+6281234567890"
    assert sale.link == "https://instagram.com/sirup.segar"
    assert sale.where and (sale.where.name, sale.where.latitude) == ("Pasar Turi", -7.25)
    assert (sale.town, sale.maker) == ("jbr", 0)
    [photo] = await santri.town.rows(Media)
    assert sale.photos == [photo.id]
    [person] = await santri.town.rows(Person)
    assert photo.owner_id == person.id


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x", "Terlalu pendek. Tulis paling sedikit 3 huruf, ya."),
        ("x" * 5000, "Terlalu panjang. Tulis paling banyak 20 huruf, ya."),
        ("     ", "Terlalu pendek. Tulis paling sedikit 3 huruf, ya."),
    ],
)
async def test_a_bad_answer_gets_one_sentence_and_what_was_answered_stays(
    santri: Someone, typed: str, sentence: str
) -> None:
    await santri.says("/jual")
    await santri.says(typed)
    assert santri.last.text == sentence
    assert "Batal" in santri.last.labels
    await santri.says("Keripik")
    assert "Jenisnya?" in santri.sees


@pytest.mark.parametrize("typed", ["abc", "-5", "1000000000000000", "lima belas", "0"])
async def test_a_price_that_is_no_price(santri: Someone, typed: str) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", typed)
    assert "Harganya" not in santri.last.text
    await santri.says("15rb")
    assert santri.sees.startswith("Rp15.000.")


async def test_a_rule_between_answers_is_a_sentence_too(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "2 juta")
    assert santri.last.text == "Itu terlalu mahal untuk pasar ini."


@pytest.mark.parametrize("name", ["<b>tebal</b>", "_*[x]", "A & B", "🌶️🌶️🌶️", "كريبيك تيمبي"])
async def test_what_people_type_is_shown_as_they_typed_it(santri: Someone, name: str) -> None:
    await santri.says("/jual")
    await santri.fills(name, "Minuman", "15rb/botol", *SKIP_REST)
    assert f"Nama: {name}" in santri.last.text
    assert "<b>tebal" not in santri.last.message.html


async def test_back_shows_the_answer_and_keeps_it_until_another_is_given(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman")
    await santri.taps("Kembali")
    assert "Sekarang: Minuman" in santri.last.text
    await santri.taps("Kembali")
    assert "Sekarang: Keripik" in santri.last.text
    assert "Kembali" not in santri.last.labels
    await santri.taps("Tetap")
    assert "Harganya?" in santri.sees


async def test_the_words_of_the_buttons_may_be_typed(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol")
    await santri.says("lewati")
    assert "Ceritakan." in santri.sees
    await santri.says("KEMBALI")
    assert "Sebulan berapa?" in santri.sees
    await santri.says("batal")
    assert "dibatalkan" in santri.sees


async def test_a_mandatory_question_cannot_be_left_out(santri: Someone) -> None:
    await santri.says("/jual")
    assert "Lewati" not in santri.last.labels


async def test_one_answer_is_changed_from_the_summary(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol", *SKIP_REST)
    await santri.taps("Ubah …")
    await santri.taps("Harga")
    assert "Sekarang: Rp15.000" in santri.last.text
    await santri.says("20rb")
    assert "Harga: Rp20.000" in santri.last.text
    assert "Sudah benar?" in santri.last.text


async def test_going_back_from_a_change_changes_nothing(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol", *SKIP_REST)
    await santri.fills("Ubah …", "Nama", "Kembali")
    assert "Nama: Keripik" in santri.last.text


async def test_a_changed_answer_may_bring_a_new_question(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol", *SKIP_REST)
    await santri.fills("Ubah …", "Jenis", "Makanan")
    assert "Pedas?" in santri.sees
    await santri.taps("Tidak")
    assert "Pedas: Tidak" in santri.last.text


async def test_what_exists_is_changed_by_the_same_form(santri: Someone) -> None:
    await santri.says("/ubah")
    assert santri.last.text == "Apa yang mau diubah?"
    await santri.taps("Nama")
    await santri.says("Kopi")
    while "Simpan" not in santri.last.labels:
        await santri.taps("Lewati")
    await santri.taps("Simpan")
    assert (shop.sold[0].target, shop.sold[0].name, shop.sold[0].price) == ("1", "Kopi", 5000)


async def test_saving_twice_saves_once(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol", *SKIP_REST)
    summary = santri.last
    first, second = santri.press("Simpan", summary), santri.press("Simpan", summary)
    await santri.town.receive(first, second)
    assert len(shop.sold) == 1
    assert santri.toasts == ["Isian ini sudah selesai atau dibatalkan."]


async def test_a_choice_pressed_twice_answers_once(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.says("Keripik")
    question = santri.last
    await santri.town.receive(santri.press("Minuman", question), santri.press("Minuman", question))
    assert "Harganya?" in santri.sees
    assert santri.toasts == ["Itu tombol yang tadi. Kita lanjut dari sini, ya."]


async def test_a_button_of_an_earlier_question_shows_the_present_one(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.says("Keripik")
    old = santri.last
    await santri.says("Makanan")
    await santri.taps("Minuman", on=old)
    assert "Pedas?" in santri.sees


async def test_saving_that_is_refused_says_why_and_keeps_the_answers(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Gagal", "Minuman", "15rb/botol", *SKIP_REST, "Simpan")
    assert santri.last.text.startswith("Nama itu tidak boleh, Kak.")
    assert "Nama: Gagal" in santri.last.text
    assert shop.sold == []


async def test_a_form_that_was_left_for_hours_is_offered_again(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman")
    await santri.town.passes(hours=5)
    await santri.says("halo")
    assert santri.last.text == "Kakak sedang mengisi Jualan (3 dari 14). Lanjutkan?"
    await santri.taps("Lanjutkan")
    assert "Harganya?" in santri.sees
    await santri.says("15rb")
    assert "Satuannya?" in santri.sees


async def test_another_command_leaves_the_form_for_later(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.says("Keripik")
    await santri.says("/menu")
    assert santri.last.text == "Layar pertama."
    await santri.says("halo")
    assert "Lanjutkan?" in santri.sees
    await santri.taps("Mulai dari awal")
    assert santri.sees.startswith("1/14 Namanya?")


async def test_opening_the_form_again_offers_to_go_on(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.says("Keripik")
    await santri.says("/jual")
    assert "Lanjutkan?" in santri.sees
    await santri.taps("Batalkan")
    assert santri.last.text == "Baik, Jualan dibatalkan."
    assert await santri.town.rows(DraftRow) == []


async def test_cancel_wins_over_the_form(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.says("/batal")
    assert santri.last.text == "Baik, Jualan dibatalkan."
    await santri.says("/batal")
    assert santri.last.text == "Tidak ada yang sedang diisi."


async def test_an_edited_message_is_no_new_answer(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.says("Keripik")
    await santri.says("Kerupuk", edited=True)
    assert santri.last.text.startswith("Pesan yang diubah tidak saya baca lagi.")
    assert "Jenisnya?" in santri.last.text


async def test_an_album_of_ten_keeps_four_and_is_answered_once(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol", "Lewati", "Lewati")
    before = len(santri.screen)
    await santri.sends_album(10)
    assert len(santri.screen) == before + 1
    assert santri.last.text.startswith("Cukup 4 foto; yang lain tidak saya simpan.")
    assert "Perlu apa?" in santri.last.text
    [draft] = await santri.town.rows(DraftRow)
    assert len(draft.answers["photos"]) == 4


async def test_a_small_album_leaves_room_for_more(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol", "Lewati", "Lewati")
    await santri.sends_album(2)
    assert "Sekarang: 2 foto" in santri.last.text
    await santri.sends_photo("p3")
    await santri.sends_photo("p4")
    assert "Perlu apa?" in santri.last.text


async def test_a_file_where_a_photo_is_asked(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol", "Lewati", "Lewati")
    await santri.sends_file("foto.png", size=25_000_000, mime="image/png")
    assert santri.last.text.startswith("Itu berkas. Kirim sebagai foto, ya, Kak")
    await santri.says("nanti")
    assert santri.last.text == "Kirim fotonya lewat tombol lampiran, ya, Kak."


async def test_a_photo_where_words_are_asked(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.sends_photo()
    assert santri.last.text == "Jawab dengan tulisan, ya, Kak."


async def test_somebody_elses_contact_is_refused(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol", *["Lewati"] * 5)
    assert "Nomor HP?" in santri.sees
    await santri.shares_contact("6281234567890", own=False)
    assert santri.last.text == "Itu kontak orang lain. Bagikan nomor Kakak sendiri, ya."


async def test_more_choices_than_allowed(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol", *["Lewati"] * 3)
    await santri.taps("Pelatihan")
    await santri.taps("Modal")
    await santri.taps("Pasar")
    assert santri.last.text == "Pilih paling banyak 2, ya, Kak."
    await santri.taps("✓ Modal")
    assert "✓ Modal" not in santri.last.labels
    await santri.says("modal, pasar")
    assert santri.last.labels[:3] == ["Pelatihan", "✓ Modal", "✓ Pasar"]


async def test_nothing_that_is_looked_for_exists(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol", *["Lewati"] * 8)
    await santri.says("Atlantis")
    assert santri.last.text == 'Saya belum menemukan "Atlantis". Coba ketik beberapa huruf saja.'


async def test_a_forged_choice_is_refused(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.says("Keripik")
    press = santri.press("Makanan")
    assert press.press
    forged = press.model_copy(
        update={
            "press": press.press.model_copy(update={"data": press.press.data.replace("makanan", "racun")})
        }
    )
    await santri.town.receive(forged)
    assert santri.last.text == "Pilihan itu sudah tidak ada. Pilih salah satu tombol, ya."


async def test_somebody_elses_draft_cannot_be_pressed(market: Town, santri: Someone) -> None:
    other = await market.santri("2", "Siti")
    await santri.says("/jual")
    await santri.says("Keripik")
    press = santri.press("Makanan")
    await market.receive(press.model_copy(update={"chat": "2"}))
    assert other.toasts == ["Isian ini sudah selesai atau dibatalkan."]
    assert "Jenisnya?" in santri.sees


async def test_a_role_that_was_lost_ends_the_form(market: Town) -> None:
    organiser = await market.santri(role=Role.ORGANISER)
    await organiser.says("/rahasia")
    async with market.db.write() as session:
        (await session.get_one(Person, 1)).role = Role.MEMBER
    await organiser.says("sesam")
    assert "dibatalkan" in organiser.sees
    assert await market.rows(DraftRow) == []


async def test_saving_may_lead_on_to_something_else(santri: Someone) -> None:
    await santri.says("/jual lalu")
    await santri.fills("Keripik", "Minuman", "15rb/botol", *SKIP_REST, "Simpan")
    assert santri.last.text == "Hitungan 7."


async def test_an_answer_that_a_new_release_no_longer_takes_is_asked_again(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol", *SKIP_REST)
    async with santri.town.db.write() as session:
        draft = (await santri.town.rows(DraftRow))[0]
        (await session.get_one(DraftRow, draft.id)).answers = draft.answers | {"kind": "mainan"}
    await santri.taps("Simpan")
    assert santri.last.text == "Ada yang perlu dijawab lagi. 2/2 Jenisnya?"
    await santri.fills("Minuman", "Simpan")
    assert len(shop.sold) == 1


async def test_a_question_of_a_new_release_is_asked_in_an_old_draft(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol", *SKIP_REST)
    async with santri.town.db.write() as session:
        draft = (await santri.town.rows(DraftRow))[0]
        answers = {name: value for name, value in draft.answers.items() if name != "unit"}
        (await session.get_one(DraftRow, draft.id)).answers = answers
    await santri.taps("Simpan")
    assert "Satuannya?" in santri.sees
    await santri.fills("botol", "Simpan")
    assert shop.sold[0].unit == "botol"


async def test_yes_at_the_summary_saves(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol", *SKIP_REST)
    await santri.says("hmm")
    assert "Sudah benar?" in santri.last.text
    await santri.says("ya")
    assert len(shop.sold) == 1


async def test_the_buttons_of_the_summary_may_be_typed(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol", *SKIP_REST)
    await santri.says("ubah")
    assert santri.last.text == "Apa yang mau diubah?"
    await santri.says("harga")
    await santri.says("20rb")
    assert "Harga: Rp20.000" in santri.last.text
    await santri.says("simpan")
    assert shop.sold[0].price == 20_000


async def test_a_form_is_given_up_at_the_summary_by_typing(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "Minuman", "15rb/botol", *SKIP_REST)
    await santri.says("batal")
    assert santri.last.text == "Baik, Jualan dibatalkan."


@pytest.mark.parametrize("typed", ["ya", "lanjutkan"])
async def test_the_offer_to_go_on_may_be_taken_by_typing(santri: Someone, typed: str) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "/menu", "halo")
    assert "Lanjutkan?" in santri.sees
    await santri.says(typed)
    assert santri.sees.startswith("2/14 Jenisnya?")


async def test_the_offer_to_go_on_may_be_refused_by_typing(santri: Someone) -> None:
    await santri.says("/jual")
    await santri.fills("Keripik", "/menu", "halo", "batalkan")
    assert santri.last.text == "Baik, Jualan dibatalkan."


def test_a_type_that_no_question_answers_is_told_at_once() -> None:
    with pytest.raises(TypeError, match="no field type"):
        field_type_of(dict[str, int])
