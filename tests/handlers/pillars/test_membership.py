"""Joining a pillar, its figures, and leaving it."""

from __future__ import annotations

import asyncio

import pytest

from bot.messages.incoming import ButtonPress
from models.enrolments import Enrolment, EnrolmentStatus, MetricValue
from models.people import Address, Person
from models.pesantren import Pesantren
from models.products import Product
from tests.support.client import CHANNEL, Bubble, Someone, Town

KOPPONTREN = (
    "Koppontren Sidogiri",
    "Dalam proses",
    "120",
    "2,5 jt",
    "6 orang",
    "4",
    "SDM",
    "Pemasaran",
    "Selesai",
)
UNDERTAKING = ("Kopi rakyat bersama warga", "3", "40", "1,5 jt")
PRODUCT = ("Kopi", "Minuman", "20rb/pak", "Lewati", "Lewati", "Lewati", "Belum ada", "Lewati")


async def of_sidogiri(town: Town, chat: str = "1", name: str = "Ahmad Fauzi") -> Someone:
    [home, *_others] = await town.rows(Pesantren, name="Sidogiri")
    return await town.santri(chat, name, pesantren_id=home.id, region_code=home.region_code)


async def now_is(town: Town, belonging: str) -> None:
    """The first person's belonging changes."""
    async with town.db.write() as session:
        (await session.get_one(Person, 1)).belonging = belonging


async def alumnus(town: Town) -> Someone:
    someone = await town.santri()
    await now_is(town, "alumni")
    return someone


async def joins(someone: Someone, pillar: str, *answers: str) -> Bubble:
    await someone.says(f"/pilar {pillar}")
    await someone.fills("Ikut", *answers)
    return await someone.taps("Simpan")


async def has_product(someone: Someone, name: str = "Kopi") -> None:
    await someone.says("/produk")
    if "Daftarkan produk" in someone.last.labels:
        await someone.taps("Daftarkan produk")
    await someone.fills(name, *PRODUCT[1:])
    if "Tidak" in someone.last.labels:
        await someone.taps("Tidak")
    await someone.taps("Simpan")


async def measured(town: Town, name: str) -> list[int]:
    """All values of one figure, the oldest first."""
    return [row.value for row in sorted(await town.rows(MetricValue, name=name), key=lambda row: row.id)]


async def test_the_three_pillars_are_explained_with_ones_own_place_in_them(town: Town) -> None:
    someone = await alumnus(town)
    await someone.says("/pilar")
    assert [line for line in someone.last.text.splitlines() if line[:1].isdigit()] == [
        "1. Pesantrenpreneur",
        "2. Santripreneur",
        "3. Sosiopreneur",
    ]
    assert someone.last.labels == ["Pesantrenpreneur", "Santripreneur", "Sosiopreneur", "Menu"]
    assert "Kakak sudah ikut" not in someone.last.text
    await joins(someone, "sosiopreneur", *UNDERTAKING)
    await someone.says("/pilar")
    assert someone.last.text.endswith("Untuk alumni.\nKakak sudah ikut.")


