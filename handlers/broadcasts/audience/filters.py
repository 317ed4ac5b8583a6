"""Filters of an audience: by what people are chosen, the values that there are, and what a choice is called.

Of one filter any of the chosen values is enough; of several filters all must apply.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.dialog.context import Chat
from bot.dialog.forms.question import Choice
from bot.i18n import formatting
from bot.i18n.messages import LANGUAGES, TextLike, Translatable, _, join
from handlers.products import permits
from handlers.shared.labels import BELONGING, CATEGORIES, PILLARS, ROLES, RSVP_ANSWERS
from models import events, pesantren
from models.broadcasts.audience import Audience
from models.regions import all_regions

MAX_NAMED = 5
"""Number of values of a filter that are named before the rest are only counted."""

ALL = 1000
"""More values than anybody chooses one after the other."""


class AudienceFilter(StrEnum):
    """A criterion by which people are chosen: the fields of an `Audience`, in the order in which they are offered."""

    PILLARS = "pillars"
    BELONGINGS = "belongings"
    REGIONS = "regions"
    PESANTREN = "pesantren"
    CATEGORIES = "categories"
    PERMITS = "missing_permits"
    EVENTS = "events"
    ROLES = "roles"
    LANGUAGES = "languages"


Values = Callable[[Chat, Audience], Awaitable[Sequence[Choice]]]
"""Returns the values that can be chosen of a filter; takes what is chosen already."""


@dataclass(frozen=True)
class FilterMenu:
    """The values of one filter; `empty` is said where there are none."""

    name: Translatable
    values: Values
    empty: Translatable | None = None


def chosen(audience: Audience, field: str) -> list[str]:
    """The values of one field, as buttons carry them."""
    return [str(value) for value in audience.model_dump(mode="json")[field]]


def choose(audience: Audience, field: str, value: str, on: bool) -> Audience:
    """The audience with `value` in one field, or without it; doing it twice is doing it once."""
    others = [one for one in chosen(audience, field) if one != value]
    values = audience.model_dump(mode="json") | {field: [*others, value] if on else others}
    return Audience.model_validate(values)


async def describe(chat: Chat, audience: Audience, named: int = MAX_NAMED) -> Translatable:
    """ "Pilar: Santripreneur · Wilayah: Kab. Jember, Kota Malang", with at most `named` values of each filter."""
    if audience.everybody:
        return _("Semua orang yang terdaftar")
    parts = [
        _("{trait}: {values}", trait=MENUS[kind].name, values=await _named(chat, audience, kind, named))
        for kind in AudienceFilter
        if chosen(audience, kind)
    ]
    return join(parts, " · ")


async def _named(chat: Chat, audience: Audience, kind: AudienceFilter, most: int) -> Translatable:
    values = chosen(audience, kind)
    names = [name for value, name in await MENUS[kind].values(chat, audience) if value in values]
    shown = join(names[:most])
    if len(names) > most:
        shown = _("{names}, dan {n} lagi", names=shown, n=len(names) - most)
    if kind is AudienceFilter.EVENTS:
        answers = [name for answer, name in RSVP_ANSWERS.items() if answer in audience.answers]
        shown = _("{names} – {answers}", names=shown, answers=join(answers))
    return shown


def _members(labels: Mapping[Any, TextLike]) -> Values:
    async def values(chat: Chat, audience: Audience) -> Sequence[Choice]:
        return [(str(member.value), label) for member, label in labels.items()]

    return values


async def _regions(chat: Chat, audience: Audience) -> Sequence[Choice]:
    return [(region.code, region.label) for region in all_regions()]


async def _pesantren(chat: Chat, audience: Audience) -> Sequence[Choice]:
    """Return those that were found by a search: there are more than a list can show."""
    rows = await pesantren.with_regions(chat.db, audience.pesantren)
    return [(str(one.id), _("{name} ({region})", name=one.name, region=region.label)) for one, region in rows]


async def _events(chat: Chat, audience: Audience) -> Sequence[Choice]:
    return [
        (str(event.id), _("{title} ({day})", title=event.title, day=formatting.short_day(event.starts_at)))
        for event in await events.with_guests(chat.db)
    ]


async def _languages(chat: Chat, audience: Audience) -> Sequence[Choice]:
    return list(LANGUAGES.items())


MENUS: dict[AudienceFilter, FilterMenu] = {
    AudienceFilter.PILLARS: FilterMenu(_("Pilar"), _members(PILLARS)),
    AudienceFilter.BELONGINGS: FilterMenu(_("Status"), _members(BELONGING)),
    AudienceFilter.REGIONS: FilterMenu(_("Wilayah"), _regions),
    AudienceFilter.PESANTREN: FilterMenu(
        _("Pesantren"), _pesantren, _("Belum ada yang dipilih. Cari dulu pesantrennya.")
    ),
    AudienceFilter.CATEGORIES: FilterMenu(_("Jenis produk"), _members(CATEGORIES)),
    AudienceFilter.PERMITS: FilterMenu(_("Produk tanpa izin"), _members(permits.NAMES)),
    AudienceFilter.EVENTS: FilterMenu(
        _("Tamu acara"), _events, _("Belum ada acara yang tamunya sudah menjawab.")
    ),
    AudienceFilter.ROLES: FilterMenu(_("Peran"), _members(ROLES)),
    AudienceFilter.LANGUAGES: FilterMenu(_("Bahasa"), _languages),
}
