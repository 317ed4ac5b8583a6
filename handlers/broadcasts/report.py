"""A broadcast after it has left its organiser's hands: waiting, running, or over."""

from __future__ import annotations

from bot.dialog.buttons import Button, InvalidPressError, Rows, button
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, lines, listed, paragraphs
from handlers.broadcasts import audience_filters, message, pending, report_file
from handlers.broadcasts import progress as broadcast_progress
from handlers.broadcasts.content_field import excerpt
from models import audit
from models.audit import AuditAction
from models.broadcasts import lifecycle, listing
from models.broadcasts.progress import Progress, read_progress
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.people import Person, Role

REFRESH_SECONDS = 3.0
"""A progress bar is drawn anew no more often."""

PREVIEW, COPY, RESEND, ALL = (
    "broadcasts.preview",
    "broadcasts.copy",
    "broadcast_resend.ask",
    "broadcast_list.all_",
)
"""The buttons that lead on from here."""

GONE_ON: dict[BroadcastStatus, Translatable] = {
    BroadcastStatus.APPROVAL: _("Siaran ini sedang menunggu persetujuan."),
    BroadcastStatus.SCHEDULED: _("Siaran ini sudah dijadwalkan."),
}


async def unsent(chat: Chat, broadcast_id: int) -> Broadcast | None:
    """The person's own broadcast while it can still be changed; where it was sent, that is shown instead."""
    broadcast = await listing.get_for_update(chat.db, broadcast_id)
    if broadcast is None or broadcast.created_by != chat.person.id:
        raise InvalidPressError("no broadcast of this person")
    if broadcast.status is BroadcastStatus.DRAFT:
        return broadcast
    over = _("Siaran ini sudah dikirim.") if broadcast.started_at else _("Siaran ini sudah dibatalkan.")
    chat.toast(GONE_ON.get(broadcast.status, over))
    await show(chat, broadcast)
    return None


async def show(chat: Chat, broadcast: Broadcast) -> None:
    """Where a broadcast stands. While it runs, the message keeps itself up to date."""
    progress = await read_progress(chat.db, broadcast.id)
    if broadcast.status in GONE_ON:
        await pending.show(chat, broadcast)
    elif broadcast.started_at is None:
        await chat.reply(_("Siaran ini tidak jadi dikirim."), [[_all(chat), *chat.home()]])
    elif broadcast_progress.running(broadcast, progress):
        await _running(chat, broadcast, progress)
    else:
        await chat.reply(
            broadcast_progress.result(broadcast, progress), _afterwards(chat, broadcast, progress)
        )


@button("broadcast_report.open_", role=Role.ORGANISER)
async def open_(chat: Chat, broadcast_id: int) -> None:
    """Any organiser may look; a draft is its author's alone."""
    broadcast = await chat.db.get(Broadcast, broadcast_id)
    if broadcast is None or (
        broadcast.status is BroadcastStatus.DRAFT and broadcast.created_by != chat.person.id
    ):
        raise InvalidPressError("no broadcast to look at")
    if broadcast.status is BroadcastStatus.DRAFT:
        return await chat.router.buttons[PREVIEW](chat, broadcast_id)
    await show(chat, broadcast)


@button("broadcast_report.refresh", role=Role.ORGANISER)
async def refresh(chat: Chat, broadcast_id: int) -> None:
    """Pressed by the bot itself, under a message that shows a progress."""
    await show(chat, await sent(chat, broadcast_id))


@button("broadcast_report.pause", role=Role.ORGANISER)
async def pause(chat: Chat, broadcast_id: int) -> None:
    """No more messages begin to be sent, until somebody lets it go on."""
    broadcast = await sent(chat, broadcast_id)
    if await lifecycle.pause(chat.db, broadcast.id):
        await audit.record(chat.db, chat.person.id, AuditAction.PAUSE_BROADCAST, f"broadcast:{broadcast.id}")
    await _standing_now(chat, broadcast)


@button("broadcast_report.go_on", role=Role.ORGANISER)
async def go_on(chat: Chat, broadcast_id: int) -> None:
    broadcast = await sent(chat, broadcast_id)
    finished = (await read_progress(chat.db, broadcast.id)).finished
    if await lifecycle.resume(chat.db, broadcast.id):
        again = listing.CONTINUE
        await listing.note_begun(chat.db, chat.person.id, again, broadcast, finished, chat.now)
    await _standing_now(chat, broadcast)


