"""Eligibility for the pillars: the conditions, and the first that is not met."""

from __future__ import annotations

from enum import StrEnum

from bot.dialog.context import Chat
from bot.i18n.messages import Translatable, _, join
from handlers.shared.labels import BELONGING
from models import products
from models.enrolments import Pillar
from models.people import Affiliation


class Missing(StrEnum):
    """A condition for joining a pillar that is not met."""

    PROFILE = "profile"
    PESANTREN = "pesantren"
    SANTRI = "santri"
    ALUMNI = "alumni"
    PRODUCT = "product"


async def missing(chat: Chat, pillar: Pillar) -> Missing | None:
    """The first thing that is missing; None where the person may join."""
    person = chat.person
    if person.registered_at is None or person.belonging is None:
        return Missing.PROFILE
    match pillar:
        case Pillar.PESANTRENPRENEUR:
            return None if person.pesantren_id else Missing.PESANTREN
        case Pillar.SANTRIPRENEUR if person.belonging != Affiliation.SANTRI:
            return Missing.SANTRI
        case Pillar.SANTRIPRENEUR:
            return None if await products.count(chat.db, person.id) else Missing.PRODUCT
        case Pillar.SOSIOPRENEUR:
            return None if person.belonging == Affiliation.ALUMNI else Missing.ALUMNI


def explain(chat: Chat, what: Missing) -> Translatable:
    """A kind sentence about the thing that is missing."""
    match what:
        case Missing.PROFILE:
            return _("Lengkapi profil dulu, ya, Kak. Sesudah itu saya antar kembali ke sini.")
        case Missing.PESANTREN:
            return _("Pilar ini dijalankan bersama pesantren. Isi dulu pesantren Kakak di profil, ya.")
        case Missing.PRODUCT:
            return _("Daftarkan dulu satu produk, ya, Kak. Sesudah itu langsung kita lanjutkan.")
        case Missing.SANTRI:
            return join([_("Santripreneur untuk santri yang masih di pesantren."), _recorded(chat)], " ")
        case Missing.ALUMNI:
            return join([_("Sosiopreneur untuk alumni pesantren."), _recorded(chat)], " ")


def _recorded(chat: Chat) -> Translatable:
    belonging = chat.person.belonging
    return _(
        "Di profil, Kakak tercatat sebagai <b>{belonging}</b>. Kalau belum tepat, perbaiki profilnya, ya.",
        belonging=BELONGING[Affiliation(belonging)] if belonging else "",
    )
