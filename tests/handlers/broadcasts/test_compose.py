"""Broadcasts as organisers write and send them, and as the others get them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from models import events
from models.audit import AuditRow
from models.broadcasts import lifecycle
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Database
from models.events import Event
from models.media import Media
from models.people import Role
from tests.handlers.office import TEXT, Office, forged, got, opened, ready, written
from tests.models import village
from tests.support.client import Someone
from tests.support.databases import somebody_waits

# Who may, and what can be sent


@pytest.mark.parametrize("command", ["/siar", "/broadcast", "/siaran", "/broadcasts"])
async def test_to_santri_the_commands_do_not_exist(office: Office, command: str) -> None:
    ahmad = office.people["ahmad"]
    await ahmad.says(command)
    assert f"tidak mengenal perintah {command}" in ahmad.sees
    assert await office.rows(Broadcast) == []


async def test_a_santri_with_an_organisers_button_is_refused(office: Office, siti: Someone) -> None:
    await ready(siti)
    ahmad = office.people["ahmad"]
    await ahmad.says("/bantuan")
    await office.receive(forged(ahmad, "broadcasts.preview:1"))
    assert ahmad.toasts == ["Maaf, ini hanya untuk penyelenggara."]


async def test_a_broadcast_from_the_text_to_the_result(office: Office, siti: Someone) -> None:
    await siti.says("/siar")
    assert "Kirim isi siaran" in siti.sees
    await siti.says(TEXT)
    assert "[ Semua (4) ]" in siti.sees
    await siti.taps("Semua (4)")
    assert (
        siti.last.text
        == f"Semua orang yang terdaftar\nBeginilah yang akan diterima 4 orang:\n———\n{TEXT}\n———"
    )
    assert got(office) == {"ahmad": [], "budi": [], "citra": []}
    await siti.taps("Kirim sekarang")
    await office.passes(seconds=3)
    assert got(office) == {"ahmad": [TEXT], "budi": [TEXT], "citra": [TEXT]}
    assert [b.text for b in siti.screen].count(TEXT) == 1
    assert "Terkirim 4\n[ Rincian | Semua siaran ]" in siti.sees


async def test_formatting_arrives_as_it_was_typed(office: Office, siti: Someone) -> None:
    await siti.says("/siar")
    await siti.says("Sampai Jumat", rich="Sampai <b>Jumat</b>")
    await siti.taps("Semua (")
    assert "———\nSampai <b>Jumat</b>\n———" in siti.last.message.html
    await siti.taps("Kirim sekarang")
    assert office.people["ahmad"].last.message.html == "Sampai <b>Jumat</b>"


async def test_signs_that_mean_something_to_computers_are_shown_as_they_are(
    office: Office, siti: Someone
) -> None:
    await ready(siti, "1 < 2 & <b>_*[ {n}")
    assert "1 < 2 & <b>_*[ {n}" in siti.last.text.replace("&lt;", "<")
    await siti.taps("Kirim sekarang")
    assert office.people["ahmad"].last.message.html == "1 &lt; 2 &amp; &lt;b&gt;_*[ {n}"


async def test_a_photo_with_text_is_shown_as_a_message_of_its_own(office: Office, siti: Someone) -> None:
    await siti.says("/siar")
    await office.receive(siti.incoming(text="Poster", picture={"ref": "poster"}))
    await siti.taps("Semua (")
    control, photo = siti.screen[-2:]
    assert control.text == "Semua orang yang terdaftar\nBeginilah yang akan diterima 4 orang:"
    assert (photo.text, photo.message.photos, photo.labels) == ("Poster", [1], [])
    await siti.taps("Kirim sekarang")
    ahmad = office.people["ahmad"]
    assert (ahmad.last.text, ahmad.last.message.photos) == ("Poster", [1])


async def test_a_document_is_sent_with_its_text_and_its_name(office: Office, siti: Someone) -> None:
    await siti.says("/siar")
    file = {"ref": "f", "name": "surat.pdf", "mime": "application/pdf", "size": 20 * 1024**2}
    await office.receive(siti.incoming(text="Suratnya", attachment=file))
    await siti.taps("Semua (")
    control, document = siti.screen[-2:]
    assert control.text == "Semua orang yang terdaftar\nBeginilah yang akan diterima 4 orang:"
    assert (document.text, document.message.file, document.labels) == ("Suratnya", 1, [])
    await siti.taps("Kirim sekarang")
    ahmad = office.people["ahmad"]
    assert (ahmad.last.text, ahmad.last.message.file) == ("Suratnya", 1)
    assert [(row.name, row.mime) for row in await office.rows(Media)] == [("surat.pdf", "application/pdf")]


async def test_of_an_album_the_first_photo_is_taken(office: Office, siti: Someone) -> None:
    await siti.says("/siar")
    await siti.sends_album(3)
    assert siti.sees.startswith("Hanya foto pertama yang dipakai")
    assert [row.photo_id for row in await office.rows(Broadcast)] == [1]
    assert siti.said == 4


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ({"text": "  \n "}, "Kirim siarannya sebagai teks"),
        ({"unsupported": True}, "Kirim siarannya sebagai teks"),
        ({"text": "x" * 3501}, "Terlalu panjang: 3.501 huruf. Paling banyak 3.500"),
        ({"text": "🌾" * 1751}, "Terlalu panjang: 3.502 huruf"),
        ({"text": "x" * 1001, "picture": {"ref": "p"}}, "Terlalu panjang: 1.001 huruf. Paling banyak 1.000"),
        ({"attachment": {"ref": "", "name": "surat.pdf"}}, "Di sini berkas tidak bisa disimpan"),
        (
            {"attachment": {"ref": "f", "size": 20 * 1024**2 + 1}},
            "Berkasnya terlalu besar. Paling besar 20 MB",
        ),
        ({"attachment": {"ref": "f", "mime": "video/mp4"}}, "Video dan suara belum bisa disiarkan"),
        (
            {"attachment": {"ref": "f"}, "text": "x" * 1001},
            "Terlalu panjang: 1.001 huruf. Paling banyak 1.000",
        ),
        ({"point": {"latitude": -7.2, "longitude": 112.7}}, "Kirim siarannya sebagai teks"),
    ],
)
async def test_what_cannot_be_sent_is_answered_with_what_can(
    office: Office, siti: Someone, message: dict[str, Any], answer: str
) -> None:
    await siti.says("/siar")
    await office.receive(siti.incoming(**message))
    assert siti.sees.startswith(answer)
    await siti.says(TEXT)
    assert "Untuk siapa?" in siti.sees


# Before it is sent


async def test_a_trial_reaches_only_the_organiser(office: Office, siti: Someone) -> None:
    await ready(siti)
    await siti.taps("Coba ke saya dulu")
    assert (siti.last.text, siti.last.labels) == (TEXT, ["Atur langganan"])
    assert got(office) == {"ahmad": [], "budi": [], "citra": []}
    await siti.taps("Kirim sekarang")
    assert got(office)["ahmad"] == [TEXT]


async def test_the_text_can_be_changed_and_the_audience_stays(office: Office, siti: Someone) -> None:
    await written(siti)
    await siti.taps("Pilar …")
    await siti.taps("Santripreneur")
    await siti.taps("Lanjut (2)")
    await siti.taps("Ubah isi")
    await siti.says("Diundur sampai Sabtu.")
    assert (
        "Pilar: Santripreneur\nBeginilah yang akan diterima 2 orang:\n———\nDiundur sampai Sabtu." in siti.sees
    )
    await siti.taps("Ubah isi")
    await siti.taps("Batal")
    await siti.taps("Kembali")
    assert "Diundur sampai Sabtu." in siti.sees


async def test_pressing_send_twice_sends_once(office: Office, siti: Someone) -> None:
    preview = await ready(siti)
    await office.receive(siti.press("Kirim sekarang", preview), siti.press("Kirim sekarang", preview))
    await office.passes(seconds=4)
    assert got(office) == {"ahmad": [TEXT], "budi": [TEXT], "citra": [TEXT]}
    assert [row.action for row in await office.rows(AuditRow)] == ["send broadcast"]
    assert siti.toasts == ["Siaran ini sudah dikirim."]


async def test_of_two_programs_that_send_at_once_only_one_does(postgresql: Database, regions: None) -> None:
    office = await opened(postgresql)
    siti = office.people["siti"]
    await ready(siti)
    async with postgresql.write() as session:
        await lifecycle.start(session, await session.get_one(Broadcast, 1), {}, office.now)
        press = asyncio.create_task(siti.taps("Kirim sekarang"))
        await somebody_waits(postgresql)
    await press
    await office.passes(seconds=3)
    assert "Terkirim 4" in siti.sees
    assert got(office) == {"ahmad": [TEXT], "budi": [TEXT], "citra": [TEXT]}
    assert (siti.toasts, await office.rows(AuditRow)) == (["Siaran ini sudah dikirim."], [])


async def test_an_old_preview_does_not_send_what_it_did_not_show(office: Office, siti: Someone) -> None:
    await ready(siti)
    old = siti.press("Kirim sekarang")
    await siti.taps("Ubah isi")
    await siti.says("Diundur sampai Sabtu.")
    await office.receive(old)
    assert siti.toasts == ["Siaran ini sudah diubah. Periksa lagi, ya."]
    assert "Diundur sampai Sabtu." in siti.sees
    assert got(office)["ahmad"] == []


async def test_buttons_of_what_was_sent_show_its_result(office: Office, siti: Someone) -> None:
    await ready(siti)
    old = [siti.press(label) for label in ("Ubah isi", "Ubah penerima", "Coba ke saya dulu", "Batal")]
    await siti.taps("Kirim sekarang")
    for press in old:
        await office.receive(press)
        assert siti.sees.startswith("Selesai")
    assert got(office)["ahmad"] == [TEXT]
    assert set(siti.toasts) == {"Siaran ini sudah dikirim."}


async def test_what_is_given_up_is_not_sent(office: Office, siti: Someone) -> None:
    await ready(siti)
    send = siti.press("Kirim sekarang")
    await siti.taps("Batal")
    assert "tidak jadi dikirim" in siti.sees
    await office.receive(send)
    assert siti.toasts == ["Siaran ini sudah dibatalkan."]
    assert got(office)["ahmad"] == []


async def test_what_was_not_sent_is_offered_again(office: Office, siti: Someone) -> None:
    await written(siti)
    await siti.says("/siar")
    assert f"Siaran {TEXT} belum dikirim. Lanjutkan?" in siti.sees
    await siti.taps("Lanjutkan")
    assert "Kirim sekarang" in siti.last.labels
    await siti.says("/siar")
    await siti.taps("Tulis baru")
    await siti.says("Yang baru")
    assert [row.status for row in await office.rows(Broadcast)] == [
        BroadcastStatus.CANCELLED,
        BroadcastStatus.DRAFT,
    ]


async def test_nobody_else_touches_a_draft(office: Office, siti: Someone) -> None:
    other = await office.santri("dewi", "Dewi", role=Role.ORGANISER)
    await ready(siti)
    await other.says("/siaran")
    for data in (
        "broadcasts.preview:1",
        "broadcasts.drop:1",
        "broadcast_audience.choose_everybody:1",
        "broadcast_audience.switch:1:pillars:santripreneur:1:0",
        "broadcast_report.open_:1",
    ):
        await office.receive(forged(other, data))
        assert other.toasts[-1] == "Tombol ini sudah tidak berlaku."
    assert [row.status for row in await office.rows(Broadcast)] == [BroadcastStatus.DRAFT]


@pytest.mark.parametrize(
    "data",
    [
        "broadcasts.preview:99",
        "broadcasts.preview:x",
        "broadcasts.preview",
        "broadcast_report.open_:99",
        "broadcast_report.stop:99",
        "broadcast_audience.switch:1:pillars:kiai:1:0",
        "broadcast_audience.switch:1:html:x:1:0",
        "broadcast_audience.switch:1:pesantren:1:1:0",
        "broadcasts.invite:99",
    ],
)
async def test_buttons_that_nobody_made_do_nothing(office: Office, siti: Someone, data: str) -> None:
    await ready(siti)
    before = siti.sees
    await office.receive(forged(siti, data))
    assert siti.sees == before
    assert len(siti.toasts) == 1


# About an event


async def meeting(office: Office, **fields: Any) -> Event:
    async with office.db.write() as session:
        return await village.event(session, description="Bawa contoh produk.", **fields)


async def test_an_invitation_is_ready_to_be_sent(office: Office, siti: Someone) -> None:
    event = await meeting(office)
    await siti.says("/siaran")
    await office.receive(forged(siti, f"broadcasts.invite:{event.id}"))
    assert "Untuk siapa?" in siti.sees
    await siti.taps("Semua (")
    await siti.taps("Kirim sekarang")
    assert got(office)["ahmad"] == [
        "Kakak diundang ke acara ini:\n\n"
        "Temu Bisnis\nSelasa, 1 Desember 2026 · 09.00–15.00 WIB (21 Jumadilakhir 1448 H)\nSurabaya\n\n"
        "Bawa contoh produk.\n\n"
        "Ketik /acara untuk menjawab sebelum Selasa, 1 Desember 2026, 09.00 WIB."
    ]


async def test_inviting_twice_is_one_draft(office: Office, siti: Someone) -> None:
    event = await meeting(office)
    await siti.says("/siaran")
    press = forged(siti, f"broadcasts.invite:{event.id}")
    await office.receive(press, forged(siti, f"broadcasts.invite:{event.id}"))
    assert len(await office.rows(Broadcast)) == 1


async def test_nobody_is_invited_to_what_is_over_or_called_off(office: Office, siti: Someone) -> None:
    event = await meeting(office)
    async with office.db.write() as session:
        await events.cancel(session, event.id, office.now)
    await siti.says("/siaran")
    await office.receive(forged(siti, f"broadcasts.invite:{event.id}"))
    assert siti.toasts == ["Undangan acara ini sudah tidak bisa dijawab."]
    assert await office.rows(Broadcast) == []
