"""What the members of the programme's enums are called."""

from __future__ import annotations

from bot.words import Words, _
from models.people import Belonging, Role

BELONGING: dict[Belonging, Words] = {
    Belonging.SANTRI: _("Santri"),
    Belonging.ALUMNI: _("Alumni"),
    Belonging.PENGURUS: _("Pengurus koppontren"),
    Belonging.WARGA: _("Warga pesantren"),
}

ROLES: dict[Role, Words] = {
    Role.MEMBER: _("peserta"),
    Role.ORGANISER: _("penyelenggara"),
    Role.ADMIN: _("admin"),
}
