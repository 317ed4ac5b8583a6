"""A product: registered, seen, changed, shared, put away."""

from __future__ import annotations

from hashlib import sha256

import pytest

from bot.media.images import prepare
from bot.media.storage.base import path_of
from tests.channels.telegram.standin.people import picture
from tests.journeys.office import Office
from tests.journeys.products import CARD, registers, registers_keripik
from tests.support.fakes import until

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_product_with_a_photo_takes_at_most_twelve_messages(office: Office) -> None:
    santri = await office.santri()
    code = await registers_keripik(santri)
    assert santri.said <= 12
    card = santri.screen
    assert (card.kind, card.text) == ("photo", f"Produk Kakak sudah terdaftar.\n\n{CARD}\nKode {code}")
    assert card.buttons == [["Ubah …", "Bagikan"], ["Arsipkan"], ["Kembali"]]


@pytest.mark.parametrize(
    ("field", "now", "answer", "shown"),
    [
        ("Nama", "Keripik Tempe", "Keripik Tempe Bu Nyai", "Keripik Tempe Bu Nyai · unggulan"),
        ("Jenis", "Makanan", "Minuman", "Minuman · PIRT"),
        ("Harga", "Rp15.000", "1,5 jt", "Rp1.500.000 / bungkus"),
        ("Satuan", "bungkus", "toples", "Rp15.000 / toples · 400 toples/bulan"),
        ("Jumlah sebulan", "400", "1.200", "1.200 bungkus/bulan"),
        ("Cerita produk", "Renyah", "Gurih dan pedas.", "Gurih dan pedas."),
        ("Izin", "PIRT 2123514010123-28", "NIB 1234567890123, halal", "NIB 1234567890123, Halal"),
        ("Tautan", "https://instagram.com/keripik", "tokopedia.com/toko", "https://tokopedia.com/toko"),
        ("Unggulan", "Ya", "Tidak", "Keripik Tempe\nRp15.000"),
    ],
)
async def test_every_field_can_be_changed(
    office: Office, field: str, now: str, answer: str, shown: str
) -> None:
    santri = await office.santri()
    await registers_keripik(santri)
    await santri.taps("Ubah …", "Apa yang mau diubah?")
    await santri.taps(field, "Sekarang: ", now)
    await santri.fills((answer, "Sudah benar?"), ("Simpan", "Kode "))
    await santri.says("/produk", "Produk Kakak (1).")
    await santri.taps("Keripik Tempe", shown)


async def test_a_photo_is_kept_outside_of_telegram_as_it_was_checked(office: Office) -> None:
    santri = await office.santri()
    await registers_keripik(santri)
    await santri.taps("Ubah …", "Apa yang mau diubah?")
    await santri.taps("Foto", "Sekarang: 1 foto")
    await santri.phone.sends_photo(content=picture(77))
    await santri.sees("Sekarang: 2 foto")
    kept = office.folder / path_of(sha256(prepare(picture(77))).hexdigest())
    await until(kept.exists)


async def test_photos_are_added_and_taken_away(office: Office) -> None:
    santri = await office.santri()
    await registers_keripik(santri)
    await santri.taps("Ubah …", "Apa yang mau diubah?")
    await santri.taps("Foto", "Sekarang: 1 foto")
    await santri.sends_photo("Sekarang: 2 foto")
    await santri.taps("Selesai", "Sudah benar?")
    await santri.taps("Simpan", "Kode ")
    await santri.taps("Foto lain (1)", "Foto 2 dari 2")
    await santri.taps("Berikutnya ›", "Foto 1 dari 2")
    await santri.taps("Kembali", "Kode ")
    await santri.taps("Ubah …", "Apa yang mau diubah?")
    await santri.taps("Foto", "Sekarang: 2 foto")
    await santri.taps("Hapus fotonya", "Kirim foto produknya")
    await santri.taps("Lewati", "Sudah benar?")
    card = await santri.taps("Simpan", "Kode ")
    assert card.kind == "text"


