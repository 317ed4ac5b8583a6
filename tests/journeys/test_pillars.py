"""The three pillars: what they are, joining one, its figures, leaving it."""

from __future__ import annotations

import pytest

from models.people import Affiliation
from tests.journeys.office import Office
from tests.journeys.products import registers

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_what_the_three_pillars_are(office: Office) -> None:
    santri = await office.santri()
    pillars = await santri.says("/pilar", "1. Pesantrenpreneur", "2. Santripreneur", "3. Sosiopreneur")
    explained = await santri.taps("Pesantrenpreneur", "kelembagaan, SDM, produksi", "Yang diukur: anggota")
    assert explained is pillars
    await santri.taps("Kembali", "Tiga pilar OPOP")
    await santri.says("/pilar sosiopreneur", "Untuk alumni, bersama warga di sekitar pesantren.")
    await santri.says("/start pilar-santripreneur", "Untuk santri yang masih di pesantren.")


async def test_a_santri_without_a_product_is_led_there_and_back(office: Office) -> None:
    santri = await office.santri()
    await santri.says("/pilar", "Tiga pilar OPOP")
    await santri.taps("Santripreneur", "paling sedikit satu produk unggulan")
    await santri.taps("Ikut", "Daftarkan dulu satu produk, ya, Kak.")
    await santri.taps("Daftarkan produk", "1/9 Apa nama produknya?")
    await santri.fills(("Kopi Lereng", "2/9"), ("Minuman", "3/9"), ("20rb/pak", "5/9"), ("Lewati", "6/9"))
    await santri.fills(("Lewati", "7/9"), ("Lewati", "8/9"), ("Belum ada", "9/9"), ("Lewati", "Sudah benar?"))
    await santri.taps("Simpan", "1/3 Sudah berapa lama usahanya?")
    await santri.taps("Start Up", "2/3 Berapa omzetnya sebulan?")
    await santri.says("2,5 jt", "Rp2.500.000. 3/3 Ada media sosial")
    await santri.says("@kopilereng", "Produk unggulan: Kopi Lereng", "Sudah benar?")
    await santri.taps("Simpan", "Omzet sebulan: Rp2.500.000", "Kakak ikut sejak")
    await santri.sees_toast("Selamat, Kakak sekarang ikut Santripreneur.")
    await santri.says("/pilar", "Kakak sudah ikut.")


async def test_newer_figures(office: Office) -> None:
    santri = await office.santri()
    await registers(santri, "Kopi Lereng")
    await santri.says("/pilar santripreneur", "Yang diukur")
    await santri.taps("Ikut", "1/3")
    await santri.fills(("Start Up (sampai 1 tahun)", "2/3"), ("Belum ada", "3/3"), ("Lewati", "Sudah benar?"))
    await santri.taps("Simpan", "Omzet sebulan: Rp0")
    await santri.taps("Perbarui angka", "Apa yang mau diubah?")
    await santri.taps("Omzet sebulan", "Sekarang: Rp0")
    await santri.says("750rb", "Omzet sebulan: Rp750.000", "Sudah benar?")
    await santri.taps("Simpan", "Omzet sebulan: Rp750.000", "Kakak ikut sejak")


async def test_a_koppontren_joins_and_leaves(office: Office) -> None:
    manager = await office.santri("Zainul Hakim", Affiliation.PENGURUS)
    await manager.says("/pilar", "Tiga pilar OPOP")
    await manager.taps("Pesantrenpreneur", "Yang diukur")
    await manager.taps("Ikut", "1/7 Apa nama koppontrennya?")
    await manager.fills(("Koppontren Uji", "2/7"), ("Sudah berbadan hukum", "3/7"), ("120", "4/7"))
    await manager.fills(("15 juta", "Rp15.000.000. 5/7"), ("6", "6. 6/7"), ("4", "4. 7/7 Penguatan apa"))
    await manager.taps("SDM", "Sekarang: SDM")
    await manager.taps("Pemasaran", "Sekarang: SDM, Pemasaran")
    await manager.taps("✓ SDM", "Sekarang: Pemasaran")
    await manager.taps("Selesai", "Butuh penguatan: Pemasaran", "Sudah benar?")
    await manager.taps("Simpan", "Nama koppontren: Koppontren Uji", "Kakak ikut sejak")
    await manager.taps("Undur diri", "Yakin mau undur diri dari Pesantrenpreneur?")
    await manager.taps("Jangan", "Kakak ikut sejak")
    await manager.taps("Undur diri", "Yakin")
    await manager.taps("Ya, undur diri", "Kakak tidak lagi ikut Pesantrenpreneur.")
    await manager.taps("Ikut lagi", "1/7 Apa nama koppontrennya?")


async def test_alumni_join_with_their_neighbourhood(office: Office) -> None:
    alumna = await office.santri("Dewi Azizah", Affiliation.ALUMNI)
    await alumna.says("/pilar sosiopreneur", "Yang diukur")
    await alumna.taps("Ikut", "1/4 Usaha apa yang dijalankan")
    await alumna.fills(("Warung kopi bersama warga.", "2/4"), ("3", "3/4"), ("40", "4/4"), ("5jt", "Sudah"))
    await alumna.taps("Simpan", "Orang terbantu: 40", "Omzet sebulan: Rp5.000.000")


async def test_a_pillar_of_others_is_explained_and_the_profile_opened(office: Office) -> None:
    alumna = await office.santri("Rahma Anwar", Affiliation.ALUMNI)
    await registers(alumna, "Sabun Zaitun")
    await alumna.says("/pilar santripreneur", "Yang diukur")
    await alumna.taps("Ikut", "Santripreneur untuk santri", "tercatat sebagai Alumni")
    await alumna.taps("Buka profil", "Apa yang mau diubah?")
    await alumna.taps("Sebagai", "Sekarang: Alumni")
    await alumna.fills(("Santri", "Sudah benar?"), ("Simpan", "1/3 Sudah berapa lama usahanya?"))


async def test_one_joins_a_pillar_once(office: Office) -> None:
    alumna = await office.santri("Laila Anwar", Affiliation.ALUMNI)
    explained = await alumna.says("/pilar sosiopreneur", "Yang diukur")
    again = await alumna.says("/pilar sosiopreneur", "Yang diukur")
    await alumna.taps("Ikut", "1/4", on=again)
    await alumna.fills(("Warung kopi bersama warga.", "2/4"), ("3", "3/4"), ("40", "4/4"), ("5jt", "Sudah"))
    await alumna.taps("Simpan", "Kakak ikut sejak")
    await alumna.taps("Ikut", "Kakak ikut sejak", on=explained)
    await alumna.sees_toast("Kakak sudah ikut pilar ini.")
