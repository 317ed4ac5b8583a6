"""The report of a broadcast: waiting, running with a bar that keeps itself up to date, or over."""

from __future__ import annotations

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, join, lines, paragraphs
from handlers.broadcasts import access, message
from handlers.broadcasts.audience import filters
from handlers.broadcasts.message import excerpt
from handlers.broadcasts.report import control, pending, progress, recipients_file
from handlers.broadcasts.screens import ALL_BROADCASTS, COPY, PREVIEW, REPORT
from models.broadcasts.progress import Progress, read_progress
from models.broadcasts.tables import WAITING, Broadcast, BroadcastStatus
from models.people import Person, Role

REFRESH_SECONDS = 3.0
"""A progress bar is drawn again no more often."""


async def show(chat: Chat, broadcast: Broadcast) -> None:
    """Show the state of a broadcast. While it runs, the message keeps itself up to date."""
    reached = await read_progress(chat.db, broadcast.id)
    if broadcast.status in WAITING:
        await pending.show(chat, broadcast)
    elif broadcast.started_at is None:
        await chat.reply(_("Siaran ini tidak jadi dikirim."), [[_all_broadcasts(), *chat.home()]])
    elif progress.is_running(broadcast, reached):
        await _show_running(chat, broadcast, reached)
    else:
        await chat.reply(progress.result(broadcast, reached), _result_buttons(chat, broadcast, reached))


@button(REPORT, role=Role.ORGANISER, row=access.LISTED_BROADCAST)
async def show_report(chat: Chat, broadcast: Broadcast) -> None:
    """Show the report to any organiser; a draft is shown to its author alone."""
    if broadcast.status is BroadcastStatus.DRAFT:
        return await chat.open(PREVIEW, broadcast.id)
    await show(chat, broadcast)


@button("broadcast_report.refresh", role=Role.ORGANISER, row=access.SENT_BROADCAST)
async def refresh(chat: Chat, broadcast: Broadcast) -> None:
    """Show the progress again; pressed by the bot itself, under a message that shows one."""
    await show(chat, broadcast)


@button("broadcast_report.details", role=Role.ORGANISER, row=access.SENT_BROADCAST)
async def show_details(chat: Chat, broadcast: Broadcast) -> None:
    """Show the result with all its reasons, and the answers."""
    reached = await read_progress(chat.db, broadcast.id)
    words = paragraphs(
        _("<b>{text}</b>", text=excerpt(broadcast.html)),
        lines(
            _("Dikirim {when}", when=formatting.moment(broadcast.started_at))
            if broadcast.started_at
            else None,
            await _people(chat, broadcast),
            await filters.describe(chat, broadcast.meant_for),
        ),
        progress.result(broadcast, reached),
        await message.count_answers(chat, broadcast),
        await progress.reasons(chat, broadcast, reached),
        None if broadcast.totals is None else recipients_file.NOT_KEPT,
    )
    file = (
        [Button(_("Laporan XLSX"), recipients_file.send_file, broadcast.id)]
        if broadcast.totals is None
        else []
    )
    await chat.reply(words, [file, [Button(_("Kembali"), show_report, broadcast.id), _all_broadcasts()]])


async def _show_running(chat: Chat, broadcast: Broadcast, reached: Progress) -> None:
    words = await progress.bar(chat, broadcast, reached)
    buttons: Rows = [_control_buttons(broadcast)]
    press = chat.incoming.press
    if press is None:
        buttons = [*buttons, Button(_("Lihat sekarang"), refresh, broadcast.id)]
    elif broadcast.status is not BroadcastStatus.PAUSED:
        again = refresh.data(broadcast.id)
        chat.press_later(REFRESH_SECONDS, again, under=press.ref, once=True)
    await chat.reply(words, buttons)


def _control_buttons(broadcast: Broadcast) -> list[Button]:
    if progress.is_stopping(broadcast):
        return []
    paused = broadcast.status is BroadcastStatus.PAUSED
    on_or_off = (
        Button(_("Lanjutkan"), control.resume_broadcast, broadcast.id)
        if paused
        else Button(_("Jeda"), control.pause_broadcast, broadcast.id)
    )
    return [on_or_off, Button(_("Batalkan"), control.stop_broadcast, broadcast.id)]


def _result_buttons(chat: Chat, broadcast: Broadcast, reached: Progress) -> Rows:
    failed = reached.failed + reached.unknown
    again = Button(_("Kirim ulang yang gagal ({n})", n=failed), control.ask_to_resend, broadcast.id)
    rewrite = Button(_("Ubah isi"), COPY, broadcast.id)
    resend = bool(failed) and broadcast.status is BroadcastStatus.DONE and broadcast.totals is None
    return [
        [rewrite] if broadcast.status is BroadcastStatus.STOPPED else [again] if resend else [],
        [Button(_("Rincian"), show_details, broadcast.id), _all_broadcasts()],
        chat.home(),
    ]


async def _people(chat: Chat, broadcast: Broadcast) -> Translatable | None:
    """ "Oleh Siti · disetujui Dewi"; without those who were erased."""
    author = await access.author_of(chat, broadcast)
    approver = await chat.db.get(Person, broadcast.approved_by) if broadcast.approved_by else None
    return join(
        [
            _("Oleh {name}", name=author.name) if author else "",
            _("disetujui {name}", name=approver.name) if approver else "",
        ],
        " · ",
    )


def _all_broadcasts() -> Button:
    return Button(_("Semua siaran"), ALL_BROADCASTS)
