"""What goes wrong gets one sentence that says what would be right; what was answered before stays."""

from __future__ import annotations

import asyncio
import itertools

import pytest

from tests.journeys.events import manages, opens, publishes
from tests.journeys.office import Office
from tests.journeys.products import registers, registers_keripik
from tests.journeys.visitors import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")

NASTY = (
    "<b>Kopi</b> & Teh",
    "_*[Kopi](x)`",
    "{name} {0} %s",
    "Kopi 😀 Enak",
    "كوبي بسانترين",
    "Kopi &lt;3 &amp;",
)

NEVER_WAS = (
    *("x", ":::", "~", "~zz:name:v:x", "~0:=:ok:", "é" * 30, "\x00"),
    *("events.rsvp", "events.rsvp:abc:yes", "events.rsvp:1:ya", "events.rsvp:99999999999999999999:yes"),
    *("products.show:-1:2", "home.run:1:2"),
)


async def at(office: Office, question: str) -> Visitor:
    """A santri who has answered the questions of a product up to this one."""
    answers = ("Keripik Tempe", "Makanan", "15rb", "bungkus", "Lewati", "Lewati", "Lewati", "Belum ada")
    santri = await office.santri()
    await santri.says("/produk", "1/9")
    for number in itertools.takewhile(lambda number: f"{number}/9" != question, range(1, 10)):
        await santri.fills((answers[number - 1], f"{number + 1}/9"))
    return santri


@pytest.mark.parametrize(
    ("question", "typed", "answer"),
    [
        ("1/9", "K", "Terlalu pendek. Tulis paling sedikit 3 huruf, ya."),
        ("1/9", "x" * 5000, "Terlalu panjang. Tulis paling banyak 80 huruf, ya."),
        ("1/9", "   ", "Terlalu pendek."),
        ("1/9", "\u200b\u2060 \u3164", "Terlalu pendek."),
        ("2/9", "pesawat", 'Saya belum paham "pesawat".'),
        ("3/9", "abc", 'Saya belum paham "abc". Tulis dengan angka, misalnya 15rb atau 15.000.'),
        ("3/9", "-5", "Paling sedikit Rp1."),
        ("3/9", "1" + "0" * 15, "Itu terlalu besar"),
        ("3/9", "9" * 5000, "Tulis dengan angka"),
        ("3/9", "🍵", "Tulis dengan angka"),
        ("3/9", "<b>15rb</b>", 'Saya belum paham "<b>15rb</b>".'),
        ("5/9", "banyak sekali", 'Saya belum paham "banyak sekali".'),
        ("5/9", "0", "mulai dari 1"),
        ("6/9", "x" * 5000, "Terlalu panjang. Tulis paling banyak 500 huruf, ya."),
        ("8/9", "NIB 123", "NIB terdiri dari 13 angka"),
        ("9/9", "bukan tautan sama sekali", "Saya belum paham"),
    ],
)
async def test_a_wrong_answer(office: Office, question: str, typed: str, answer: str) -> None:
    santri = await at(office, question)
    complaint = await santri.says(typed, answer)
    assert len(complaint.text) < 250
    assert "Batal" in complaint.buttons[-1]
    await santri.says("/bantuan", "Yang bisa saya bantu")
    await santri.says("halo", f"({question[0]} dari 9). Lanjutkan?")
    await santri.taps("Lanjutkan", f"{question} ")


@pytest.mark.parametrize("name", NASTY)
async def test_a_name_is_shown_exactly_as_it_was_typed(office: Office, name: str) -> None:
    santri = await office.santri(name)
    await santri.says("/mulai", f"Assalamu'alaikum, {name}.")
    await registers(santri, name)
    card = await santri.sees(f"{name} · unggulan\n")
    assert {entity["type"] for entity in card.entities} <= {"bold", "code"}
    await santri.taps("Arsipkan", f"Arsipkan {name}?")
    await santri.taps("Jangan", name)
    listed = await santri.taps("Kembali", "Produk Kakak (1).")
    assert listed.buttons[0] == [name]


@pytest.mark.parametrize("name", NASTY[:4])
async def test_so_is_the_name_of_an_event(office: Office, name: str) -> None:
    organiser, santri = await office.organiser(f"Siti {NASTY.index(name)}"), await office.santri(name)
    await publishes(organiser, name)
    await opens(santri, name)
    await santri.taps("Hadir", f"{name}\n", "Kakak hadir.")
    await manages(organiser, name)
    await organiser.taps("Tamu (1)", f"Tamu {name}", f"{name} · Hadir")
    await organiser.taps("Kembali", "Terbit")
    await organiser.taps("Batalkan acara", f"Batalkan acara {name}?")
    await organiser.taps("Ya, batalkan acara", "Dibatalkan")
    await santri.sees(f"Maaf, Kak, acara {name} (")


