"""A broadcast before it is sent, in words: its exact text, the number of recipients, and all other choices."""

from __future__ import annotations

from bot.dialog.base_context import Context
from bot.dialog.context import Chat
from bot.i18n.messages import LANGUAGES, Translatable, _, join, lines
from handlers.broadcasts import card, message
from handlers.broadcasts.audience import filters
from handlers.broadcasts.message import as_sent
from models.broadcasts import audience, content
from models.broadcasts.tables import Broadcast

RULE = "———"
"""Stands above and below a text as others will see it."""


async def count_recipients(context: Context, broadcast: Broadcast) -> int:
    """The number of people who will get it."""
    return await audience.count(context.db, broadcast.meant_for, broadcast.topic)


async def describe(chat: Chat, broadcast: Broadcast, named: int = filters.MAX_NAMED) -> Translatable:
    """All about it, with at most `named` values of each filter; a photo or a file is shown by `show_attachment`."""
    apart = broadcast.photo_id or broadcast.document_id
    text = () if apart else (RULE, as_sent(broadcast.html), RULE)
    return lines(
        await filters.describe(chat, broadcast.meant_for, named),
        await _heading(chat, broadcast),
        *text,
        *await extras(chat, broadcast),
    )


async def show_attachment(chat: Chat, broadcast: Broadcast) -> None:
    """Show the photo or the file with its text, in a message of its own; nothing where there is none."""
    photos = message.photos(broadcast)
    if photos or broadcast.document_id:
        await chat.reply(as_sent(broadcast.html), photos=photos, file=broadcast.document_id, new=True)


async def _heading(chat: Chat, broadcast: Broadcast) -> Translatable:
    reached, meant = await count_recipients(chat, broadcast), broadcast.meant_for
    stopped = await audience.count_stopped(chat.db, meant, broadcast.topic)
    others = await audience.count_all(chat.db, meant) - reached - stopped
    asides = [
        _("{n} orang lain berhenti berlangganan", n=stopped) if stopped else "",
        _("{others} orang lain tidak bisa dihubungi", others=others) if others else "",
    ]
    if not any(asides):
        return _("Beginilah yang akan diterima <b>{n} orang</b>:", n=reached)
    return _("Beginilah yang akan diterima <b>{n} orang</b> ({asides}):", n=reached, asides=join(asides))


async def extras(chat: Chat, broadcast: Broadcast) -> list[Translatable]:
    """Lines about languages, answers and card; none for those that it does not have."""
    written = await content.texts(chat.db, broadcast.id)
    title = await card.title(chat, broadcast)
    languages = [LANGUAGES[language] for language in written if language in LANGUAGES]
    return [
        *([_("Juga dalam: {languages}", languages=join(languages))] if languages else []),
        *(
            [_("Tombol jawaban: {labels}", labels=join(broadcast.choices, " · "))]
            if broadcast.choices
            else []
        ),
        *([_("Kartu: {title}", title=title)] if title else []),
    ]
