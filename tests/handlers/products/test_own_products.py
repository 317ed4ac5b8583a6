"""Registering a product, seeing it, changing it, sharing it, putting it away."""

from __future__ import annotations

import pytest

from bot.messages.incoming import ButtonPress
from models.people import Person
from models.pesantren import Pesantren
from models.products import Category, Product, register
from tests.support.client import Bubble, Someone, Town

UNTIL_THE_PHOTO = ("Makanan", "15rb", "bungkus", "400", "Renyah, dari kedelai lokal.")


async def registers(santri: Someone, name: str = "Keripik Tempe") -> Bubble:
    """A product with one photo and a permit, up to its card."""
    await santri.says("/produk")
    if "Daftarkan produk" in santri.last.labels:
        await santri.taps("Daftarkan produk")
    await santri.fills(name, *UNTIL_THE_PHOTO)
    await santri.sends_photo(name)
    await santri.fills("Selesai", "PIRT 2123514010123-28", "Lewati")
    if "Ya" in santri.last.labels:
        await santri.taps("Tidak")
    return await santri.taps("Simpan")


async def presses(santri: Someone, data: str) -> Bubble:
    """A button that the bot never showed to this person."""
    await santri.town.receive(santri.incoming(press=ButtonPress(data=data, ref="0", id="forged")))
    return santri.last


async def stock(town: Town, count: int) -> None:
    """The first person's products, as many as `count`."""
    async with town.db.write() as session:
        owner = await session.get_one(Person, 1)
        for number in range(count):
            await register(
                session,
                owner=owner,
                now=town.now,
                name=f"Produk {number + 1}",
                category=Category.MAKANAN,
                price=1000,
                unit="pcs",
            )


async def only_product(town: Town) -> Product:
    [product] = await town.rows(Product)
    assert isinstance(product, Product)
    return product


