"""Finding regions and pesantren in forms."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialog.context import Chat
from bot.dialog.forms.question import Choice
from bot.dialog.rights import RowKind
from bot.i18n.messages import Translatable, _
from models import pesantren, regions
from models.people import Role
from models.pesantren import Pesantren, PesantrenStatus


def _proposer(one: Pesantren) -> int | None:
    return one.proposed_by if one.status is PesantrenStatus.PROPOSED else None


PESANTREN = RowKind("pesantren", find=pesantren.by_id, owner=_proposer, ownerless=Role.MEMBER)
"""A pesantren of the directory, which is everybody's, or a proposal, which only its proposer sees."""


async def find_pesantren(chat: Chat, text: str) -> Sequence[Choice]:
    found = await pesantren.search(chat.db, text, person_id=chat.person.id)
    return [
        (str(one.id), _("{name} · {region}", name=one.name, region=region.label)) for one, region in found
    ]


async def pesantren_name(chat: Chat, value: str) -> Translatable | None:
    found = await PESANTREN.get(chat, value)
    return _("{name}", name=found.name) if found else None


async def find_region(chat: Chat, text: str) -> Sequence[Choice]:
    return [(region.code, regions.label(region.kind, region.name)) for region in regions.search_regions(text)]


async def region_name(chat: Chat, value: str) -> Translatable | None:
    label = next((region.label for region in regions.all_regions() if region.code == value), None)
    return _("{name}", name=label) if label else None