@button("broadcast_report.stop", role=Role.ORGANISER)
async def stop(chat: Chat, broadcast_id: int) -> None:
    """What waits is not sent; what is under way arrives. The next refresh shows the result."""
    broadcast = await sent(chat, broadcast_id)
    if await lifecycle.cancel(chat.db, broadcast.id, chat.now):
        await audit.record(chat.db, chat.person.id, AuditAction.CANCEL_BROADCAST, f"broadcast:{broadcast.id}")
    elif broadcast.status is not BroadcastStatus.CANCELLED:
        chat.toast(_("Siaran ini sudah selesai."))
    await _standing_now(chat, broadcast)


@button("broadcast_report.details", role=Role.ORGANISER)
async def details(chat: Chat, broadcast_id: int) -> None:
    """The result with all its reasons, and what people answered."""
    broadcast = await sent(chat, broadcast_id)
    progress = await read_progress(chat.db, broadcast.id)
    words = paragraphs(
        _("<b>{text}</b>", text=excerpt(broadcast.html)),
        lines(
            _("Dikirim {when}", when=formatting.moment(broadcast.started_at))
            if broadcast.started_at
            else None,
            await _by(chat, broadcast),
            await audience_filters.describe(chat, broadcast.meant_for),
        ),
        broadcast_progress.result(broadcast, progress),
        await message.answers(chat, broadcast),
        await broadcast_progress.reasons(chat, broadcast, progress),
        None if broadcast.totals is None else report_file.OVER,
    )
    file = [Button(_("Laporan XLSX"), report_file.send, broadcast.id)] if broadcast.totals is None else []
    await chat.reply(words, [file, [Button(_("Kembali"), open_, broadcast.id), _all(chat)]])


async def sent(chat: Chat, broadcast_id: int) -> Broadcast:
    """Any organiser may look at what was sent, and stop it."""
    broadcast = await chat.db.get(Broadcast, broadcast_id)
    if broadcast is None or broadcast.started_at is None:
        raise InvalidPressError("no broadcast that was sent")
    return broadcast


async def _standing_now(chat: Chat, broadcast: Broadcast) -> None:
    await chat.db.refresh(broadcast)
    await show(chat, broadcast)


async def _running(chat: Chat, broadcast: Broadcast, progress: Progress) -> None:
    words = await broadcast_progress.bar(chat, broadcast, progress)
    buttons: Rows = [_steering(broadcast)]
    press = chat.incoming.press
    if press is None:
        buttons = [*buttons, Button(_("Lihat sekarang"), refresh, broadcast.id)]
    elif broadcast.status is not BroadcastStatus.PAUSED:
        again = refresh.data(broadcast.id)
        chat.press_later(REFRESH_SECONDS, again, under=press.ref, once=True)
    await chat.reply(words, buttons)


def _steering(broadcast: Broadcast) -> list[Button]:
    if broadcast_progress.stopping(broadcast):
        return []
    paused = broadcast.status is BroadcastStatus.PAUSED
    on_or_off = (
        Button(_("Lanjutkan"), go_on, broadcast.id) if paused else Button(_("Jeda"), pause, broadcast.id)
    )
    return [on_or_off, Button(_("Batalkan"), stop, broadcast.id)]


def _afterwards(chat: Chat, broadcast: Broadcast, progress: Progress) -> Rows:
    actions, failed = chat.router.buttons, progress.failed + progress.unknown
    again = Button(_("Kirim ulang yang gagal ({n})", n=failed), actions[RESEND], broadcast.id)
    rewrite = Button(_("Ubah isi"), actions[COPY], broadcast.id)
    resend = bool(failed) and broadcast.status is BroadcastStatus.DONE and broadcast.totals is None
    return [
        [rewrite] if broadcast.status is BroadcastStatus.STOPPED else [again] if resend else [],
        [Button(_("Rincian"), details, broadcast.id), _all(chat)],
        chat.home(),
    ]


async def _by(chat: Chat, broadcast: Broadcast) -> Translatable | None:
    """ "Oleh Siti · disetujui Dewi"; without those who were erased."""
    author = await chat.db.get(Person, broadcast.created_by) if broadcast.created_by else None
    approver = await chat.db.get(Person, broadcast.approved_by) if broadcast.approved_by else None
    return listed(
        [
            _("Oleh {name}", name=author.name) if author else "",
            _("disetujui {name}", name=approver.name) if approver else "",
        ],
        " · ",
    )


def _all(chat: Chat) -> Button:
    return Button(_("Semua siaran"), chat.router.buttons[ALL])