async def test_marks_that_turn_the_direction_of_writing_do_not_spoil_the_message(office: Office) -> None:
    santri = await at(office, "1/9")
    await santri.says("Kopi \u202emalang", "2/9")
    await santri.taps("Kembali", "1/9", "Sekarang: Kopi malang")


async def test_a_name_on_telegram_that_no_button_can_carry(office: Office) -> None:
    newcomer = office.newcomer("مريم بنت عبد الرحمن الأنصاري المدني")
    await newcomer.says("/mulai", "Assalamu'alaikum")
    question = await newcomer.taps("Setuju, lanjut", "1/4 Siapa nama Kakak?")
    assert question.buttons == [["Batal"]]


@pytest.mark.parametrize(
    "payload", ["a" * 64, "a:b", "é" * 40, "p-" + "Z" * 60, "admin-" + "x" * 58, "-", "p-"]
)
async def test_a_link_that_nobody_made_leads_to_the_beginning(office: Office, payload: str) -> None:
    newcomer = office.newcomer("Ahmad Fauzi")
    await newcomer.says(f"/start {payload}", "Assalamu'alaikum")
    await newcomer.taps("Setuju, lanjut", "1/4 Siapa nama Kakak?")


async def test_a_document_where_a_photo_is_asked_for(office: Office) -> None:
    santri = await at(office, "7/9")
    await santri.sends_document("keripik.jpg", "Itu berkas. Kirim sebagai foto, ya, Kak", mime="image/jpeg")
    await santri.sends_document("video.mp4", "Itu berkas.", size=25_000_000, mime="video/mp4")
    await santri.says("fotonya menyusul", "Kirim fotonya lewat tombol lampiran, ya, Kak.")
    await santri.sends_photo("Sekarang: 1 foto")


async def test_of_an_album_of_ten_the_first_four_are_kept(office: Office) -> None:
    santri = await at(office, "7/9")
    shown = len(santri.phone.messages)
    await santri.sends_album(10, "Cukup 4 foto; yang lain tidak saya simpan. 8/9 Izin apa")
    assert len(santri.phone.messages) == shown + 1
    await santri.fills(("Belum ada", "9/9"), ("Lewati", "Sudah benar?"))
    await santri.taps("Simpan", "terdaftar")
    await santri.taps("Foto lain (3)", "Foto 2 dari 4")


async def test_an_album_where_no_photo_is_asked_for_gets_one_answer(office: Office) -> None:
    santri = await at(office, "3/9")
    shown = len(santri.phone.messages)
    await santri.sends_album(5, "Jawab dengan tulisan, ya, Kak.")
    await santri.says("15rb", "4/9")
    assert len(santri.phone.messages) == shown + 2
    await santri.says("/batal", "dibatalkan")
    await santri.sends_album(5, "Itu belum bisa saya baca, Kak.")
    await santri.says("/mulai", "Ada yang bisa saya bantu?")
    assert len(santri.phone.messages) == shown + 5


@pytest.mark.parametrize("label", ["Makanan", "Kembali", "Batal"])
async def test_a_button_of_a_question_that_is_over(office: Office, label: str) -> None:
    santri = await at(office, "2/9")
    old = santri.screen
    await santri.says("makanan", "3/9 Berapa harganya?")
    await santri.taps(label, "3/9 Berapa harganya?", on=old)
    await santri.sees_toast("tombol")


async def test_a_form_that_was_only_looked_at_begins_at_once(office: Office) -> None:
    santri = await at(office, "1/9")
    await santri.says("/produk", "1/9 Apa nama produknya?")
    await santri.says("Kopi Lereng", "2/9")
    await santri.says("/produk", "Kakak sedang mengisi Kopi Lereng (2 dari 9). Lanjutkan?")


async def test_a_button_pressed_twice_has_one_effect(office: Office) -> None:
    santri = await at(office, "2/9")
    question = santri.screen
    for _press in range(2):
        await santri.phone.taps("Makanan", question)
    await santri.sees("3/9 Berapa harganya?")
    await santri.sees_toast("tombol")
    await santri.says("15rb", "4/9")


async def test_a_product_that_is_saved_twice_is_one(office: Office) -> None:
    santri = await at(office, "9/9")
    summary = await santri.taps("Lewati", "Sudah benar?")
    for _press in range(3):
        await santri.phone.taps("Simpan", summary)
    await santri.sees("Produk Kakak sudah terdaftar.")
    await santri.sees_toast("Isian ini sudah selesai atau dibatalkan.")
    await santri.says("/produk", "Produk Kakak (1).")


