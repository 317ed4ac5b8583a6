"""What everybody does: the first minute, the profile, help, another language, one's own data."""

from __future__ import annotations

import pytest

from tests.journeys.office import Office

pytestmark = pytest.mark.asyncio(loop_scope="session")

MENU = [
    "mulai",
    "produk",
    "pilar",
    "acara",
    "profil",
    "langganan",
    "bantuan",
    "batal",
    "bahasa",
    "dataku",
    "hapusakun",
]


async def test_the_first_minute(office: Office) -> None:
    newcomer = office.newcomer("Nur Aisyah")
    await newcomer.says("/start", "Assalamu'alaikum, Kak!", "saya perlu menyimpan nama", "/dataku")
    await newcomer.taps("Baca selengkapnya", "Data Kakak", "Tidak dijual", "UU 27/2022")
    await newcomer.taps("Setuju, lanjut", "1/4 Siapa nama Kakak?")
    await newcomer.taps('Pakai "Nur Aisyah"', "2/4 Dari pesantren mana?")
    await newcomer.says("sidogri", "Maksudnya yang ini?")
    await newcomer.taps("Sidogiri · Kab. Pasuruan", "Sidogiri. 3/4 Kakak di pesantren sebagai apa?")
    await newcomer.taps("Alumni", "4/4 Nomor HP", "Boleh dilewati")
    await newcomer.taps("Bagikan nomor saya", "0812-3456-7890.", "Sebagai: Alumni", "Sudah benar?")
    home = await newcomer.taps("Simpan", "Terima kasih, Nur Aisyah. Sekarang mau apa dulu?")
    assert home.buttons == [["Produk saya", "Pilar OPOP"], ["Acara"]]
    assert newcomer.phone.menu == MENU


async def test_who_does_not_agree_is_not_kept(office: Office) -> None:
    newcomer = office.newcomer()
    await newcomer.says("/mulai", "Assalamu'alaikum")
    await newcomer.taps("Tidak", "Tidak ada yang disimpan.")
    await newcomer.says("/dataku", "Assalamu'alaikum", "saya perlu menyimpan nama")
    await newcomer.taps("Setuju, lanjut", "1/4 Siapa nama Kakak?")


async def test_the_first_minute_in_english(office: Office) -> None:
    newcomer = office.newcomer("Laila Hakim")
    await newcomer.says("/mulai", "Assalamu'alaikum, Kak!")
    await newcomer.taps("English", "I am the assistant of OPOP East Java.")
    await newcomer.taps("I agree, go on", "1/4")
    english = office.newcomer("John Smith", language="en")
    await english.says("/start", "I am the assistant of OPOP East Java.")


async def test_a_pesantren_that_is_not_listed_is_proposed(office: Office) -> None:
    newcomer = office.newcomer()
    await newcomer.says("/mulai", "Assalamu'alaikum")
    await newcomer.taps("Setuju, lanjut", "Siapa nama Kakak?")
    await newcomer.says("Ahmad Fauzi", "Dari pesantren mana?")
    await newcomer.says("xyzzy", 'Saya belum menemukan "xyzzy".')
    await newcomer.taps("Belum ada di daftar", "3/6 Apa nama lengkap pesantrennya?")
    await newcomer.says("Nurul Uji Coba", "4/6 Di kabupaten atau kota mana?")
    await newcomer.says("jembr", "Maksudnya yang ini?")
    await newcomer.taps("Kab. Jember", "Kab. Jember. 5/6")
    await newcomer.taps("Warga pesantren", "6/6 Nomor HP")
    await newcomer.says("Lewati", "Nama pesantren: Nurul Uji Coba", "Wilayah: Kab. Jember")
    await newcomer.taps("Simpan", "Sekarang mau apa dulu?")
    await newcomer.says("/profil", "Warga pesantren\nPesantren Nurul Uji Coba\nKab. Jember")


async def test_the_profile_is_seen_and_changed(office: Office) -> None:
    santri = await office.santri("Ahmad Fauzi")
    await santri.says("/profil", "Ahmad Fauzi\nSantri\nPesantren Sidogiri\nKab. Pasuruan")
    await santri.taps("Ubah …", "Apa yang mau diubah?")
    await santri.taps("Nama", "Sekarang: Ahmad Fauzi")
    await santri.says("Ahmad Fauzan", "Nama: Ahmad Fauzan", "Sudah benar?")
    await santri.taps("Ubah …", "Apa yang mau diubah?")
    await santri.taps("Sebagai", "Sekarang: Santri")
    await santri.taps("Alumni", "Sebagai: Alumni", "Sudah benar?")
    await santri.taps("Simpan", "Ahmad Fauzan\nAlumni")
    await santri.says("/mulai", "Assalamu'alaikum, Ahmad Fauzan.")


async def test_a_free_text_gets_a_helpful_answer(office: Office) -> None:
    santri = await office.santri()
    sticker = {"file_id": "s", "file_unique_id": "u", "type": "regular", "width": 512, "height": 512}
    helpful = [
        await santri.says("mau jualan keripik", "Saya belum paham maksudnya, Kak."),
        await santri.sends({"sticker": sticker | {"is_animated": False, "is_video": False}}, "belum bisa"),
        await santri.sends_photo("belum bisa saya baca"),
        await santri.sends_document("proposal.pdf", "belum bisa saya baca"),
        await santri.sends_location(-7.26, 112.74, "Saya belum paham"),
    ]
    assert all("Produk saya" in message.buttons[0] for message in helpful)


