"""What an admin does: figures, and roles given and taken."""

from __future__ import annotations

import re

import pytest

from tests.journeys.events import opens, publishes
from tests.journeys.office import Office
from tests.journeys.products import registers
from tests.support.fakes import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

FOR_ORGANISERS = {"acarabaru", "siar", "siaran"}
FOR_ADMINS = {"statistik", "peran"}


@pytest.fixture(scope="module")
def office(own_office: Office) -> Office:
    return own_office


async def test_the_figures_of_the_programme(office: Office) -> None:
    admin, organiser = await office.admin(), await office.organiser("Siti Aminah")
    santri = await office.santri("Fatimah Zahra")
    await registers(santri, "Keripik Tempe")
    await santri.says("/pilar santripreneur", "Yang diukur")
    await santri.taps("Ikut", "1/3")
    await santri.fills(("Start Up (sampai 1 tahun)", "2/3"), ("2,5 jt", "3/3"), ("Lewati", "Sudah benar?"))
    await santri.taps("Simpan", "Kakak ikut sejak")
    await publishes(organiser, "Temu Bisnis")
    await opens(santri, "Temu Bisnis")
    await santri.taps("Hadir", "Kakak hadir.")
    overview = await admin.says("/statistik", "OPOP Jawa Timur, ", "Peserta 3 (+3 pekan ini)")
    for words in ("Produk 1 (+1 pekan ini)", "Santripreneur 1", "Omzet Rp2.500.000 sebulan", "dari 1.000"):
        assert words in overview.text
    assert "Acara berikut: Temu Bisnis, 1 dari 260" in overview.text
    await admin.taps("Pilar", "Santripreneur 1 (+1 sepekan, +1 sebulan)", "omzet sebulan Rp2.500.000")
    await admin.taps("Produk", "Produk: 1", "Makanan 1 (1 unggulan)")
    await admin.taps("Acara", "Temu Bisnis", "Hadir 1 dari 260 · mungkin 0 · tidak bisa 0")
    await admin.taps("Wilayah", "Kab. Pasuruan: 3 · 1 · 1", "1 dari 38 wilayah")
    await admin.taps("Siaran", "Belum ada siaran.")
    assert await admin.taps("Ringkasan", "Peserta 3") is overview


@pytest.mark.parametrize("subject", ["pilar", "produk", "acara", "wilayah", "siaran"])
async def test_each_subject_has_a_command_of_its_own(office: Office, subject: str) -> None:
    admin = await office.admin()
    shown = await admin.says(f"/statistik {subject}", subject.capitalize())
    assert "Ringkasan" in shown.buttons[0]


async def test_a_role_is_given_and_taken_with_its_menu_and_help(office: Office) -> None:
    admin, santri = await office.admin(), await office.santri("Hasan Anwar")
    await admin.says("/peran", "Budi Santoso – admin")
    await admin.says("/peran hasan", "Siapa yang dimaksud?")
    await admin.taps("Hasan Anwar · Sidogiri", "Hasan Anwar – peserta")
    await admin.taps("Jadikan penyelenggara", "Hasan Anwar – penyelenggara")
    await santri.sees("Peran Kakak sekarang: penyelenggara.")
    helped = await santri.says("/bantuan", "/siar – Kirim", "/acarabaru – Buat acara baru")
    assert "/statistik" not in helped.text
    await until(lambda: set(santri.phone.menu) >= FOR_ORGANISERS)
    assert not FOR_ADMINS & set(santri.phone.menu)
    await admin.taps("Jadikan peserta", "Hasan Anwar – peserta")
    await santri.sees("Peran Kakak sekarang: peserta.")
    helped = await santri.says("/bantuan", "Yang bisa saya bantu")
    assert "/siar" not in helped.text
    await until(lambda: not (FOR_ORGANISERS | FOR_ADMINS) & set(santri.phone.menu))


async def test_whom_the_settings_name_is_an_admin_at_the_next_message(office: Office) -> None:
    admin = await office.admin()
    await until(lambda: set(admin.phone.menu) >= FOR_ORGANISERS | FOR_ADMINS)
    await admin.says("/bantuan", "/statistik", "/peran", "/siar", "/acarabaru")


async def test_an_invitation_makes_its_first_user_an_organiser(office: Office) -> None:
    admin, chosen = await office.admin(), office.newcomer("Dewi Azizah")
    await admin.says("/peran", "Budi Santoso – admin")
    invitation = await admin.taps("Undang penyelenggara", "sekali pakai")
    found = re.search(r"start=(admin-\S+)", invitation.text)
    assert found is not None
    await chosen.says(f"/start {found[1]}", "Assalamu'alaikum")
    await chosen.taps("Setuju, lanjut", "Selamat, Kakak sekarang penyelenggara.")
    await chosen.taps("Lanjut", "1/4 Siapa nama Kakak?")
    await until(lambda: set(chosen.phone.menu) >= FOR_ORGANISERS)
    late = await office.santri("Rahma Anwar")
    await late.says(f"/start {found[1]}", "Tautan ini sudah dipakai atau sudah lewat waktunya.")


async def test_nobody_takes_their_own_role(office: Office) -> None:
    admin = await office.admin()
    await admin.says("/peran budi", "Siapa yang dimaksud?")
    await admin.taps("Budi Santoso", "Budi Santoso – admin")
    await admin.phone.taps("Jadikan peserta")
    await admin.sees_toast("Peran Kakak sendiri hanya bisa diubah oleh admin lain.")
    await admin.says("/statistik", "OPOP Jawa Timur")


async def test_somebody_who_is_not_there(office: Office) -> None:
    admin = await office.admin()
    await admin.says("/peran entah%siapa", 'Belum ada peserta bernama "entah%siapa".')


@pytest.mark.parametrize("command", ["/statistik", "/peran", "/statistik wilayah"])
async def test_to_an_organiser_the_commands_of_admins_do_not_exist(office: Office, command: str) -> None:
    organiser = await office.organiser(f"Siti {command.strip('/').title()}")
    await organiser.says(command, "Saya tidak mengenal perintah")