@pytest.mark.parametrize(
    ("data", "role"),
    [
        ("event_planning.manage", "penyelenggara"),
        ("event_planning.new", "penyelenggara"),
        ("broadcast_list.all_", "penyelenggara"),
        ("statistics.page:", "admin"),
    ],
)
async def test_a_button_of_another_role_is_refused(office: Office, data: str, role: str) -> None:
    santri = await office.santri()
    home = await santri.says("/mulai", "Ada yang bisa saya bantu?")
    await santri.forges(data, home)
    await santri.sees_toast(f"Maaf, ini hanya untuk {role}.")
    assert (home.text, home.edits) == (santri.phone.sees, 0)


async def test_who_lost_the_role_is_refused_at_the_old_button(office: Office) -> None:
    organiser, admin = await office.organiser("Siti Lepas"), await office.admin()
    await publishes(organiser, "Temu Lepas")
    screen = organiser.screen
    await organiser.says("/acarabaru", "1/7 Apa nama acaranya?")
    await admin.says("/peran Siti Lepas", "Siapa yang dimaksud?")
    await admin.taps("Siti Lepas", "penyelenggara")
    await admin.taps("Jadikan peserta", "peserta")
    await organiser.sees("Peran Kakak sekarang: peserta.")
    await organiser.phone.taps("Batalkan acara", screen)
    await organiser.sees_toast("Maaf, ini hanya untuk penyelenggara.")
    await organiser.says("Acara Gelap", "dibatalkan")


async def test_what_belongs_to_somebody_else_cannot_be_touched(office: Office) -> None:
    owner, other = await office.santri("Ahmad Pemilik"), await office.santri("Ahmad Lain")
    await registers_keripik(owner)
    changes = next(key["callback_data"] for key in owner.screen.keys if key["text"] == "Ubah …")
    archives = changes.replace("change", "archive")
    for data in (changes, archives, changes.replace("change", "show")):
        await other.says("/mulai", "Ada yang bisa saya bantu?")
        await other.forges(data, other.screen)
        await other.sees("Produk itu tidak ada lagi di daftar Kakak.")
    await owner.says("/produk", "Produk Kakak (1).")
    draft = await owner.taps("Daftarkan produk", "1/10")
    await other.forges(next(draft.keys)["callback_data"], other.screen)
    await other.sees_toast("Isian ini sudah selesai atau dibatalkan.")


@pytest.mark.parametrize("data", NEVER_WAS)
async def test_a_button_that_never_was(office: Office, data: str) -> None:
    santri = await office.santri()
    home = await santri.says("/mulai", "Ada yang bisa saya bantu?")
    await santri.forges(data, home)
    await santri.sees_toast("sudah")
    await santri.says("/mulai", "Ada yang bisa saya bantu?")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/", "Saya belum paham maksudnya"),
        ("//", "Saya belum paham maksudnya"),
        ("/" + "x" * 300, "Saya tidak mengenal perintah /xxx"),
        ("/<b>", "Saya belum paham maksudnya"),
        ("/produk " + "y" * 4000, "Produk dengan kode itu tidak ada lagi"),
        ("/mulai " + "y" * 4000, "Ada yang bisa saya bantu?"),
        ("/pilar semuanya", "Tiga pilar OPOP"),
    ],
)
async def test_a_command_that_makes_no_sense(office: Office, typed: str, answer: str) -> None:
    santri = await office.santri()
    understood = await santri.says(typed, answer)
    assert understood.buttons


async def test_a_message_that_cannot_be_changed_any_more_is_followed_by_a_new_one(office: Office) -> None:
    santri = await office.santri()
    old, gone = await santri.says("/pilar", "Tiga pilar"), await santri.says("/pilar", "Tiga pilar")
    old.frozen = gone.deleted = True
    explained = await santri.taps("Sosiopreneur", "Yang diukur", on=old)
    assert explained.id > gone.id
    explained = await santri.taps("Sosiopreneur", "Yang diukur", on=gone)
    assert explained.id > gone.id


async def test_nobody_waits_for_somebody_who_sends_nonsense(office: Office) -> None:
    noisy, calm = await office.santri("Ahmad Ramai"), await office.santri("Ahmad Tenang")
    for _message in range(20):
        await noisy.phone.says("x" * 4000)
    await asyncio.wait_for(calm.says("/mulai", "Assalamu'alaikum, Ahmad Tenang."), 5)
    await noisy.says("/mulai", "Assalamu'alaikum, Ahmad Ramai.")
