"""The profile of a person: asked once after they agreed, seen and changed by /profil."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import StringConstraints

from bot.dialog.buttons import Button, button
from bot.dialog.commands import command
from bot.dialog.context import Chat
from bot.dialog.forms import Ask, Form, start_form
from bot.dialog.forms.field import Field, ReadResult
from bot.dialog.forms.field_types import FoundText, Phone
from bot.dialog.forms.field_types.lookup import LookupField
from bot.dialog.forms.question import Answers, Choice
from bot.dialog.parsing import text
from bot.dialog.parsing.errors import ParseError
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, lines
from handlers.home import first_screen
from handlers.shared import lookups
from handlers.shared.labels import BELONGING, ROLES
from models import pesantren
from models.people import Affiliation, Person, Role
from models.pesantren import Pesantren
from models.regions import Region

NOT_LISTED = 0
MAX_OFFERED = 40


async def _own_name(chat: Chat) -> Sequence[Choice]:
    """The name of the person on the messenger."""
    name = text.clean(chat.incoming.name)
    return [(name, _('Pakai "{name}"', name=name))] if 2 <= len(name) <= MAX_OFFERED else []


def _not_listed(answers: Answers) -> bool:
    return answers.get("pesantren") == NOT_LISTED


class PesantrenField(LookupField):
    """A pesantren of the directory, or one that the person proposes, while they have not proposed too many."""

    async def pick(self, chat: Chat, field: Field, picked: str, value: Any) -> ReadResult:
        if picked == str(NOT_LISTED):
            await _check_proposals(chat)
        return await super().pick(chat, field, picked, value)


async def _check_proposals(chat: Chat) -> None:
    """Raise `ParseError` where the person may not propose one more pesantren."""
    most = chat.settings.limits.open_proposals
    if most and await pesantren.count_proposals(chat.db, chat.person.id) >= most:
        raise ParseError(
            _(
                "Sudah {n} usulan pesantren Kakak yang masih menunggu. Pilih dulu dari daftar, ya, Kak.",
                n=most,
            )
        )


class ProfileForm(Form, name="profile", aliases=("ProfileForm",)):
    """Name, pesantren, belonging and, where the person likes, the phone number."""

    title = _("Profil")

    name: Annotated[
        str,
        Ask(_("Siapa nama Kakak?"), label=_("Nama"), suggest=_own_name),
        StringConstraints(min_length=2, max_length=80),
    ]
    pesantren: Annotated[
        int | None,
        PesantrenField(missing=_("Belum ada di daftar")),
        Ask(
            _("Dari pesantren mana? Ketik beberapa huruf saja."),
            label=_("Pesantren"),
            search=lookups.find_pesantren,
            display_name=lookups.pesantren_name,
            optional=True,
        ),
    ] = None
    pesantren_name: Annotated[
        str | None,
        Ask(_("Apa nama lengkap pesantrennya?"), label=_("Nama pesantren"), when=_not_listed),
        StringConstraints(min_length=3, max_length=80),
    ] = None
    region: Annotated[
        FoundText | None,
        Ask(
            _("Di kabupaten atau kota mana?"),
            label=_("Wilayah"),
            hint=_("mis. Jember atau Kota Malang"),
            search=lookups.find_region,
            display_name=lookups.region_name,
            when=_not_listed,
        ),
    ] = None
    belonging: Annotated[
        Affiliation, Ask(_("Kakak di pesantren sebagai apa?"), label=_("Sebagai"), labels=BELONGING)
    ]
    phone: Annotated[
        Phone | None,
        Ask(
            _("Nomor HP Kakak berapa, supaya penyelenggara bisa menghubungi? Boleh dilewati."),
            label=_("Nomor HP"),
            optional=True,
        ),
    ] = None

    async def save(self, chat: Chat) -> None:
        person = chat.person
        first = person.registered_at is None
        person.pesantren_id = await self._pesantren_id(chat)
        person.name, person.belonging, person.phone = self.name, self.belonging, self.phone
        await _set_region(chat, person)
        if first:
            person.registered_at = chat.now
            first_screen.give_menu(chat)
        if self.continues:
            return
        if first:
            await first_screen.show(chat, _("Terima kasih, {name}. Sekarang mau apa dulu?", name=self.name))
        else:
            chat.toast(_("Tersimpan."))
            await show(chat)

    async def _pesantren_id(self, chat: Chat) -> int | None:
        if self.pesantren is None or self.pesantren == chat.person.pesantren_id:
            return self.pesantren
        if self.pesantren != NOT_LISTED:
            if await lookups.PESANTREN.get(chat, str(self.pesantren)) is None:
                raise ParseError(_("Pesantren itu tidak ada di daftar. Pilih lagi lewat Ubah, ya."))
            return self.pesantren
        await _check_proposals(chat)
        proposed = await pesantren.propose(
            chat.db, self.pesantren_name or "", self.region or "", chat.person.id, chat.now
        )
        return proposed.id


async def _set_region(chat: Chat, person: Person) -> None:
    """Give the person the region of their pesantren."""
    if person.pesantren_id is not None:
        found = await chat.db.get_one(Pesantren, person.pesantren_id)
        person.region_code = found.region_code


@command("profil", "profile", about=_("Lihat dan ubah profil"), order=100)
async def open_profile(chat: Chat, argument: str) -> None:
    """Show the profile; ask for it where it is not known yet."""
    await (open_form(chat) if chat.person.registered_at is None else show(chat))


async def show(chat: Chat) -> None:
    """Show the person their profile."""
    await chat.reply(await card(chat, chat.person), [[Button(_("Ubah …"), change_profile), *chat.home()]])


async def card(chat: Chat, person: Person) -> Translatable:
    """The profile in words."""
    pesantren_ = await chat.db.get(Pesantren, person.pesantren_id) if person.pesantren_id else None
    region = await chat.db.get(Region, person.region_code) if person.region_code else None
    return lines(
        _("<b>{name}</b>", name=person.name),
        _("{belonging}", belonging=BELONGING[Affiliation(person.belonging)]) if person.belonging else None,
        _("Pesantren {name}", name=pesantren_.name) if pesantren_ else None,
        region.label if region else None,
        formatting.phone(person.phone) if person.phone else None,
        _("Peran: {role}", role=ROLES[Role(person.role)]) if person.role != Role.MEMBER else None,
    )


@button("profile.change")
async def change_profile(chat: Chat) -> None:
    """Ask for the changes of the profile."""
    await open_form(chat)


async def open_form(chat: Chat, afterwards: str = "") -> None:
    """Ask about the person: everything at first, later what they want to change."""
    person = chat.person
    if person.registered_at is None:
        return await start_form(chat, ProfileForm, afterwards=afterwards)
    answers = {
        "name": person.name,
        "pesantren": person.pesantren_id,
        "belonging": person.belonging,
        "phone": person.phone,
    }
    await start_form(chat, ProfileForm, target="me", answers=answers, afterwards=afterwards)
