"""A second pair of eyes: above a number of recipients another organiser agrees before a broadcast goes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialog.buttons import Button
from bot.dialog.context import Chat, Context
from bot.i18n.messages import _
from handlers.broadcasts import preview, report
from handlers.broadcasts.content_field import excerpt
from models import audit
from models.audit import AuditAction
from models.broadcasts import lifecycle
from models.broadcasts.tables import Broadcast
from models.people import reachable_organisers

CHECK, PREVIEW = "broadcast_decision.check", "broadcasts.preview"


async def needed(chat: Chat, broadcast: Broadcast) -> bool:
    """Whether so many get it that another organiser must agree."""
    limit = chat.settings.broadcasts.approval_above
    return 0 < limit < await preview.people(chat, broadcast)


async def others(context: Context, broadcast: Broadcast) -> Sequence[int]:
    """The ids of the organisers and admins who can be reached, without the author."""
    organisers = await reachable_organisers(context.db)
    return [person_id for person_id in organisers if person_id != broadcast.created_by]


async def submit(chat: Chat, broadcast: Broadcast) -> None:
    """Ask all others to look at it. Raises `NotADraftError`."""
    asked = await others(chat, broadcast)
    if not asked:
        words = _("Belum ada penyelenggara lain yang bisa menyetujui siaran sebesar ini.")
        back = Button(_("Kembali"), chat.router.buttons[PREVIEW], broadcast.id)
        return await chat.reply(words, [back])
    await lifecycle.submit(chat.db, broadcast, chat.now)
    await audit.record(chat.db, chat.person.id, AuditAction.SUBMIT_BROADCAST, f"broadcast:{broadcast.id}")
    words = _(
        "<b>{name}</b> minta persetujuan untuk siaran <b>{text}</b>.",
        name=chat.person.name,
        text=excerpt(broadcast.html),
    )
    await chat.notify(asked, words, [Button(_("Periksa"), chat.router.buttons[CHECK], broadcast.id)])
    await report.show(chat, broadcast)
