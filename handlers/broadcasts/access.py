"""Loading the broadcast that a button is about: it is returned where the person may go on with it; else they are told
what became of it, or `InvalidPressError` is raised where it never was theirs.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256

from bot.dialog.base_context import Context
from bot.dialog.buttons import InvalidPressError
from bot.dialog.context import Chat
from bot.i18n.messages import Translatable, _
from handlers.broadcasts.screens import PREVIEW, REPORT
from models import roles
from models.broadcasts import listing
from models.broadcasts.seal import seal
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.people import Person, Role

PENDING: dict[BroadcastStatus, Translatable] = {
    BroadcastStatus.APPROVAL: _("Siaran ini sedang menunggu persetujuan."),
    BroadcastStatus.SCHEDULED: _("Siaran ini sudah dijadwalkan."),
}
"""States of a broadcast that left its author's hands and is not sent yet."""

MAX_SEAL = 18
"""Characters of the seal in a button, which has room for no more; each has six bits."""


async def own_draft(chat: Chat, broadcast_id: int) -> Broadcast | None:
    """The person's own broadcast while it can be changed; where it was sent, its report is shown instead."""
    broadcast = await listing.get_for_update(chat.db, broadcast_id)
    if broadcast is None or broadcast.created_by != chat.person.id:
        raise InvalidPressError("no broadcast of this person")
    if broadcast.status is BroadcastStatus.DRAFT:
        return broadcast
    over = _("Siaran ini sudah dikirim.") if broadcast.started_at else _("Siaran ini sudah dibatalkan.")
    chat.toast(PENDING.get(broadcast.status, over))
    await chat.open(REPORT, broadcast.id)
    return None


async def own_draft_as_shown(chat: Chat, broadcast_id: int, shown: str) -> Broadcast | None:
    """The draft where it still is what stood above its button; else it is shown again."""
    broadcast = await own_draft(chat, broadcast_id)
    if broadcast is None or shown == await version(chat, broadcast):
        return broadcast
    chat.toast(_("Siaran ini sudah diubah. Periksa lagi, ya."))
    await chat.open(PREVIEW, broadcast_id)
    return None


async def pending_broadcast(chat: Chat, broadcast_id: int) -> Broadcast | None:
    """A broadcast that is scheduled or waits for approval; where it does no longer, its report is shown."""
    broadcast = await listing.get_for_update(chat.db, broadcast_id)
    if broadcast is not None and broadcast.status in PENDING:
        return broadcast
    await chat.open(REPORT, broadcast_id)
    return None


async def broadcast_to_approve(chat: Chat, broadcast_id: int) -> Broadcast | None:
    """A broadcast that waits for the approval of somebody else than its author; else its report is shown."""
    broadcast = await listing.get_for_update(chat.db, broadcast_id)
    waits = broadcast is not None and broadcast.status is BroadcastStatus.APPROVAL
    if broadcast is not None and waits and broadcast.created_by != chat.person.id:
        return broadcast
    if broadcast is not None and broadcast.status is BroadcastStatus.DRAFT:
        chat.toast(_("Siaran ini sedang diubah penulisnya."))
        return None
    chat.toast(_("Yang menyetujui harus penyelenggara lain.") if waits else _("Siaran ini sudah diputuskan."))
    await chat.open(REPORT, broadcast_id)
    return None


async def sent_broadcast(chat: Chat, broadcast_id: int) -> Broadcast:
    """A broadcast that was sent, whoever wrote it. Raises `InvalidPressError`."""
    broadcast = await chat.db.get(Broadcast, broadcast_id)
    if broadcast is None or broadcast.started_at is None:
        raise InvalidPressError("no broadcast that was sent")
    return broadcast


async def author_of(context: Context, broadcast: Broadcast) -> Person | None:
    """The author; None where they were erased."""
    return await context.db.get(Person, broadcast.created_by) if broadcast.created_by else None


async def may_be_taken_over(context: Context, broadcast: Broadcast) -> bool:
    """Return whether it waits and its author cannot answer for it any more."""
    return broadcast.status in PENDING and not await author_is_organiser(context, broadcast)


async def author_is_organiser(context: Context, broadcast: Broadcast) -> bool:
    """Return whether the author is still there and still an organiser."""
    author = await author_of(context, broadcast)
    return author is not None and Role(author.role).covers(Role.ORGANISER)


async def other_organisers(context: Context, broadcast: Broadcast) -> Sequence[int]:
    """The ids of the organisers and admins who can be reached, without the author."""
    reached = await roles.reachable_organisers(context.db)
    return [person_id for person_id in reached if person_id != broadcast.created_by]


async def version(context: Context, broadcast: Broadcast) -> str:
    """The revision and the seal of a broadcast, short enough for a button: only what stood above it is sent.

    It changes too when the time of the broadcast is over, since "tomorrow at 8" and "at once" are not the same.
    """
    late = broadcast.send_at is not None and broadcast.send_at <= context.now
    sealed = sha256(f"{await seal(context.db, broadcast)} {late}".encode()).digest()
    return f"{broadcast.revision:x}.{urlsafe_b64encode(sealed).decode()[:MAX_SEAL]}"
