"""A broadcast before it goes: exactly what it says, to how many, and all that was settled about it."""

from __future__ import annotations

import json
from zlib import crc32

from bot.dialog.context import Chat
from bot.i18n.messages import LANGUAGES, Translatable, _, lines, listed
from handlers.broadcasts import audience_filters, message
from handlers.broadcasts import card as broadcast_card
from handlers.broadcasts.content_field import shown
from models.broadcasts import audience as broadcast_audience
from models.broadcasts import content
from models.broadcasts.tables import Broadcast

RULE = "———"
"""Stands above and below a text as others will see it."""


async def people(chat: Chat, broadcast: Broadcast) -> int:
    """How many will get it."""
    return await broadcast_audience.count(chat.db, broadcast.meant_for, broadcast.topic)


async def words(chat: Chat, broadcast: Broadcast) -> Translatable:
    """The whole of it; a photo or a file is shown by `attachment`."""
    apart = broadcast.photo_id or broadcast.document_id
    text = () if apart else (RULE, shown(broadcast.html), RULE)
    return lines(
        await audience_filters.describe(chat, broadcast.meant_for),
        await _heading(chat, broadcast),
        *text,
        *await facts(chat, broadcast),
    )


async def attachment(chat: Chat, broadcast: Broadcast) -> None:
    """The photo or the file with its text, in a message of its own; nothing where there is none."""
    photos = message.photos(broadcast)
    if photos or broadcast.document_id:
        await chat.reply(shown(broadcast.html), photos=photos, file=broadcast.document_id, new=True)


async def _heading(chat: Chat, broadcast: Broadcast) -> Translatable:
    reached, meant = await people(chat, broadcast), broadcast.meant_for
    stopped = await broadcast_audience.count_stopped(chat.db, meant, broadcast.topic)
    others = await broadcast_audience.count_all(chat.db, meant) - reached - stopped
    asides = [
        _("{n} orang lain berhenti berlangganan", n=stopped) if stopped else "",
        _("{others} orang lain tidak bisa dihubungi", others=others) if others else "",
    ]
    if not any(asides):
        return _("Beginilah yang akan diterima <b>{n} orang</b>:", n=reached)
    return _("Beginilah yang akan diterima <b>{n} orang</b> ({asides}):", n=reached, asides=listed(asides))


async def facts(chat: Chat, broadcast: Broadcast) -> list[Translatable]:
    """What the text alone does not show."""
    written = await content.texts(chat.db, broadcast.id)
    card = await broadcast_card.title(chat, broadcast)
    languages = [LANGUAGES[language] for language in written if language in LANGUAGES]
    return [
        *([_("Juga dalam: {languages}", languages=listed(languages))] if languages else []),
        *(
            [_("Tombol jawaban: {labels}", labels=listed(broadcast.choices, " · "))]
            if broadcast.choices
            else []
        ),
        *([_("Kartu: {title}", title=card)] if card else []),
    ]


async def content_hash(chat: Chat, broadcast: Broadcast) -> str:
    """Changes with all that is sent and to whom: what is sent is what the button stood under."""
    parts = [
        broadcast.html,
        broadcast.photo_id,
        broadcast.document_id,
        broadcast.choices,
        broadcast.card,
        broadcast.topic,
        broadcast.meant_for.model_dump(mode="json"),
        await content.texts(chat.db, broadcast.id),
    ]
    return f"{crc32(json.dumps(parts).encode()):x}"
