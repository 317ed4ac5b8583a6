"""Limits of what one organiser sends: of all that goes out in a day, not of each broadcast alone, so that many small
ones are not a way around a limit.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.dialog.base_context import Context
from bot.i18n.formatting import start_of_day
from bot.i18n.messages import Translatable, _
from models.broadcasts import usage
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.broadcasts.usage import Usage

GROWTH, FEW = 10, 10
"""An approval covers so many percent more recipients than the approver saw, and so many more people in any case."""


async def exceeded(
    context: Context, broadcast: Broadcast, when: datetime, people: int
) -> Translatable | None:
    """Return the reason why the author may not send this to so many people on the day of `when`; None where they may.

    Until the transaction ends, nothing else of this author starts.
    """
    limits = context.settings.broadcasts
    if broadcast.created_by is not None:
        await usage.lock_author(context.db, broadcast.created_by)
    used = await _used(context, broadcast, when)
    if 0 < limits.daily_broadcasts <= used.broadcasts:
        return _("Batas sehari untuk satu penyelenggara adalah {n} siaran.", n=limits.daily_broadcasts)
    if 0 < limits.daily_recipients < used.recipients + people:
        return _(
            "Batas sehari untuk satu penyelenggara adalah {limit} penerima. Hari itu sudah {used}, dan siaran ini "
            "untuk {n} orang.",
            limit=limits.daily_recipients,
            used=used.recipients,
            n=people,
        )
    return None


async def needs_approval(context: Context, broadcast: Broadcast, when: datetime, people: int) -> bool:
    """Return whether another organiser must agree: with this broadcast, its author alone would have decided for more
    people than the limit on one day.
    """
    limit = context.settings.broadcasts.approval_above
    if limit <= 0:
        return False
    return people > limit or people + (await _used(context, broadcast, when)).unapproved > limit


def has_grown(people: int, seen: int | None) -> bool:
    """Return whether more people get it than somebody agreed to who saw `seen`; None: nobody knows what they saw."""
    return seen is None or people > seen + max(FEW, seen * GROWTH // 100)


async def _used(context: Context, broadcast: Broadcast, when: datetime) -> Usage:
    """The use that its author makes of the day of `when`, in WIB, besides this; none where the author was erased.

    For a draft, others that are scheduled for that day count too. At its own time it is counted with those that began.
    """
    if broadcast.created_by is None:
        return Usage()
    begin = start_of_day(when)
    planned = broadcast.status is not BroadcastStatus.SCHEDULED
    return await usage.of_author(
        context.db,
        broadcast.created_by,
        begin,
        begin + timedelta(days=1),
        but_for=broadcast.id,
        planned=planned,
    )
