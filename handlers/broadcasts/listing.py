"""All broadcasts: those that are to come, those that run, and those that are over."""

from __future__ import annotations

from bot.dialog.buttons import Button, button
from bot.dialog.commands import command
from bot.dialog.context import Chat
from bot.i18n.messages import _, lines, paragraphs
from handlers.broadcasts import progress, report
from handlers.shared import paging
from models.broadcasts import listing
from models.broadcasts.progress import read_progress
from models.people import Role

PAGE, ACROSS = 10, 5


@command("siaran", "broadcasts", about=_("Siaran yang sudah dikirim"), order=70, role=Role.ORGANISER)
async def last_ones(chat: Chat, argument: str) -> None:
    await all_(chat)


@button("broadcast_list.all_", role=Role.ORGANISER)
async def all_(chat: Chat, number: int = 0) -> None:
    """A page at a time; the number of a broadcast opens it."""
    places, number, last = paging.page(range(await listing.count_listed(chat.db)), number, PAGE)
    found = await listing.listed(chat.db, len(places), number * PAGE)
    numbered = list(enumerate(found, number * PAGE + 1))
    shown = [progress.line(place, one, await read_progress(chat.db, one.id)) for place, one in numbered]
    words = paragraphs(
        _("<b>Siaran terakhir</b>"),
        lines(*shown),
        _("Pilih nomornya untuk melihat hasilnya.") if found else _("Belum ada. Ketik /siar untuk memulai."),
    )
    buttons = [Button(str(place), report.open_, one.id) for place, one in numbered]
    turning = paging.turning(number, last, all_)
    await chat.reply(words, [buttons[:ACROSS], buttons[ACROSS:], turning, chat.home()])
