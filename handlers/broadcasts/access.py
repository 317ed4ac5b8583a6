"""Broadcasts that a button or a form names: who may use which. Where one is in another state by now, the person is told
what became of it.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialog.base_context import Context
from bot.dialog.context import Chat
from bot.dialog.rights import InvalidPressError, RowKind
from bot.i18n.messages import Translatable, _
from handlers.broadcasts.screens import PREVIEW, REPORT
from models import roles
from models.broadcasts import listing
from models.broadcasts.seal import seal
from models.broadcasts.tables import WAITING, Broadcast, BroadcastStatus
from models.people import Person, Role

PENDING: dict[BroadcastStatus, Translatable] = {
    BroadcastStatus.APPROVAL: _("Siaran ini sedang menunggu persetujuan."),
    BroadcastStatus.SCHEDULED: _("Siaran ini sudah dijadwalkan."),
}
"""Answers to an author who wants to change what is `WAITING`."""

MAX_SEAL = 18
"""Characters of the seal in a button, which has room for no more; each has six bits."""


async def is_as_shown(chat: Chat, broadcast: Broadcast, shown: str) -> bool:
    """Return whether the draft still is what stood above its button; else it is shown again."""
    if shown == await version(chat, broadcast):
        return True
    chat.toast(_("Siaran ini sudah diubah. Periksa lagi, ya."))
    await chat.open(PREVIEW, broadcast.id)
    return False


def _author(broadcast: Broadcast) -> int | None:
    return broadcast.created_by


async def _find_sent(session: AsyncSession, broadcast_id: int) -> Broadcast | None:
    broadcast = await listing.by_id(session, broadcast_id)
    return broadcast if broadcast is not None and broadcast.started_at is not None else None


async def _is_draft(chat: Chat, broadcast: Broadcast) -> bool:
    if broadcast.status is BroadcastStatus.DRAFT:
        return True
    over = _("Siaran ini sudah dikirim.") if broadcast.started_at else _("Siaran ini sudah dibatalkan.")
    chat.toast(PENDING.get(broadcast.status, over))
    await chat.open(REPORT, broadcast.id)
    return False


async def _is_pending(chat: Chat, broadcast: Broadcast) -> bool:
    if broadcast.status not in WAITING:
        await chat.open(REPORT, broadcast.id)
    return broadcast.status in WAITING


async def _waits_for_approval(chat: Chat, broadcast: Broadcast) -> bool:
    if broadcast.status is not BroadcastStatus.APPROVAL:
        await _refuse_to_approve(chat, broadcast)
    return broadcast.status is BroadcastStatus.APPROVAL


async def _refuse_to_approve(chat: Chat, broadcast: Broadcast | None) -> None:
    """Say why the person cannot approve it."""
    if broadcast is None:
        raise InvalidPressError("no such broadcast")
    if broadcast.status is BroadcastStatus.DRAFT:
        return chat.toast(_("Siaran ini sedang diubah penulisnya."))
    waits = broadcast.status is BroadcastStatus.APPROVAL
    chat.toast(_("Yang menyetujui harus penyelenggara lain.") if waits else _("Siaran ini sudah diputuskan."))
    await chat.open(REPORT, broadcast.id)


async def _is_no_draft_of_others(chat: Chat, broadcast: Broadcast) -> bool:
    if broadcast.status is BroadcastStatus.DRAFT and broadcast.created_by != chat.person.id:
        raise InvalidPressError("a draft of somebody else")
    return True


async def _was_sent_or_is_own(chat: Chat, broadcast: Broadcast) -> bool:
    if broadcast.started_at is None and broadcast.created_by != chat.person.id:
        raise InvalidPressError("no broadcast that was sent")
    return True


OWN_DRAFT = RowKind("draft of a broadcast", find=listing.get_for_update, owner=_author, is_ready=_is_draft)
"""The person's own broadcast while it can be changed; where it was sent, its report is shown instead."""

PENDING_BROADCAST = RowKind("broadcast that waits", find=listing.get_for_update, is_ready=_is_pending)
"""A broadcast that is scheduled or waits for approval; where it does no longer, its report is shown."""

OWN_PENDING_BROADCAST = RowKind(
    "broadcast that waits", find=listing.get_for_update, owner=_author, is_ready=_is_pending
)

BROADCAST_TO_APPROVE = RowKind(
    "broadcast that waits for approval",
    find=listing.get_for_update,
    owner=_author,
    own=False,
    others=Role.ORGANISER,
    is_ready=_waits_for_approval,
    refuse=_refuse_to_approve,
)
"""A broadcast that waits for the approval of somebody else than its author; else its report is shown."""

SENT_BROADCAST = RowKind("broadcast that was sent", find=_find_sent)
"""A broadcast that was sent, whoever wrote it."""

LISTED_BROADCAST = RowKind(
    "broadcast; a draft: the author's", find=listing.by_id, is_ready=_is_no_draft_of_others
)
SHOWN_BROADCAST = RowKind(
    "broadcast that was sent; before, the author's", find=listing.by_id, is_ready=_was_sent_or_is_own
)
"""A broadcast whose recipients press a button under it, and its author who tries it out."""


async def author_of(context: Context, broadcast: Broadcast) -> Person | None:
    """The author; None where they were erased."""
    return await context.db.get(Person, broadcast.created_by) if broadcast.created_by else None


async def may_be_taken_over(context: Context, broadcast: Broadcast) -> bool:
    """Return whether it waits and its author cannot answer for it any more."""
    return broadcast.status in WAITING and not await author_is_organiser(context, broadcast)


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
