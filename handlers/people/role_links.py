"""The links that give a role and are still open: /tautanperan lists them, and any admin can revoke one."""

from __future__ import annotations

from bot.dialog.buttons import Button, ButtonName, button
from bot.dialog.commands import command
from bot.dialog.context import Chat
from bot.dialog.rights import RowKind
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, lines, paragraphs
from handlers.shared.button_lists import batched
from handlers.shared.labels import ROLES
from models import audit, invitations
from models.audit import AuditAction
from models.invitations import Invitation
from models.people import Person, Role

MAX_LISTED, ACROSS = 20, 2

ROLE_LINKS: ButtonName[[]] = ButtonName("role_links.list")
"""The list of links that are open."""
REVOKE_LINK: ButtonName[[int]] = ButtonName("role_links.revoke")
"""Carries the number of a link."""


async def _say_gone(chat: Chat, link: Invitation | None) -> None:
    chat.toast(_("Tautan itu sudah tidak berlaku."))


LINK = RowKind("link that gives a role", find=invitations.by_number, refuse=_say_gone)


@command("tautanperan", "rolelinks", about=_("Tautan peran yang masih berlaku"), order=95, role=Role.ADMIN)
async def open_links(chat: Chat, argument: str) -> None:
    """Show the links that still give a role."""
    await show_links(chat)


@button(ROLE_LINKS, role=Role.ADMIN)
async def show_links(chat: Chat) -> None:
    """Show the links that still give a role; each can be revoked."""
    found = await invitations.open_links(chat.db, chat.now, MAX_LISTED + 1)
    numbered = list(enumerate(found[:MAX_LISTED], 1))
    words = paragraphs(
        _("<b>Tautan peran yang masih berlaku</b>"),
        lines(*(_line(place, link, maker) for place, (link, maker) in numbered)),
        None if found else _("Tidak ada tautan peran yang masih berlaku."),
        _("Masih ada yang lain sesudah ini.") if len(found) > MAX_LISTED else None,
    )
    buttons = [
        Button(_("Cabut {n}", n=place), REVOKE_LINK, link.number) for place, (link, _maker) in numbered
    ]
    await chat.reply(words, [*batched(buttons, ACROSS), chat.home()])


@button(REVOKE_LINK, role=Role.ADMIN, row=LINK)
async def revoke_link(chat: Chat, link: Invitation) -> None:
    """End a link, whoever made it, and show those that are left."""
    if await invitations.revoke(chat.db, link, chat.now):
        subject = f"invitation:{link.number}"
        await audit.record(
            chat.db, chat.person.id, AuditAction.REVOKE_INVITATION, subject, role=link.role.value
        )
        chat.toast(_("Tautannya sudah dicabut."))
    else:
        await _say_gone(chat, link)
    await show_links(chat)


def _line(place: int, link: Invitation, maker: Person | None) -> Translatable:
    return _(
        "{n}. {role}, dari {maker}, sampai {when}",
        n=place,
        role=ROLES[link.role],
        maker=maker.name if maker else _("baris perintah"),
        when=formatting.moment(link.expires_at),
    )