async def test_a_product_takes_at_most_twelve_messages(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/produk")
    assert santri.last.text == "1/9 Apa nama produknya?"
    await santri.fills("Keripik Tempe", *UNTIL_THE_PHOTO)
    await santri.sends_photo()
    await santri.fills("Selesai", "PIRT 2123514010123-28", "@keripik")
    preview, photos = santri.last.text, santri.last.message.photos
    await santri.taps("Simpan")
    assert santri.said <= 12
    card = (
        "Keripik Tempe · unggulan\n"
        "Rp15.000 / bungkus · 400 bungkus/bulan\n"
        "Makanan · PIRT 2123514010123-28\n"
        "Renyah, dari kedelai lokal.\n"
        "https://instagram.com/keripik"
    )
    code = (await only_product(town)).code
    assert preview == f"{card}\n\nSudah benar?"
    assert santri.last.text == f"Produk Kakak sudah terdaftar.\n\n{card}\nKode {code}"
    assert santri.last.message.photos == photos != []


async def test_what_may_be_left_out_is_left_out(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/produk")
    await santri.fills(
        "Es Dawet", "Minuman", "5rb", "botol", "Lewati", "Lewati", "Lewati", "Belum ada", "Lewati"
    )
    assert santri.last.text == "Es Dawet · unggulan\nRp5.000 / botol\nMinuman\n\nSudah benar?"
    await santri.taps("Simpan")
    product = await only_product(town)
    assert (product.capacity, product.description, product.link, product.permits) == (None, "", None, [])


async def test_a_price_for_a_unit_answers_both(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/produk")
    await santri.fills("Keripik Tempe", "Makanan", "15rb/toples")
    assert santri.last.text.startswith("Rp15.000. 5/9 Berapa yang bisa dibuat")
    await santri.fills("Lewati", "Lewati", "Lewati", "Belum ada", "Lewati")
    assert "Rp15.000 / toples" in santri.sees


async def test_only_the_first_product_is_a_flagship_unasked(town: Town) -> None:
    santri = await town.santri()
    await registers(santri)
    await santri.says("/produk")
    await santri.taps("Daftarkan produk")
    assert santri.last.text == "1/10 Apa nama produknya?"
    await santri.fills("Kopi", "Minuman", "20rb/pak", "Lewati", "Lewati", "Lewati", "Belum ada", "Lewati")
    assert santri.last.text == "10/10 Apakah ini produk unggulan Kakak?"
    await santri.taps("Tidak")
    await santri.taps("Simpan")
    assert [product.flagship for product in await town.rows(Product)] == [True, False]


@pytest.mark.parametrize("price", ["abc", "-5", "1" + "0" * 15, " ", "gratis", "🍵"])
async def test_a_price_that_is_none_says_what_would_be_right(town: Town, price: str) -> None:
    santri = await town.santri()
    await santri.says("/produk")
    await santri.fills("Keripik Tempe", "Makanan")
    await santri.says(price)
    assert any(
        words in santri.last.text for words in ("misalnya 15rb", "paling banyak", "Jawab dengan tulisan")
    )
    await santri.says("15rb")
    assert santri.last.text.startswith("Rp15.000. 4/9")


async def test_a_name_is_shown_exactly_as_it_was_typed(town: Town) -> None:
    santri = await town.santri()
    await registers(santri, "Kopi <b>Pak & _Kiai_ *[1]")
    assert "<b>Kopi &lt;b&gt;Pak &amp; _Kiai_ *[1]</b>" in santri.last.message.html


async def test_texts_that_are_too_long_are_asked_again(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/produk")
    await santri.says("x" * 5000)
    assert santri.last.text == "Terlalu panjang. Tulis paling banyak 80 huruf, ya."
    await santri.fills("Keripik Tempe", "Makanan", "15rb", "u" * 21)
    assert santri.last.text == "Terlalu panjang. Tulis paling banyak 20 huruf, ya."
    await santri.fills("bungkus", "400", "x" * 501)
    assert santri.last.text == "Terlalu panjang. Tulis paling banyak 500 huruf, ya."


async def test_a_document_is_no_photo_and_of_an_album_four_are_kept(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/produk")
    await santri.fills("Keripik Tempe", *UNTIL_THE_PHOTO)
    await santri.sends_file("brosur.pdf")
    assert "Kirim sebagai foto" in santri.last.text
    await santri.sends_album(10)
    assert "Cukup 4 foto" in santri.last.text
    await santri.fills("Belum ada", "Lewati", "Simpan")
    assert len((await only_product(town)).photos) == 4


async def test_a_business_number_has_13_digits_and_other_numbers_are_only_doubted(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/produk")
    await santri.fills("Keripik Tempe", *UNTIL_THE_PHOTO, "Lewati")
    await santri.says("NIB 123")
    assert santri.last.text.startswith("NIB terdiri dari 13 angka")
    await santri.says("PIRT 12345, halal")
    assert santri.last.text.startswith(
        "PIRT 12345, Halal. Nomor PIRT biasanya 15 angka, yang ini 5. Periksa lagi, ya, Kak. 9/9"
    )
    await santri.fills("Lewati", "Simpan")
    assert (await only_product(town)).permits == [
        {"kind": "pirt", "number": "12345"},
        {"kind": "halal", "number": ""},
    ]


async def test_hours_later_the_draft_is_offered_again(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/produk")
    await santri.fills("Keripik Tempe", "Makanan", "15rb")
    await town.passes(hours=5)
    await santri.says("halo")
    assert santri.last.text == "Kakak sedang mengisi Keripik Tempe (4 dari 9). Lanjutkan?"
    await santri.taps("Lanjutkan")
    assert "4/9 Untuk satuan apa?" in santri.last.text


async def test_pressing_save_twice_makes_one_product(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/produk")
    await santri.fills(
        "Es Dawet", "Minuman", "5rb", "botol", "Lewati", "Lewati", "Lewati", "Belum ada", "Lewati"
    )
    summary = santri.last
    await town.receive(santri.press("Simpan", summary), santri.press("Simpan", summary))
    assert (await only_product(town)).name == "Es Dawet"
    assert santri.last.text.startswith("Produk Kakak sudah terdaftar.")


async def test_the_same_name_again_is_not_taken_until_it_is_another(town: Town) -> None:
    santri = await town.santri()
    await registers(santri)
    await registers(santri, "KERIPIK  tempe")
    assert santri.last.text.startswith("Kakak sudah punya KERIPIK tempe. Beri nama lain lewat Ubah, ya.")
    assert len(await town.rows(Product)) == 1
    await santri.fills("Ubah …", "Nama", "Keripik Tempe Pedas", "Simpan")
    assert len(await town.rows(Product)) == 2


async def test_another_person_may_use_the_same_name(town: Town) -> None:
    await registers(await town.santri("1"))
    siti = await town.santri("2", "Siti")
    await registers(siti)
    assert siti.last.text.startswith("Produk Kakak sudah terdaftar.")


async def test_every_field_can_be_changed_and_the_rest_stays(town: Town) -> None:
    santri = await town.santri()
    await registers(santri)
    await santri.fills("Ubah …", "Harga")
    assert "Sekarang: Rp15.000" in santri.last.text
    await santri.fills("17500", "Simpan")
    assert "Rp17.500 / bungkus · 400 bungkus/bulan" in santri.last.text
    assert santri.last.labels == ["Ubah …", "Bagikan", "Arsipkan", "Kembali"]
    product = await only_product(town)
    assert (product.price, product.name, len(product.photos)) == (17_500, "Keripik Tempe", 1)


async def test_the_photos_of_a_product_can_be_replaced(town: Town) -> None:
    santri = await town.santri()
    await registers(santri)
    before = (await only_product(town)).photos
    await santri.fills("Ubah …", "Foto", "Hapus fotonya")
    await santri.sends_photo("other")
    await santri.fills("Selesai", "Simpan")
    assert len((await only_product(town)).photos) == 1
    assert (await only_product(town)).photos != before


async def test_a_change_that_is_broken_off_changes_nothing(town: Town) -> None:
    santri = await town.santri()
    await registers(santri)
    await santri.fills("Ubah …", "Harga", "99rb", "Batal")
    assert santri.last.text == "Baik, tidak ada yang diubah."
    assert (await only_product(town)).price == 15_000


async def test_what_was_archived_meanwhile_is_not_changed(town: Town) -> None:
    santri = await town.santri()
    card = await registers(santri)
    await santri.fills("Ubah …", "Harga", "99rb")
    summary = santri.last
    await santri.taps("Arsipkan", card)
    await santri.taps("Ya, arsipkan")
    await santri.taps("Simpan", summary)
    assert santri.last.text == "Produk itu tidak ada lagi di daftar Kakak."
    assert (await only_product(town)).price == 15_000


async def test_archiving_asks_once_and_can_be_undone(town: Town) -> None:
    santri = await town.santri()
    await registers(santri)
    await santri.taps("Arsipkan")
    assert santri.last.text.startswith("Arsipkan Keripik Tempe?")
    await santri.taps("Ya, arsipkan")
    assert santri.last.text == "Keripik Tempe sudah diarsipkan."
    archived = santri.last
    await santri.says("/produk")
    assert santri.last.text == "1/9 Apa nama produknya?"
    await santri.taps("Kembalikan", archived)
    assert santri.last.text.startswith("Produknya sudah tampil lagi.\n\nKeripik Tempe")
    await santri.says("/produk")
    assert "Keripik Tempe" in santri.last.labels


async def test_the_buttons_of_an_archived_product_say_that_it_is_gone(town: Town) -> None:
    santri = await town.santri()
    card = await registers(santri)
    await santri.fills("Arsipkan", "Ya, arsipkan")
    for label in ("Ubah …", "Bagikan", "Arsipkan"):
        await santri.taps(label, card)
        assert santri.last.text == "Produk itu tidak ada lagi di daftar Kakak."


@pytest.mark.parametrize(
    "action", ["show", "change", "share", "ask_archiving", "archive", "restore", "photo"]
)
async def test_the_product_of_someone_else_is_refused(town: Town, action: str) -> None:
    await registers(await town.santri("1"))
    siti = await town.santri("2", "Siti")
    product = await only_product(town)
    await presses(siti, f"products.{action}:{product.id}" + (":1" if action == "photo" else ""))
    assert siti.last.text == "Produk itu tidak ada lagi di daftar Kakak."
    assert siti.last.message.photos == []
    assert (await only_product(town)).archived_at is None


@pytest.mark.parametrize("value", ["9" * 30, "-1", "abc", "", "1:1"])
async def test_a_button_that_nobody_made_does_no_harm(town: Town, value: str) -> None:
    santri = await town.santri()
    await registers(santri)
    await presses(santri, f"products.show:{value}")
    refused = "tidak ada lagi" in santri.last.text or santri.toasts[-1:] == [
        "Tombol ini sudah tidak berlaku."
    ]
    assert refused


async def test_one_photo_after_the_other(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/produk")
    await santri.fills("Keripik Tempe", *UNTIL_THE_PHOTO)
    await santri.sends_album(3)
    await santri.fills("Selesai", "Belum ada", "Lewati", "Simpan", "Foto lain (2)")
    photos = (await only_product(town)).photos
    assert (santri.last.text, santri.last.message.photos) == ("Keripik Tempe\nFoto 2 dari 3", [photos[1]])
    await santri.taps("Berikutnya ›")
    await santri.taps("Berikutnya ›")
    assert (santri.last.text, santri.last.message.photos) == ("Keripik Tempe\nFoto 1 dari 3", [photos[0]])
    await santri.taps("Kembali")
    assert santri.last.message.photos == [photos[0]]
    assert "Bagikan" in santri.last.labels


async def test_no_product_is_shown_under_the_photo_of_another(town: Town) -> None:
    santri = await town.santri()
    await stock(town, 1)
    with_photo = await registers(santri)
    await santri.fills("Kembali", "Produk 1")
    assert with_photo in santri.screen
    assert santri.last is not with_photo
    assert santri.last.message.photos == []


async def test_a_shared_product_opens_for_others_without_what_is_the_owners(town: Town) -> None:
    [home, *_others] = await town.rows(Pesantren, name="Sidogiri")
    santri = await town.santri(pesantren_id=home.id, region_code=home.region_code, phone="+6281234567890")
    await registers(santri)
    await santri.taps("Bagikan")
    code = (await only_product(town)).code
    assert f"ketik /mulai p-{code}" in santri.last.text
    assert "Dari Pesantren Sidogiri, Kab. Pasuruan" in santri.last.text
    assert santri.toasts[-1] == "Teruskan pesan ini ke siapa saja."
    siti = await town.santri("2", "Siti")
    await siti.says(f"/mulai p-{code}")
    assert siti.last.text.startswith("Keripik Tempe · unggulan\n")
    assert siti.last.message.photos == santri.last.message.photos
    assert siti.last.labels == ["Menu"]
    assert "1234567890" not in siti.last.text
    assert "Ahmad" not in siti.last.text


async def test_a_shared_link_leads_a_newcomer_to_the_product_after_their_profile(town: Town) -> None:
    await registers(await town.santri("1"))
    product = await only_product(town)
    siti = town.someone("2", "Siti")
    await siti.says(f"/start p-{product.code}")
    await siti.fills("Setuju, lanjut", 'Pakai "Siti"', "Lewati", "Santri", "Lewati", "Simpan")
    assert siti.last.text.startswith("Keripik Tempe")


async def test_the_owner_opens_their_own_card_by_its_code(town: Town) -> None:
    santri = await town.santri()
    await registers(santri)
    await santri.says(f"/produk {(await only_product(town)).code.lower()}")
    assert "Ubah …" in santri.last.labels


@pytest.mark.parametrize("code", ["ZZZZZZ", "x\x01y", "' OR 1=1", "a" * 300])
async def test_a_code_of_nothing_says_so(town: Town, code: str) -> None:
    santri = await town.santri()
    await santri.says(f"/produk {code}")
    assert santri.last.text == "Produk dengan kode itu tidak ada lagi, Kak."


async def test_a_link_to_a_product_that_is_gone_says_so(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/mulai p-ZZZZZZ")
    assert santri.last.text == "Produk dengan kode itu tidak ada lagi, Kak."


async def test_a_long_list_is_turned_page_by_page(town: Town) -> None:
    santri = await town.santri()
    await stock(town, 20)
    await santri.says("/produk")
    assert santri.last.text.startswith("Produk Kakak (20).")
    assert santri.last.labels[0] == "Produk 20"
    assert "‹ Sebelumnya" not in santri.last.labels
    await santri.taps("Berikutnya ›")
    await santri.taps("Berikutnya ›")
    assert santri.last.labels[:4] == ["Produk 4", "Produk 3", "Produk 2", "Produk 1"]
    assert "Berikutnya ›" not in santri.last.labels


async def test_fifty_products_are_enough(town: Town) -> None:
    santri = await town.santri()
    await stock(town, 49)
    await registers(santri)
    await santri.fills("Kembali", "Daftarkan produk")
    assert santri.last.text.startswith("Paling banyak 50 produk, Kak.")
    await santri.says("/produk")
    assert santri.last.text.startswith("Produk Kakak (50)")


async def test_a_fifty_first_is_not_saved_nor_brought_back(town: Town) -> None:
    santri = await town.santri()
    await registers(santri)
    await santri.fills("Arsipkan", "Ya, arsipkan")
    archived = santri.last
    await santri.says("/produk")
    await santri.fills(
        "Es Dawet", "Minuman", "5rb", "botol", "Lewati", "Lewati", "Lewati", "Belum ada", "Lewati"
    )
    await stock(town, 50)
    await santri.taps("Simpan")
    assert santri.last.text.startswith("Paling banyak 50 produk, Kak.")
    await santri.taps("Kembalikan", archived)
    assert santri.last.text.startswith("Paling banyak 50 produk, Kak.")
    assert len(await town.rows(Product, archived_at=None)) == 50


async def test_the_profile_comes_before_the_first_product(town: Town) -> None:
    siti = town.someone("2", "Siti")
    await siti.says("/mulai")
    await siti.fills("Setuju, lanjut", 'Pakai "Siti"')
    await siti.says("/produk")
    await siti.taps("Lanjutkan")
    await siti.fills("Lewati", "Santri", "Lewati", "Simpan")
    assert siti.last.text == "1/9 Apa nama produknya?"