async def test_a_pillar_says_whom_it_is_for_and_what_is_measured(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/pilar")
    await santri.taps("Santripreneur")
    assert "Untuk santri yang masih di pesantren." in santri.last.text
    assert "Yang diukur: produk, omzet, tahap usaha, dan media sosial." in santri.last.text
    assert santri.last.labels == ["Ikut", "Kembali"]
    await santri.taps("Kembali")
    assert santri.last.text.startswith("Tiga pilar OPOP")


async def test_any_of_the_pesantrens_people_may_carry_the_koppontren(town: Town) -> None:
    santri = await of_sidogiri(town)
    await joins(santri, "pesantrenpreneur", *KOPPONTREN)
    assert santri.toasts[-1] == "Selamat, Kakak sekarang ikut Pesantrenpreneur."
    assert santri.last.text == (
        "Pesantrenpreneur\n"
        "Nama koppontren: Koppontren Sidogiri\n"
        "Status hukum: Dalam proses\n"
        "Anggota: 120\n"
        "Omzet sebulan: Rp2.500.000\n"
        "Orang bekerja: 6\n"
        "Macam produk: 4\n"
        "Butuh penguatan: SDM, Pemasaran\n\n"
        "Kakak ikut sejak 24 November 2026."
    )
    figures = {row.name.value: row.value for row in await town.rows(MetricValue)}
    assert figures == {"members": 120, "turnover": 2_500_000, "employed": 6, "products": 4}
    [enrolment] = await town.rows(Enrolment)
    assert (enrolment.details["legal"], enrolment.details["needs"]) == ("in_progress", ["sdm", "pemasaran"])


async def test_a_koppontren_needs_a_pesantren_and_the_profile_leads_back(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/pilar pesantrenpreneur")
    await santri.taps("Ikut")
    assert "Isi dulu pesantren Kakak di profil" in santri.last.text
    await santri.fills("Buka profil", "Pesantren", "sidogiri")
    await santri.taps("Sidogiri · ")
    await santri.taps("Simpan")
    assert santri.last.text == "1/7 Apa nama koppontrennya?"
    await santri.fills(*KOPPONTREN, "Simpan")
    assert "Kakak ikut sejak" in santri.last.text


async def test_the_way_back_is_not_taken_by_a_later_change_of_the_profile(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/pilar pesantrenpreneur")
    await santri.fills("Ikut", "Buka profil")
    await santri.says("/profil")
    await santri.fills("Ubah …", "Nama", "Ahmad F.", "Simpan")
    assert santri.last.text.startswith("Ahmad F.")


async def test_a_santripreneur_registers_a_product_first_and_comes_back(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/pilar santripreneur")
    await santri.taps("Ikut")
    assert santri.last.text.startswith("Daftarkan dulu satu produk")
    await santri.fills("Daftarkan produk", *PRODUCT, "Simpan")
    assert santri.toasts[-1] == "Produk tersimpan."
    assert santri.last.text == "1/3 Sudah berapa lama usahanya?"
    await santri.fills("Start Up (sampai 1 tahun)", "Belum ada", "@kopi", "Simpan")
    assert santri.last.text.startswith(
        "Santripreneur\n"
        "Tahap: Start Up (sampai 1 tahun)\n"
        "Omzet sebulan: Rp0\n"
        "Media sosial: https://instagram.com/kopi\n"
        "Produk unggulan: Kopi"
    )
    assert await measured(town, "turnover") == [0]
    assert await measured(town, "products") == [1]


async def test_who_has_several_products_says_which_is_the_flagship(town: Town) -> None:
    santri = await town.santri()
    await has_product(santri, "Kopi")
    await has_product(santri, "Teh Kelor")
    await santri.says("/pilar santripreneur")
    await santri.fills("Ikut", "Scale Up (lebih dari 1 tahun)", "500rb", "Lewati")
    assert santri.last.text == "4/4 Produk mana yang paling diunggulkan?"
    assert santri.last.labels[:2] == ["Kopi", "Teh Kelor"]
    await santri.says("kelor")
    assert santri.last.labels[0] == "Teh Kelor"
    await santri.fills("Teh Kelor", "Simpan")
    assert "Produk unggulan: Teh Kelor" in santri.last.text
    assert [product.flagship for product in await town.rows(Product)] == [True, True]
    assert await measured(town, "products") == [2]


async def test_the_product_of_someone_else_is_no_flagship(town: Town) -> None:
    santri = await town.santri()
    await has_product(santri, "Kopi")
    await has_product(santri, "Teh")
    siti = await town.santri("2", "Siti")
    await has_product(siti, "Rahasia Siti")
    await santri.says("/pilar santripreneur")
    await santri.fills("Ikut", "Scale Up (lebih dari 1 tahun)", "500rb", "Lewati")
    [button] = [key for row in santri.last.message.rows for key in row if key.label == "Kopi"]
    forged = button.data.rpartition(":")[0] + ":3"
    await town.receive(santri.incoming(press=ButtonPress(data=forged, ref=santri.last.ref, id="x")))
    assert "Rahasia Siti" not in santri.last.text
    assert santri.last.text.startswith("Pilihan itu sudah tidak ada.")
    assert "Kopi" in santri.last.labels
    assert await town.rows(Enrolment) == []


async def test_an_alumnus_joins_the_third_pillar(town: Town) -> None:
    someone = await alumnus(town)
    await joins(someone, "sosiopreneur", *UNDERTAKING)
    assert someone.last.text.startswith(
        "Sosiopreneur\n"
        "Usaha: Kopi rakyat bersama warga\n"
        "Orang bekerja: 3\n"
        "Orang terbantu: 40\n"
        "Omzet sebulan: Rp1.500.000\n\n"
    )
    assert await measured(town, "reached") == [40]


async def test_a_santri_is_told_kindly_that_the_third_pillar_is_for_alumni(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/pilar sosiopreneur")
    await santri.taps("Ikut")
    assert santri.last.text == (
        "Sosiopreneur untuk alumni pesantren. Di profil, Kakak tercatat sebagai Santri. "
        "Kalau belum tepat, perbaiki profilnya, ya."
    )
    await santri.fills("Buka profil", "Sebagai", "Alumni", "Simpan")
    assert santri.last.text.startswith("1/4 Usaha apa yang dijalankan")


@pytest.mark.parametrize("belonging", ["alumni", "pengurus", "warga"])
async def test_the_second_pillar_is_for_santri(town: Town, belonging: str) -> None:
    someone = await town.santri()
    await now_is(town, belonging)
    await someone.says("/pilar santripreneur")
    await someone.taps("Ikut")
    assert someone.last.text.startswith("Santripreneur untuk santri yang masih di pesantren.")
    assert someone.last.labels == ["Buka profil", "Kembali"]


async def test_who_may_not_join_any_more_when_saving_is_told_so(town: Town) -> None:
    someone = await alumnus(town)
    await someone.says("/pilar sosiopreneur")
    await someone.fills("Ikut", *UNDERTAKING)
    await now_is(town, "santri")
    await someone.taps("Simpan")
    assert someone.last.text.startswith("Sosiopreneur untuk alumni pesantren.")
    assert await town.rows(Enrolment) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5", "Tulis angka mulai dari 0."),
        ("100.001", "Tulis angka sampai 100.000. Periksa lagi jumlah nolnya."),
        ("banyak", 'Saya belum paham "banyak". Tulis dengan angka, misalnya 400 atau 1.000.'),
    ],
)
async def test_figures_that_cannot_be_are_asked_again(town: Town, typed: str, said: str) -> None:
    santri = await of_sidogiri(town)
    await santri.says("/pilar pesantrenpreneur")
    await santri.fills("Ikut", *KOPPONTREN[:2], typed)
    assert santri.last.text == said
    await santri.says("120")
    assert santri.last.text.startswith("120. 4/7")
    await santri.says("-1000")
    assert santri.last.text == "Paling sedikit Rp0. Tulis misalnya 15rb atau 15.000."


async def test_new_figures_are_kept_beside_the_old_ones(town: Town) -> None:
    santri = await of_sidogiri(town)
    await joins(santri, "pesantrenpreneur", *KOPPONTREN)
    await town.passes(days=90)
    await santri.says("/pilar pesantrenpreneur")
    await santri.fills("Perbarui angka", "Omzet sebulan", "4 jt", "Simpan")
    assert santri.toasts[-1] == "Angkanya sudah diperbarui."
    assert "Omzet sebulan: Rp4.000.000" in santri.last.text
    assert "Kakak ikut sejak 24 November 2026." in santri.last.text
    assert await measured(town, "turnover") == [2_500_000, 4_000_000]
    assert await measured(town, "members") == [120, 120]
    assert len(await town.rows(Enrolment)) == 1


async def test_pressing_save_twice_enrols_once(town: Town) -> None:
    someone = await alumnus(town)
    await someone.says("/pilar sosiopreneur")
    await someone.fills("Ikut", *UNDERTAKING)
    summary = someone.last
    await town.receive(someone.press("Simpan", summary), someone.press("Simpan", summary))
    assert "Kakak ikut sejak" in someone.last.text
    assert len(await town.rows(Enrolment)) == 1
    assert await measured(town, "employed") == [3]


async def on_two_phones(town: Town) -> tuple[Someone, Someone]:
    """One person who stands before the last step on both."""
    first = await alumnus(town)
    async with town.db.write() as session:
        session.add(Address(person_id=1, channel=CHANNEL, chat="2", created_at=town.now))
    second = town.someone("2")
    for phone in (first, second):
        await phone.says("/pilar sosiopreneur")
        await phone.fills("Ikut", *UNDERTAKING)
    return first, second


async def test_saving_on_two_phones_at_once_enrols_once(town: Town) -> None:
    first, second = await on_two_phones(town)
    await town.receive(first.press("Simpan"), second.press("Simpan"))
    assert second.toasts[-1] == "Kakak sudah ikut pilar ini."
    assert len(await town.rows(Enrolment)) == 1
    assert await measured(town, "employed") == [3]
    for phone in (first, second):
        assert "Kakak ikut sejak" in phone.last.text


async def test_two_processes_that_save_at_once_enrol_once(town: Town) -> None:
    first, second = await on_two_phones(town)
    inbox, worker = town.program()
    _inbox, other = town.program()
    await inbox.save([first.press("Simpan"), second.press("Simpan")])
    await asyncio.gather(worker.step(most=1), other.step(most=1))
    await town.receive()
    assert len(await town.rows(Enrolment)) == 1
    assert await measured(town, "employed") == [3]


async def test_an_old_join_button_shows_ones_place_in_the_pillar(town: Town) -> None:
    someone = await alumnus(town)
    await someone.says("/pilar sosiopreneur")
    explained = Bubble("0", someone.last.message)
    await joins(someone, "sosiopreneur", *UNDERTAKING)
    await someone.taps("Ikut", explained)
    assert someone.toasts[-1] == "Kakak sudah ikut pilar ini."
    assert "Kakak ikut sejak" in someone.last.text


async def test_leaving_asks_once_and_one_may_come_back(town: Town) -> None:
    someone = await alumnus(town)
    await joins(someone, "sosiopreneur", *UNDERTAKING)
    await someone.taps("Undur diri")
    assert someone.last.text.startswith("Yakin mau undur diri dari Sosiopreneur?")
    await someone.taps("Jangan")
    assert "Kakak ikut sejak" in someone.last.text
    await someone.fills("Undur diri", "Ya, undur diri")
    assert someone.last.text == "Kakak tidak lagi ikut Sosiopreneur. Terima kasih atas usahanya."
    await someone.fills("Ikut lagi", *UNDERTAKING, "Simpan")
    assert [row.status for row in await town.rows(Enrolment)] == [
        EnrolmentStatus.WITHDRAWN,
        EnrolmentStatus.ACTIVE,
    ]


async def test_leaving_twice_leaves_once(town: Town) -> None:
    someone = await alumnus(town)
    await joins(someone, "sosiopreneur", *UNDERTAKING)
    await someone.taps("Undur diri")
    question = someone.last
    await town.receive(someone.press("Ya, undur diri", question), someone.press("Ya, undur diri", question))
    [enrolment] = await town.rows(Enrolment)
    assert (enrolment.status, enrolment.withdrawn_at) == (EnrolmentStatus.WITHDRAWN, town.now)
    assert someone.last.labels == ["Ikut lagi", "Pilar OPOP"]


async def test_figures_of_a_pillar_that_was_left_are_not_kept(town: Town) -> None:
    someone = await alumnus(town)
    own = await joins(someone, "sosiopreneur", *UNDERTAKING)
    shown = Bubble("0", own.message)
    await someone.fills("Perbarui angka", "Orang bekerja", "5")
    summary = someone.last
    await someone.says("/pilar sosiopreneur")
    await someone.fills("Undur diri", "Ya, undur diri")
    await someone.taps("Simpan", summary)
    assert "Yang diukur" in someone.last.text
    assert await measured(town, "employed") == [3]
    await someone.taps("Perbarui angka", shown)
    assert someone.last.text.startswith("Kakak tidak lagi ikut Sosiopreneur.")


async def test_a_link_opens_a_pillar_and_a_wrong_one_opens_all(town: Town) -> None:
    santri = await town.santri()
    await santri.says("/start pilar-santripreneur")
    assert santri.last.text.startswith("Santripreneur\n")
    await santri.says("/start pilar-empat")
    assert santri.last.text.startswith("Tiga pilar OPOP")


async def test_the_profile_comes_before_a_pillar(town: Town) -> None:
    siti = town.someone("2", "Siti")
    await siti.says("/mulai")
    await siti.taps("Setuju, lanjut")
    await siti.says("/pilar santripreneur")
    await siti.taps("Ikut")
    assert siti.last.text.startswith("Lengkapi profil dulu")
    await siti.fills("Buka profil", 'Pakai "Siti"', "Lewati", "Santri", "Lewati", "Simpan")
    assert siti.last.text.startswith("Daftarkan dulu satu produk")