async def test_a_command_that_is_not_there(office: Office) -> None:
    santri = await office.santri()
    unknown = await santri.says("/tolong", "Saya tidak mengenal perintah /tolong.", "/bantuan")
    assert unknown.buttons == [["Menu"]]
    await santri.taps("Menu", "Ada yang bisa saya bantu?")


async def test_what_is_being_filled_in_is_taken_up_again_or_given_up(office: Office) -> None:
    santri = await office.santri()
    await santri.says("/batal", "Tidak ada yang sedang diisi, Kak.")
    await santri.says("/produk", "1/9 Apa nama produknya?")
    await santri.says("Keripik Tempe", "2/9")
    await santri.says("/profil", "Ahmad Fauzi")
    await santri.says("halo", "Kakak sedang mengisi Keripik Tempe (2 dari 9). Lanjutkan?")
    await santri.taps("Lanjutkan", "2/9 Termasuk jenis apa?")
    await santri.says("/mulai", "Ada yang bisa saya bantu?")
    await santri.says("/produk", "Kakak sedang mengisi Keripik Tempe (2 dari 9). Lanjutkan?")
    await santri.taps("Mulai dari awal", "1/9 Apa nama produknya?")
    await santri.says("Kopi", "2/9")
    await santri.says("/batal", "Baik, Kopi dibatalkan.")
    await santri.says("halo", "Saya belum paham maksudnya, Kak.")


async def test_another_language_for_words_menu_and_help(office: Office) -> None:
    santri = await office.santri()
    await santri.says("/bahasa", "Mau memakai bahasa apa?")
    await santri.taps("English", "All right, we speak English.")
    await santri.says("/help", "What I can help with", "/dataku – All my data")
    menu = office.standin.world.menus[f"chat {santri.phone.id}", ""]
    assert {"command": "dataku", "description": "All my data"} in menu
    await santri.says("/language", "Which language would you like?")
    await santri.taps("Bahasa Indonesia", "Baik, kita pakai bahasa Indonesia.")
    await santri.says("/bantuan", "Yang bisa saya bantu", "/dataku – Semua data saya")


async def test_who_never_wrote_has_a_menu_in_their_language(office: Office) -> None:
    menus = office.standin.world.menus
    assert office.newcomer().phone.menu == MENU
    about = {language: menus["default", language][0]["description"] for language in ("", "en")}
    assert about == {"": "Mulai dari layar pertama", "en": "Start from the first screen"}


async def test_all_that_is_kept_is_shown_and_sent_as_a_file(office: Office) -> None:
    santri = await office.santri("Siti Khadijah")
    await santri.says("/produk", "Apa nama produknya?")
    await santri.says("Sambal Bawang", "2/9")
    shown = await santri.says("/dataku", "Data Kakak yang tersimpan", "Siti Khadijah", "Persetujuan: 1")
    kept = office.download_json(shown)
    assert shown.content["document"]["file_name"] == "dataku.json"
    assert kept["Profil"][0]["name"] == "Siti Khadijah"
    assert kept["Persetujuan"][0]["channel"] == "telegram"
    assert kept["Isian yang belum selesai"][0]["answers"]["name"] == "Sambal Bawang"
    await santri.taps("Ubah profil", "Apa yang mau diubah?", on=shown)


async def test_everything_is_erased_after_one_confirmation(office: Office) -> None:
    santri = await office.santri("Siti Maryam")
    await santri.says("/hapusakun", "Ini tidak bisa dibatalkan. Yakin?")
    await santri.taps("Jangan", "Baik, tidak ada yang dihapus.")
    await santri.says("/hapusakun", "Yakin?")
    question = await santri.taps("Ya, hapus semuanya", "Sudah dihapus semuanya, Kak.")
    assert not question.buttons
    await santri.says("/profil", "saya perlu menyimpan nama")
    await santri.taps("Setuju, lanjut", "1/4 Siapa nama Kakak?")


async def test_in_a_group_there_is_a_kind_refusal_and_otherwise_silence(office: Office) -> None:
    santri, group = await office.santri(), office.standin.group()
    await santri.phone.says("ada yang tahu harga kedelai?", within=group)
    await santri.phone.says("/produk@santri_uji_bot", within=group)
    await group.waits_for("Saya hanya melayani percakapan pribadi")
    assert len(group.messages) == 1


async def test_a_message_that_was_edited_is_no_new_answer(office: Office) -> None:
    santri = await office.santri()
    await santri.says("/produk", "1/9 Apa nama produknya?")
    mistyped = await santri.phone.says("Kripik")
    await santri.sees("2/9 Termasuk jenis apa?")
    await santri.phone.edits(mistyped, "Keripik")
    await santri.sees("tekan Kembali.", "2/9 Termasuk jenis apa?")
    await santri.taps("Kembali", "1/9", "Sekarang: Kripik")
    await santri.says("Keripik", "2/9")


async def test_who_blocked_the_bot_and_came_back(office: Office) -> None:
    santri = await office.santri()
    await santri.phone.blocks()
    await santri.phone.unblocks()
    await santri.says("/mulai", "Assalamu'alaikum, Ahmad Fauzi.")
