"""The report of a broadcast as a file: what became of the message to each recipient, and what they answered.

It is made when it is sent (`bot.media.library.create_lazy_file`), so that no message of anybody waits for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.dialog.buttons import Button, InvalidPressError, button
from bot.dialog.context import Chat
from bot.dialog.lazy_files import lazy_file
from bot.i18n.formatting import WIB
from bot.i18n.messages import Translatable, _, lines, plain
from models import audit
from models.audit import AuditAction
from models.broadcasts import listing
from models.broadcasts.listing import Recipient
from models.broadcasts.progress import RecipientResult, read_progress, read_report
from models.broadcasts.tables import Broadcast
from models.db.database import Database
from models.people import Role
from models.queue.outbox import OutboxState

if TYPE_CHECKING:
    from handlers.broadcasts.xlsx import Line

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST, PAGE = 100_000, 2_000
"""So many recipients are in a file, and so many are read at once."""

KEEP = timedelta(hours=6)
"""It is made to be sent, not to be kept."""

OPEN = "broadcast_report.open_"

HEAD = (
    _("Nama"),
    _("Pesantren"),
    _("Wilayah"),
    _("Hasil"),
    _("Alasan"),
    _("Waktu (WIB)"),
    _("Jawaban"),
)

STATES: dict[OutboxState, Translatable] = {
    OutboxState.WAITING: _("belum dikirim"),
    OutboxState.SENDING: _("sedang dikirim"),
    OutboxState.SENT: _("terkirim"),
    OutboxState.GONE: _("diblokir"),
    OutboxState.FAILED: _("gagal"),
    OutboxState.UNKNOWN: _("tidak pasti"),
    OutboxState.CANCELLED: _("tidak dikirim"),
}


OVER = _("Rincian per penerima siaran ini sudah tidak disimpan.")
"""Only how many they were is still known (`Broadcast.totals`)."""


@button("broadcast_file.send", role=Role.ORGANISER)
async def send(chat: Chat, broadcast_id: int) -> None:
    broadcast = await chat.db.get(Broadcast, broadcast_id)
    if broadcast is None or broadcast.started_at is None:
        raise InvalidPressError("no broadcast that was sent")
    if broadcast.totals is not None:
        return chat.toast(OVER)
    number = (await read_progress(chat.db, broadcast.id)).total
    await audit.record(
        chat.db, chat.person.id, AuditAction.EXPORT_BROADCAST, f"broadcast:{broadcast.id}", recipients=number
    )
    name, ref = f"siaran-{broadcast.id}.xlsx", f"{broadcast.id}:{chat.language}"
    file = await report_file.promise(chat, ref, name, chat.now + KEEP)
    words = lines(
        _("Laporan per penerima. Isinya data pribadi; simpan baik-baik, ya, Kak."),
        _("Penerimanya {n}; di berkas ini hanya {most} yang pertama.", n=number, most=MOST)
        if number > MOST
        else None,
    )
    back = Button(_("Kembali"), chat.router.buttons[OPEN], broadcast.id)
    await chat.reply(words, [back], file=file, new=True)


@lazy_file("report", MIME)
async def report_file(db: Database, ref: str) -> bytes:
    """The file that `send` promised; `ref` is a broadcast's id, a colon and a language. Raises `FileNotFoundError`."""
    number, _colon, language = ref.partition(":")
    async with db.read() as session:
        broadcast = await session.get(Broadcast, int(number))
    if broadcast is None:
        raise FileNotFoundError(f"no broadcast {number}")
    head = [plain(words, language) for words in HEAD]
    from handlers.broadcasts.xlsx import RecipientSheet

    sheet = await asyncio.to_thread(RecipientSheet, "Laporan", head)
    last = 0
    for _page in range(MOST // PAGE):
        async with db.read() as session:
            page = await read_report(session, broadcast.id, last, PAGE)
            known = {receipt.person_id for receipt in page} - {None}
            people = await listing.recipients(session, broadcast.id, [one for one in known if one])
        await asyncio.to_thread(sheet.add, _lines(page, people, broadcast.choices, language))
        if len(page) < PAGE:
            break
        last = page[-1].id
    return await asyncio.to_thread(sheet.finish)


def _lines(
    page: Sequence[RecipientResult], people: Mapping[int, Recipient], choices: Sequence[str], language: str
) -> list[Line]:
    states = {state: plain(words, language) for state, words in STATES.items()}
    nobody = Recipient("", "", None)
    return [_line(one, people.get(one.person_id or 0, nobody), choices, states) for one in page]


def _line(
    receipt: RecipientResult, person: Recipient, choices: Sequence[str], states: Mapping[OutboxState, str]
) -> tuple[str, ...]:
    answered = person.answer is not None and person.answer < len(choices)
    return (
        receipt.name,
        person.pesantren,
        person.region,
        states[OutboxState(receipt.state)],
        receipt.reason,
        _time(receipt.finished_at),
        choices[person.answer or 0] if answered else "",
    )


def _time(when: datetime | None) -> str:
    return f"{when.astimezone(WIB):%Y-%m-%d %H:%M:%S}" if when else ""
