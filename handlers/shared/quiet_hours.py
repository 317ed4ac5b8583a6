"""The quiet hours of the settings, for everything that nobody is to be woken for."""

from __future__ import annotations

from datetime import datetime

from bot.dialog import quiet_hours
from bot.dialog.base_context import Context


def next_allowed(context: Context, when: datetime) -> datetime:
    """`when`, or the end of the quiet hours that it is in."""
    hours = context.settings.broadcasts
    return quiet_hours.next_allowed(when, hours.quiet_from, hours.quiet_to)
