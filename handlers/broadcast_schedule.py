"""Choosing the time at which a broadcast goes out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from bot.buttons import Button, Rows, button
from bot.chat import Chat
from bot.forms import Ask, Form
from bot.forms.kinds.times import MomentKind
from bot.words import _
from handlers import broadcast_departure, broadcast_report
from models.people import Role

PREVIEW = "broadcasts.preview"


class ScheduleForm(Form, name="broadcast_schedule", aliases=("ScheduleForm",)):
    """When the broadcast `target` goes out."""

    title = _("Jadwal siaran")
    role = Role.ORGANISER
    at_once = True

    at: Annotated[datetime, MomentKind(), Ask(_("Kapan dikirimnya?"), hint=_("mis. besok 08.00"))]

    async def save(self, chat: Chat) -> None:
        broadcast = await broadcast_report.unsent(chat, int(self.target))
        if broadcast is not None:
            broadcast.send_at, broadcast.urgent = self.at, False
            await broadcast_departure.leave(chat, broadcast)

    @classmethod
    async def way_out(cls, chat: Chat, target: str) -> Rows:
        return [Button(_("Kembali"), chat.routes.actions[PREVIEW], int(target))]


@button("broadcast_schedule.ask", role=Role.ORGANISER)
async def ask(chat: Chat, broadcast_id: int, seal: str) -> None:
    if await broadcast_departure.as_shown(chat, broadcast_id, seal) is not None:
        await chat.fill_in(ScheduleForm, target=str(broadcast_id))
