"""The report of a broadcast as an XLSX file: for each recipient the result of the message, and their answer.

It is made when it is sent (`bot.media.library.create_lazy_file`), so that no message of anybody waits for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from bot.dialog.buttons import Button, button
from bot.dialog.context import Chat
from bot.dialog.lazy_files import lazy_file
from bot.i18n.formatting import WIB
from bot.i18n.messages import Translatable, _, lines, to_plain_text
from handlers.broadcasts import access
from handlers.broadcasts.screens import REPORT
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
    from openpyxl.cell import Cell

Line = Sequence[str]

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_RECIPIENTS, PAGE = 100_000, 2_000
"""Number of recipients in a file, and of those that are read at once."""

KEEP = timedelta(hours=6)
"""Time for which the file is kept: it is made to be sent."""

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

NOT_KEPT = _("Rincian per penerima siaran ini sudah tidak disimpan.")
"""Said where only totals are still known (`Broadcast.totals`)."""


@button("broadcast_file.send", role=Role.ORGANISER, row=access.SENT_BROADCAST)
async def send_file(chat: Chat, broadcast: Broadcast) -> None:
    """Promise the file, and note in the audit that personal data was taken."""
    if broadcast.totals is not None:
        return chat.toast(NOT_KEPT)
    number = (await read_progress(chat.db, broadcast.id)).total
    await audit.record(
        chat.db, chat.person.id, AuditAction.EXPORT_BROADCAST, f"broadcast:{broadcast.id}", recipients=number
    )
    name, ref = f"siaran-{broadcast.id}.xlsx", f"{broadcast.id}:{chat.language}"
    file = await report_file.promise(chat, ref, name, chat.now + KEEP)
    words = lines(
        _("Laporan per penerima. Isinya data pribadi; simpan baik-baik, ya, Kak."),
        _("Penerimanya {n}; di berkas ini hanya {most} yang pertama.", n=number, most=MAX_RECIPIENTS)
        if number > MAX_RECIPIENTS
        else None,
    )
    back = Button(_("Kembali"), REPORT, broadcast.id)
    await chat.reply(words, [back], file=file, new=True)


@lazy_file("report", MIME)
async def report_file(db: Database, ref: str) -> bytes:
    """Make the file that `send_file` promised; `ref` is a broadcast's id, a colon and a language.

    Raises `FileNotFoundError`.
    """
    number, _colon, language = ref.partition(":")
    async with db.read() as session:
        broadcast = await session.get(Broadcast, int(number))
    if broadcast is None:
        raise FileNotFoundError(f"no broadcast {number}")
    head = [to_plain_text(words, language) for words in HEAD]
    sheet = await asyncio.to_thread(RecipientSheet, "Laporan", head)
    last = 0
    for _page in range(MAX_RECIPIENTS // PAGE):
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
    states = {state: to_plain_text(words, language) for state, words in STATES.items()}
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


# The table

WIDTHS = (30, 30, 24, 16, 40, 20, 16)
"""Widths of the columns, in letters."""

COMPUTED = ("=", "+", "-", "@", "#")
"""Texts that begin so may be taken for something to be computed, unless they are marked as texts."""

SHOWN_AS_TEXT = "@"
"""The number format of a text."""


class RecipientSheet:
    """An XLSX file that grows line by line; what is written is no longer held in memory. To be used in a thread."""

    def __init__(self, title: str, head: Line) -> None:
        from openpyxl import Workbook  # some MB of memory, that only processes need where a file is made

        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet(title)
        self._sheet.freeze_panes = "A2"
        for number, width in enumerate(WIDTHS):
            self._sheet.column_dimensions[chr(ord("A") + number)].width = width
        self._sheet.append([self._bold(text) for text in head])

    def add(self, page: Iterable[Line]) -> None:
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        for line in page:
            self._sheet.append([self._text(ILLEGAL_CHARACTERS_RE.sub("", value)) for value in line])

    def finish(self) -> bytes:
        """The whole file; nothing can be added any more."""
        whole = BytesIO()
        self._book.save(whole)
        return whole.getvalue()

    def _text(self, value: str) -> str | Cell:
        if not value.startswith(COMPUTED):
            return value
        cell = self._cell(value)
        cell.data_type, cell.number_format = "s", SHOWN_AS_TEXT
        return cell

    def _bold(self, value: str) -> Cell:
        from openpyxl.styles import Font

        cell = self._cell(value)
        cell.font = Font(bold=True)
        return cell

    def _cell(self, value: str) -> Cell:
        from openpyxl.cell import WriteOnlyCell

        return WriteOnlyCell(self._sheet, value)
