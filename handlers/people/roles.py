"""Giving and taking away roles: /peran."""

from __future__ import annotations

from bot.dialog.buttons import Button, button
from bot.dialog.commands import command
from bot.dialog.context import Chat
from bot.dialog.parsing import text
from bot.dialog.rights import RefusedError, RowKind, Verdict
from bot.i18n import formatting
from bot.i18n.messages import TextLike, Translatable, _, lines, paragraphs
from bot.messages.outgoing import OutgoingMessage
from handlers.people import sign_up
from handlers.people.role_links import REVOKE_LINK, ROLE_LINKS
from handlers.shared.labels import ROLES
from models import audit, invitations, roles
from models.audit import AuditAction
from models.people import Person, Role

MAX_FOUND = 8


async def _say_gone(chat: Chat, found: Person | None) -> None:
    chat.toast(_("Orang itu sudah tidak terdaftar."))


PERSON = RowKind("person", find=roles.person, refuse=_say_gone)


@command("peran", "roles", about=_("Beri dan cabut peran"), order=90, role=Role.ADMIN, label=_("Peran"))
async def open_roles(chat: Chat, argument: str) -> None:
    """ "/peran" shows who has a role; "/peran ahmad" finds people by name."""
    if argument:
        return await _show_found(chat, text.clean(argument)[:80])
    await show_staff(chat)


@button("roles.overview", role=Role.ADMIN)
async def show_staff(chat: Chat) -> None:
    """Show who has a role."""
    staff = await roles.staff(chat.db)
    words = paragraphs(
        _("<b>Peran</b>"),
        lines(*(_person(one) for one in staff)),
        _("Untuk memberi peran, ketik /peran dan namanya (mis. /peran ahmad), atau kirim tautan undangan."),
    )
    buttons = [Button(one.name or "–", show_person, one.id) for one in staff[:MAX_FOUND]]
    invites = [
        Button(_("Undang penyelenggara"), invite_by_link, Role.ORGANISER),
        Button(_("Undang admin"), invite_by_link, Role.ADMIN),
        Button(_("Tautan yang masih berlaku"), ROLE_LINKS),
    ]
    await chat.reply(words, [*([one] for one in buttons), *([one] for one in invites), chat.home()])


async def _show_found(chat: Chat, name: str) -> None:
    rows = await roles.find_people(chat.db, name, MAX_FOUND + 1)
    if not rows:
        words = _('Belum ada peserta bernama "{name}". Ia perlu mengetik /mulai dulu.', name=name[:40])
        return await chat.reply(words, [Button(_("Kembali"), show_staff)])
    buttons = [
        Button(
            _("{name} · {from_}", name=one.name, from_=pesantren) if pesantren else one.name,
            show_person,
            one.id,
        )
        for one, pesantren in rows[:MAX_FOUND]
    ]
    more = _("Masih ada yang lain; tulis namanya lebih lengkap.") if len(rows) > MAX_FOUND else None
    await chat.reply(lines(_("Siapa yang dimaksud?"), more), [*buttons, Button(_("Kembali"), show_staff)])


@button("roles.person", role=Role.ADMIN, row=PERSON)
async def show_person(chat: Chat, found: Person) -> None:
    """Show a person, and the roles that they could have."""
    await _show(chat, found)


async def _show(chat: Chat, found: Person, note: TextLike = "") -> None:
    buttons = [
        Button(_("Jadikan {role}", role=name), give_role, found.id, role)
        for role, name in ROLES.items()
        if role != found.role
    ]
    await chat.reply(paragraphs(_person(found), note), [*buttons, Button(_("Kembali"), show_staff)])


@button("roles.give", role=Role.ADMIN, row=PERSON)
async def give_role(chat: Chat, found: Person, role: Role) -> None:
    """Give a role, and with it its menu; the person is told."""
    if found.id == chat.person.id and role is not Role.ADMIN:
        return chat.toast(_("Peran Kakak sendiri hanya bisa diubah oleh admin lain."))
    if found.role != role:
        await _require_still_admin(chat)
        before, found.role = found.role, role
        about = {"before": before, "role": role.value}
        await audit.record(chat.db, chat.person.id, AuditAction.CHANGE_ROLE, f"person:{found.id}", **about)
        await chat.notify(
            [found.id], _("Peran Kakak sekarang: <b>{role}</b>.", role=ROLES[role]), [chat.home()]
        )
        await _give_menu(chat, found, role)
    await _show(chat, found, await _by_settings(chat, found))


async def _require_still_admin(chat: Chat) -> None:
    """Raise `RefusedError` where another admin has just taken the role from this one. Until the transaction ends nobody
    else does, so that two who demote each other do not leave nobody.
    """
    if chat.person.id not in await roles.lock_admins(chat.db):
        raise RefusedError(Verdict.REFUSED, Role.ADMIN)


async def _by_settings(chat: Chat, found: Person) -> TextLike:
    """A remark where the settings name as admin who is none; they do not undo what was decided here."""
    named = chat.settings.bot.admins
    addresses = await roles.addresses(chat.db, found.id) if named and found.role != Role.ADMIN else []
    if not any(f"{address.channel}:{address.chat}" in named for address in addresses):
        return ""
    return _("Peran adminnya tetap dicabut walaupun namanya ada di pengaturan (bot.admins).")


async def _give_menu(chat: Chat, found: Person, role: Role) -> None:
    for address in await roles.addresses(chat.db, found.id):
        menu = OutgoingMessage(menu=chat.router.menu(role, found.language))
        await chat.notify_chat(address.channel, address.chat, menu)


@button("roles.invite", role=Role.ADMIN)
async def invite_by_link(chat: Chat, role: Role) -> None:
    """Make a link that makes the first who opens it an organiser or admin; it can be used once, for a day,
    and as long as its maker is an admin.
    """
    if role is Role.MEMBER:
        return chat.toast(_("Peserta tidak perlu diundang."))
    token = await invitations.create(chat.db, role, chat.now, made_by=chat.person.id)
    number = invitations.number_of(token)
    await audit.record(chat.db, chat.person.id, AuditAction.INVITE, f"role:{role.value}", invitation=number)
    payload = f"{sign_up.ROLE_LINK}-{token}"
    words = paragraphs(
        _("Undangan untuk satu <b>{role}</b>, berlaku sehari dan sekali pakai:", role=ROLES[role]),
        chat.link(payload) or _("<code>/mulai {link}</code>", link=payload),
        _("Teruskan hanya kepada orangnya. Ia membuka tautannya, atau mengirim baris itu kepada saya."),
    )
    revoke = Button(_("Cabut tautan ini"), REVOKE_LINK, number)
    await chat.reply(words, [revoke, Button(_("Kembali"), show_staff)])


def _person(one: Person) -> Translatable:
    return _(
        "{name} – {role}, sejak {day}",
        name=one.name or "–",
        role=ROLES[Role(one.role)],
        day=formatting.date(one.created_at),
    )
