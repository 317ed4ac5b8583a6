"""All broadcasts: those that are to come, those that run, and those that are over."""

from __future__ import annotations

from bot.dialog.buttons import Button, button
from bot.dialog.commands import command
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, lines, paragraphs
from handlers.broadcasts.message import excerpt
from handlers.broadcasts.report.progress import is_running
from handlers.broadcasts.screens import ALL_BROADCASTS, REPORT
from handlers.shared.button_lists import batched, page_buttons, page_of
from models.broadcasts import listing
from models.broadcasts.progress import Progress, read_progress
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.people import Role

PAGE, ACROSS = 10, 5


@command("siaran", "broadcasts", about=_("Siaran yang sudah dikirim"), order=70, role=Role.ORGANISER)
async def open_list(chat: Chat, argument: str) -> None:
    """Show all broadcasts."""
    await show_list(chat)


@button(ALL_BROADCASTS, role=Role.ORGANISER)
async def show_list(chat: Chat, number: int = 0) -> None:
    """Show a page of them; the number of a broadcast opens it."""
    places, number, last = page_of(range(await listing.count_listed(chat.db)), number, PAGE)
    found = await listing.listed(chat.db, len(places), number * PAGE)
    numbered = list(enumerate(found, number * PAGE + 1))
    shown = [_line(place, one, await read_progress(chat.db, one.id)) for place, one in numbered]
    words = paragraphs(
        _("<b>Siaran terakhir</b>"),
        lines(*shown),
        _("Pilih nomornya untuk melihat hasilnya.") if found else _("Belum ada. Ketik /siar untuk memulai."),
    )
    buttons = [Button(str(place), REPORT, one.id) for place, one in numbered]
    turning = page_buttons(number, last, show_list)
    await chat.reply(words, [*batched(buttons, ACROSS), turning, chat.home()])


def _line(number: int, broadcast: Broadcast, progress: Progress) -> Translatable:
    """A line of the list: "1. 24 November: Pendaftaran dibuka … · terkirim 405 dari 412"."""
    when = broadcast.started_at or broadcast.send_at or broadcast.created_at
    return _(
        "<b>{number}.</b> {day}: {text} · {standing}",
        number=number,
        day=formatting.short_day(when),
        text=excerpt(broadcast.html),
        standing=_state(broadcast, progress),
    )


def _state(broadcast: Broadcast, progress: Progress) -> Translatable:
    if broadcast.status is BroadcastStatus.APPROVAL:
        return _("menunggu persetujuan")
    if broadcast.status is BroadcastStatus.SCHEDULED and broadcast.send_at:
        return _("dijadwalkan {clock}", clock=formatting.clock(broadcast.send_at))
    if is_running(broadcast, progress):
        percent = formatting.percent(progress.finished, progress.total) if progress.total else "0%"
        paused = broadcast.status is BroadcastStatus.PAUSED
        return _("dijeda {percent}", percent=percent) if paused else _("berjalan {percent}", percent=percent)
    return _("terkirim {n} dari {total}", n=progress.sent, total=progress.total)
