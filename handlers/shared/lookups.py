"""Finding regions and pesantren in forms."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialog.context import Chat
from bot.dialog.forms.question import Choice
from bot.i18n.messages import Translatable, _
from models import pesantren, regions
from models.pesantren import Pesantren
from models.regions import Region


async def find_pesantren(chat: Chat, text: str) -> Sequence[Choice]:
    found = await pesantren.search(chat.db, text, person_id=chat.person.id)
    return [
        (str(one.id), _("{name} · {region}", name=one.name, region=region.label)) for one, region in found
    ]


async def pesantren_name(chat: Chat, value: str) -> Translatable:
    found = await chat.db.get(Pesantren, int(value))
    return _("{name}", name=found.name if found else "")


async def find_region(chat: Chat, text: str) -> Sequence[Choice]:
    return [(region.code, regions.label(region.kind, region.name)) for region in regions.search_regions(text)]


async def region_name(chat: Chat, value: str) -> Translatable:
    found = await chat.db.get(Region, value)
    return _("{name}", name=found.label if found else "")
