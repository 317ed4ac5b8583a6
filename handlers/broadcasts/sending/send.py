"""Sending a draft: now or at a time, with a question in the quiet hours, and above a number only with approval.
Everything that an organiser sends comes through `request_start`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from bot.dialog import quiet_hours
from bot.dialog.buttons import Button, Rows, button
from bot.dialog.context import Chat
from bot.dialog.forms import Ask, Form, start_form
from bot.dialog.forms.field_types.date_time import DateTimeField
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, lines, paragraphs
from handlers.broadcasts import access, preview
from handlers.broadcasts.screens import PREVIEW, REPORT
from handlers.broadcasts.sending import approval, limits
from handlers.broadcasts.sending.start import chosen_time, start_or_schedule, start_time
from handlers.shared.quiet_hours import next_allowed
from models import audit
from models.audit import AuditAction
from models.broadcasts.lifecycle import NotADraftError
from models.broadcasts.tables import Broadcast
from models.people import Role


async def request_start(chat: Chat, broadcast: Broadcast) -> None:
    """Send a draft at its `send_at`, or now where it has none; ask first where that is in the quiet hours."""
    when = chosen_time(chat, broadcast)
    if not broadcast.urgent and next_allowed(chat, when) > when:
        return await _ask_about_quiet_hours(chat, broadcast, when)
    broadcast.approved_by = None
    people, when = await preview.count_recipients(chat, broadcast), start_time(chat, broadcast)
    if why := await limits.exceeded(chat, broadcast, when, people):
        words = lines(why, _("Pilih hari lain, atau penerima yang lebih sedikit, ya, Kak."))
        return await chat.reply(words, [Button(_("Kembali"), PREVIEW, broadcast.id)])
    try:
        if await limits.needs_approval(chat, broadcast, when, people):
            return await approval.request_approval(chat, broadcast, people)
        await start_or_schedule(chat, broadcast, people)
    except NotADraftError:
        await chat.db.refresh(broadcast)
    await chat.open(REPORT, broadcast.id)


@button("broadcasts.send", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def send_now(chat: Chat, broadcast: Broadcast, shown: str) -> None:
    """Send the draft once, and only as it was shown."""
    if await access.is_as_shown(chat, broadcast, shown):
        broadcast.send_at, broadcast.urgent = None, False
        await request_start(chat, broadcast)


# At a time


class ScheduleForm(Form, name="broadcast_schedule", aliases=("ScheduleForm",)):
    """The time at which the broadcast `target` is sent."""

    title = _("Jadwal siaran")
    role = Role.ORGANISER
    changes = access.OWN_DRAFT
    skip_summary = True

    at: Annotated[datetime, DateTimeField(), Ask(_("Kapan dikirimnya?"), hint=_("mis. besok 08.00"))]

    async def save(self, chat: Chat) -> None:
        broadcast = self.row(access.OWN_DRAFT)
        broadcast.send_at, broadcast.urgent = self.at, False
        await request_start(chat, broadcast)

    @classmethod
    async def cancel_buttons(cls, chat: Chat, target: str) -> Rows:
        return [Button(_("Kembali"), PREVIEW, int(target))]


@button("broadcast_schedule.ask", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def ask_for_time(chat: Chat, broadcast: Broadcast, shown: str) -> None:
    """Ask when the draft shall be sent."""
    if await access.is_as_shown(chat, broadcast, shown):
        await start_form(chat, ScheduleForm, target=str(broadcast.id))


# Quiet hours


async def _ask_about_quiet_hours(chat: Chat, broadcast: Broadcast, when: datetime) -> None:
    morning, shown = next_allowed(chat, when), await access.version(chat, broadcast)
    hours = chat.settings.broadcasts
    words = paragraphs(
        _in_quiet_hours(broadcast, when),
        _(
            "Siaran tidak dikirim pukul {start}–{end} WIB, supaya tidak ada yang terbangun.",
            start=formatting.hour(quiet_hours.parse_hour(hours.quiet_from)),
            end=formatting.hour(quiet_hours.parse_hour(hours.quiet_to)),
        ),
    )
    clock = formatting.clock(morning)
    wait = Button(_("Kirim pukul {clock}", clock=clock), send_after_quiet_hours, broadcast.id, shown)
    urgent = _("Mendesak, tetap pada jam itu") if broadcast.send_at else _("Mendesak, kirim sekarang")
    back = Button(_("Kembali"), PREVIEW, broadcast.id)
    await chat.reply(words, [wait, Button(urgent, send_as_urgent, broadcast.id, shown), back])


def _in_quiet_hours(broadcast: Broadcast, when: datetime) -> Translatable:
    if broadcast.send_at:
        return _("{when} adalah jam istirahat, Kak.", when=formatting.moment(when))
    return _("Sekarang {clock}, jam istirahat, Kak.", clock=formatting.clock(when))


@button("broadcast_departure.wait", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def send_after_quiet_hours(chat: Chat, broadcast: Broadcast, shown: str) -> None:
    """Send the draft at the end of the quiet hours."""
    if await access.is_as_shown(chat, broadcast, shown):
        broadcast.send_at = next_allowed(chat, chosen_time(chat, broadcast))
        await request_start(chat, broadcast)


@button("broadcast_departure.urgent", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def send_as_urgent(chat: Chat, broadcast: Broadcast, shown: str) -> None:
    """Send the draft in the quiet hours all the same."""
    if await access.is_as_shown(chat, broadcast, shown):
        broadcast.urgent = True
        await audit.record(
            chat.db, chat.person.id, AuditAction.CALL_BROADCAST_URGENT, f"broadcast:{broadcast.id}"
        )
        await request_start(chat, broadcast)
