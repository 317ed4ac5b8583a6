"""Choosing the time at which a broadcast goes out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.context import Chat
from bot.dialog.forms import Ask, Form, start_form
from bot.dialog.forms.field_types.date_time import DateTimeField
from bot.i18n.messages import _
from handlers.broadcasts import report, send
from models.people import Role

PREVIEW = "broadcasts.preview"


class ScheduleForm(Form, name="broadcast_schedule", aliases=("ScheduleForm",)):
    """When the broadcast `target` goes out."""

    title = _("Jadwal siaran")
    role = Role.ORGANISER
    skip_summary = True

    at: Annotated[datetime, DateTimeField(), Ask(_("Kapan dikirimnya?"), hint=_("mis. besok 08.00"))]

    async def save(self, chat: Chat) -> None:
        broadcast = await report.unsent(chat, int(self.target))
        if broadcast is not None:
            broadcast.send_at, broadcast.urgent = self.at, False
            await send.request_start(chat, broadcast)

    @classmethod
    async def cancel_buttons(cls, chat: Chat, target: str) -> Rows:
        return [Button(_("Kembali"), chat.router.buttons[PREVIEW], int(target))]


@button("broadcast_schedule.ask", role=Role.ORGANISER)
async def ask(chat: Chat, broadcast_id: int, seal: str) -> None:
    if await send.as_shown(chat, broadcast_id, seal) is not None:
        await start_form(chat, ScheduleForm, target=str(broadcast_id))