async def test_a_card_is_changed_in_place(office: Office) -> None:
    santri = await office.santri()
    await registers_keripik(santri)
    card = santri.screen
    shared = await santri.taps("Bagikan", "Dari Pesantren Sidogiri, Kab. Pasuruan")
    back = await santri.taps("Kembali", "Kode ")
    assert card is shared is back


async def test_a_product_is_put_away_and_brought_back(office: Office) -> None:
    santri = await office.santri()
    await registers(santri, "Kopi Lereng")
    await santri.taps("Arsipkan", "Arsipkan Kopi Lereng?", "bisa dikembalikan")
    await santri.taps("Jangan", "Kopi Lereng · unggulan")
    await santri.taps("Arsipkan", "Arsipkan Kopi Lereng?")
    await santri.taps("Ya, arsipkan", "Kopi Lereng sudah diarsipkan.")
    gone = await santri.taps("Produk saya", "Mari daftarkan yang pertama.")
    assert gone.buttons == [["Daftarkan produk", "Menu"]]
    await registers(santri, "Teh Rosella")
    await santri.taps("Arsipkan", "Arsipkan Teh Rosella?")
    await santri.taps("Ya, arsipkan", "Teh Rosella sudah diarsipkan.")
    await santri.taps("Kembalikan", "Produknya sudah tampil lagi.", "Teh Rosella")
    await santri.says("/produk", "Produk Kakak (1).")


async def test_a_link_leads_a_stranger_to_the_product(office: Office) -> None:
    santri, stranger = await office.santri(), office.newcomer("Hasan Anwar")
    code = await registers_keripik(santri)
    shared = await santri.taps("Bagikan", f"https://t.me/santri_uji_bot?start=p-{code}")
    payload = shared.text.rpartition("start=")[2]
    await stranger.says(f"/start {payload}", "Assalamu'alaikum")
    await stranger.taps("Setuju, lanjut", "Siapa nama Kakak?")
    await stranger.taps("Pakai", "Dari pesantren mana?")
    await stranger.taps("Lewati", "sebagai apa?")
    await stranger.taps("Santri", "Nomor HP")
    await stranger.says("Lewati", "Sudah benar?")
    card = await stranger.taps("Simpan", "Keripik Tempe · unggulan", "Dari Pesantren Sidogiri")
    assert (card.kind, card.buttons) == ("photo", [["Menu"]])
    await santri.says(f"/start {payload}", "Keripik Tempe · unggulan")
    assert "Ubah …" in santri.phone.buttons


async def test_a_link_to_nothing(office: Office) -> None:
    santri = await office.santri()
    await santri.says("/start p-ZZZZZZ", "Produk dengan kode itu tidak ada lagi, Kak.")
    await santri.says("/start entah-ke-mana", "Ada yang bisa saya bantu?")


async def test_two_products_cannot_have_one_name(office: Office) -> None:
    santri = await office.santri()
    await registers(santri, "Kopi Lereng")
    await santri.says("/produk", "Produk Kakak (1).")
    await santri.taps("Daftarkan produk", "1/10 Apa nama produknya?")
    answers = (("kopi lereng", "2/10"), ("Minuman", "3/10"), ("20rb/pak", "5/10"), ("Lewati", "6/10"))
    await santri.fills(*answers, ("Lewati", "7/10"), ("Lewati", "8/10"), ("Belum ada", "9/10"))
    await santri.fills(("Lewati", "10/10 Apakah ini produk unggulan Kakak?"), ("Tidak", "Sudah benar?"))
    await santri.taps("Simpan", "Kakak sudah punya kopi lereng.")
    await santri.taps("Ubah …", "Apa yang mau diubah?")
    await santri.taps("Nama", "Apa nama produknya?")
    await santri.fills(("Kopi Malang", "Sudah benar?"), ("Simpan", "Kopi Malang"))
    await santri.says("/produk", "Produk Kakak (2).")
