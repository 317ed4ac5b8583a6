"""Choosing whom a broadcast is for."""

from __future__ import annotations

from sqlalchemy import update

from models import events
from models.events import RsvpAnswer
from models.people import Address, Person
from models.pesantren import Pesantren
from tests.handlers.office import TEXT, Office, got, ready, written
from tests.models import village
from tests.support.client import Someone


async def test_kinds_are_combined_and_values_of_a_kind_are_alternatives(
    office: Office, siti: Someone
) -> None:
    await written(siti)
    await siti.taps("Pilar …")
    await siti.taps("Santripreneur")
    assert "Pilar: Santripreneur\nYang akan menerima: 2 orang" in siti.sees
    await siti.taps("Sosiopreneur")
    assert "Pilar: Santripreneur, Sosiopreneur\nYang akan menerima: 2 orang" in siti.sees
    await siti.taps("Pilihan lain")
    assert "✓ Pilar …" in siti.last.labels
    await siti.taps("Wilayah …")
    while "Kota Batu" not in siti.last.labels:
        await siti.taps("Berikutnya ›")
    await siti.taps("Kota Batu")
    assert "✓ Kota Batu" in siti.last.labels
    assert "Wilayah: Kota Batu\nYang akan menerima: 1 orang" in siti.sees
    assert len(siti.screen) == 2
    await siti.taps("Lanjut (1)")
    await siti.taps("Kirim sekarang")
    assert got(office) == {"ahmad": [], "budi": [TEXT], "citra": []}


async def test_a_value_is_taken_back_by_pressing_it_again(office: Office, siti: Someone) -> None:
    await written(siti)
    await siti.taps("Status …")
    await siti.taps("Alumni")
    assert "Yang akan menerima: 0 orang" in siti.sees
    await siti.taps("✓ Alumni")
    assert "Semua orang yang terdaftar\nYang akan menerima: 4 orang" in siti.sees


async def test_a_nervous_double_press_chooses_once(office: Office, siti: Someone) -> None:
    await written(siti)
    await siti.taps("Peran …")
    await office.receive(siti.press("penyelenggara"), siti.press("penyelenggara"))
    assert "Peran: penyelenggara\nYang akan menerima: 1 orang" in siti.sees


async def test_everybody_forgets_the_choice(office: Office, siti: Someone) -> None:
    await written(siti)
    await siti.taps("Status …")
    await siti.taps("Alumni")
    await siti.taps("Pilihan lain")
    await siti.taps("Semua (4)")
    assert "akan diterima 4 orang" in siti.sees


async def test_pesantren_are_found_by_a_few_letters(office: Office, siti: Someone) -> None:
    async with office.db.read() as session:
        name = (await session.get_one(Pesantren, 1)).name
    await written(siti)
    await siti.taps("Pesantren …")
    await siti.taps("Cari pesantren …")
    await siti.says(name[:-1])
    await siti.taps(name)
    assert f"Pesantren: {name} (" in siti.sees
    assert "Yang akan menerima: 1 orang" in siti.sees
    await siti.taps("Cari pesantren …")
    await siti.taps("Batal")
    await siti.taps("Kembali")
    await siti.taps(f"✓ {name}")
    assert "Yang akan menerima: 4 orang" in siti.sees


async def test_guests_of_an_event_are_chosen_by_their_answer(office: Office, siti: Someone) -> None:
    await written(siti)
    await siti.taps("Tamu acara …")
    assert "Belum ada acara yang tamunya sudah menjawab." in siti.sees
    async with office.db.write() as session:
        meeting = await village.event(session, seats=9)
        await events.answer(session, meeting.id, 2, RsvpAnswer.YES, office.now)
        await events.answer(session, meeting.id, 3, RsvpAnswer.MAYBE, office.now)
    await siti.taps("Pilihan lain")
    await siti.taps("Tamu acara …")
    await siti.taps("Temu Bisnis")
    assert "Tamu acara: Temu Bisnis (1 Desember) – Hadir\nYang akan menerima: 1 orang" in siti.sees
    await siti.taps("✓ Hadir")
    assert siti.toasts == ["Paling sedikit satu jawaban, ya, Kak."]
    await siti.taps("Mungkin")
    assert "Yang akan menerima: 2 orang" in siti.sees
    await siti.taps("✓ Hadir")
    await siti.taps("Lanjut (1)")
    await siti.taps("Kirim sekarang")
    assert got(office) == {"ahmad": [], "budi": [TEXT], "citra": []}


async def test_who_cannot_be_reached_is_counted_apart(office: Office, siti: Someone) -> None:
    async with office.db.write() as session:
        gone = update(Address).where(Address.chat == "citra")
        await session.execute(gone.values(gone_at=office.now))
    await ready(siti)
    assert "akan diterima 3 orang (1 orang lain tidak bisa dihubungi):" in siti.sees
    await siti.taps("Kirim sekarang")
    assert got(office)["citra"] == []


async def test_to_nobody_nothing_can_be_sent(office: Office, siti: Someone) -> None:
    await written(siti)
    await siti.taps("Status …")
    await siti.taps("Alumni")
    await siti.taps("Lanjut (0)")
    assert "Belum ada orang yang bisa menerima" in siti.sees
    assert "Kirim sekarang" not in siti.last.labels
    await siti.taps("Ubah penerima")
    assert "Untuk siapa?" in siti.sees


async def test_owners_of_products_without_a_permit_are_chosen(office: Office, siti: Someone) -> None:
    async with office.db.write() as session:
        for person_id, permits in ((2, [{"kind": "pirt", "number": ""}]), (3, [])):
            owner = await session.get_one(Person, person_id)
            await village.product(session, owner, permits=permits)
    await written(siti)
    await siti.taps("Produk tanpa izin …")
    await siti.taps("PIRT")
    assert "Produk tanpa izin: PIRT\nYang akan menerima: 1 orang" in siti.sees
    await siti.taps("NIB")
    assert "Yang akan menerima: 2 orang" in siti.sees


async def test_people_of_a_language_are_chosen(office: Office, siti: Someone) -> None:
    async with office.db.write() as session:
        await session.execute(update(Person).where(Person.name == "Citra").values(language="jv"))
    await written(siti)
    await siti.taps("Bahasa …")
    await siti.taps("Basa Jawa")
    assert "Bahasa: Basa Jawa\nYang akan menerima: 1 orang" in siti.sees
