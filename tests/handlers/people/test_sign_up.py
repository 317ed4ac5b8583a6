"""The first minute: consent before anything is kept, then who one is."""

from __future__ import annotations

from models.drafts import DraftRow
from models.invitations import create
from models.people import Address, Consent, Person, Role
from models.pesantren import Pesantren, PesantrenStatus
from models.queue.inbox import InboxRow
from tests.support.client import Someone, Town


async def register(someone: Someone) -> None:
    await someone.says("/mulai")
    await someone.fills("Setuju, lanjut", 'Pakai "Ahmad Fauzi"', "sidogiri")
    await someone.taps("Sidogiri")
    await someone.fills("Santri", "Lewati", "Simpan")


async def test_the_first_minute(town: Town) -> None:
    ahmad = town.someone()
    await ahmad.says("/start")
    assert ahmad.sees.startswith("Assalamu'alaikum, Kak! Saya asisten OPOP Jawa Timur.")
    assert ahmad.last.labels == ["Setuju, lanjut", "Baca selengkapnya", "Tidak", "English", "Basa Jawa"]
    await ahmad.taps("Setuju, lanjut")
    assert ahmad.sees.startswith("1/4 Siapa nama Kakak?")
    await ahmad.taps('Pakai "Ahmad Fauzi"')
    await ahmad.says("sidogri")
    assert "Sidogiri · Kab. Pasuruan" in ahmad.last.labels
    await ahmad.taps("Sidogiri")
    await ahmad.taps("Santri")
    await ahmad.shares_contact("6281234567890")
    await ahmad.taps("Simpan")
    assert ahmad.last.text.startswith("Terima kasih, Ahmad Fauzi.")
    [person] = await town.rows(Person)
    assert (person.name, person.belonging, person.phone) == ("Ahmad Fauzi", "santri", "+6281234567890")
    assert (person.region_code, person.registered_at) == ("3514", town.now)
    [consent] = await town.rows(Consent)
    assert (consent.version, consent.channel, consent.language, consent.given_at) == (
        "2026-11",
        "test",
        "id",
        town.now,
    )
    assert "produk" in ahmad.menu
    assert "siar" not in ahmad.menu


async def test_without_consent_nothing_is_kept(town: Town) -> None:
    ahmad = town.someone()
    for message in ("/mulai", "halo", "/produk", "/dataku", "/hapusakun"):
        await ahmad.says(message)
        assert "Supaya bisa membantu, saya perlu menyimpan" in ahmad.sees
    await ahmad.taps("Tidak")
    assert ahmad.last.text == "Baik, Kak. Tidak ada yang disimpan. Kalau berubah pikiran, ketik /mulai."
    for table in (Person, Address, Consent, DraftRow):
        assert await town.rows(table) == []
    assert {(row.chat, row.body) for row in await town.rows(InboxRow)} == {("", None)}


async def test_what_is_agreed_to_can_be_read_first(town: Town) -> None:
    ahmad = town.someone()
    await ahmad.says("/mulai")
    await ahmad.taps("Baca selengkapnya")
    assert "/hapusakun" in ahmad.sees
    assert "Naskah 2026-11" in ahmad.sees
    await ahmad.taps("Setuju, lanjut")
    assert "Siapa nama Kakak?" in ahmad.sees


async def test_a_person_whose_app_is_english_is_greeted_in_english(town: Town) -> None:
    john = town.someone(language="en")
    await john.says("/start")
    assert "I agree" in john.last.labels[0]
    await john.taps("Bahasa Indonesia")
    await john.taps("Setuju, lanjut")
    [person] = await town.rows(Person)
    assert person.language == "id"


async def test_agreeing_twice_makes_one_person(town: Town) -> None:
    ahmad = town.someone()
    await ahmad.says("/mulai")
    screen = ahmad.last
    await town.receive(ahmad.press("Setuju, lanjut", screen), ahmad.press("Setuju, lanjut", screen))
    assert len(await town.rows(Person)) == 1


async def test_a_pesantren_that_is_not_listed_is_proposed(town: Town) -> None:
    ahmad = town.someone()
    await ahmad.says("/mulai")
    await ahmad.fills(
        "Setuju, lanjut", "Ahmad", "Nurul Hikmah Baru", "Belum ada di daftar", "Nurul Hikmah Baru"
    )
    await ahmad.says("kota malang")
    await ahmad.taps("Kota Malang")
    await ahmad.fills("Alumni", "Lewati", "Simpan")
    [proposed] = await town.rows(Pesantren, status=PesantrenStatus.PROPOSED)
    [person] = await town.rows(Person)
    assert (proposed.name, proposed.region_code) == ("Nurul Hikmah Baru", "3573")
    assert (person.pesantren_id, person.region_code) == (proposed.id, "3573")


async def test_start_again_after_registration_shows_the_first_screen(town: Town) -> None:
    ahmad = town.someone()
    await register(ahmad)
    await ahmad.says("/mulai")
    assert ahmad.last.text == "Assalamu'alaikum, Ahmad Fauzi. Ada yang bisa saya bantu?"


async def test_start_in_the_middle_of_the_questions_offers_to_go_on(town: Town) -> None:
    ahmad = town.someone()
    await ahmad.says("/mulai")
    await ahmad.fills("Setuju, lanjut", "Ahmad")
    await ahmad.says("/mulai")
    assert "Lanjutkan?" in ahmad.sees


async def test_the_one_time_link_makes_its_first_user_admin(town: Town) -> None:
    async with town.db.write() as session:
        token = await create(session, Role.ADMIN, town.now)
    ahmad, siti = town.someone(), town.someone("2", "Siti")
    await ahmad.says(f"/start admin-{token}")
    await ahmad.taps("Setuju, lanjut")
    assert ahmad.last.text == "Selamat, Kakak sekarang admin."
    assert "statistik" in ahmad.menu
    await siti.says(f"/start admin-{token}")
    await siti.taps("Setuju, lanjut")
    assert siti.last.text == "Tautan ini sudah dipakai atau sudah lewat waktunya."
    assert {person.role for person in await town.rows(Person)} == {Role.ADMIN, Role.MEMBER}


async def test_whom_the_settings_name_is_admin(town: Town) -> None:
    bot = town.settings.bot.model_copy(update={"admins": ["test:1"]})
    town.settings = town.settings.model_copy(update={"bot": bot})
    ahmad = town.someone()
    await register(ahmad)
    await ahmad.says("/statistik")
    assert "OPOP Jawa Timur, 24 November 2026" in ahmad.last.text


async def test_in_a_group_the_bot_asks_for_a_private_chat(town: Town) -> None:
    group = town.someone("-100")
    await group.says("/mulai", group=True)
    assert "percakapan pribadi" in group.sees
    await town.receive(group.incoming(text="obrolan biasa", group=True))
    assert len(group.screen) == 1


async def test_who_blocked_the_bot_is_reached_again_when_they_write(town: Town) -> None:
    ahmad = await town.santri()
    await town.receive(ahmad.incoming(left=True))
    [address] = await town.rows(Address)
    assert address.gone_at == town.now
    assert ahmad.screen == []
    await ahmad.says("halo")
    [address] = await town.rows(Address)
    assert address.gone_at is None
