"""Admins by the settings (`bot.admins`): they become admin once, when they next write; from then on /peran decides."""

from __future__ import annotations

from bot.dialog.context import Chat
from bot.i18n.messages import _
from models import audit, roles
from models.audit import AuditAction
from models.people import Role


async def promote(chat: Chat) -> bool:
    """Make an admin of a person whom the settings name as one; return whether they become one just now.

    It is written down, and they and the other admins are told. Who was admin before and is not any more stays so.
    """
    address, person = chat.conversation.address, chat.conversation.person
    if address is None or person is None or person.role == Role.ADMIN:
        return False
    if f"{address.channel}:{address.chat}" not in chat.settings.bot.admins:
        return False
    if await roles.was_admin(chat.db, person.id):
        return False
    others = await roles.reachable_admins(chat.db)
    await audit.record(chat.db, None, AuditAction.NAME_ADMIN, f"person:{person.id}", before=person.role)
    person.role = Role.ADMIN
    await chat.notify(
        [person.id],
        _(
            "Kakak sekarang <b>admin</b> karena tertulis di pengaturan. Ketik /bantuan untuk melihat perintahnya, ya."
        ),
    )
    words = _(
        "<b>{name}</b> sekarang <b>admin</b> karena tertulis di pengaturan (bot.admins).",
        name=person.name or "–",
    )
    await chat.notify(others, words)
    return True
