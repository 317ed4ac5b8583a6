"""Photos and files that a person sends to a form, as many as they may send in a day."""

from __future__ import annotations

from bot.dialog.context import Chat
from bot.dialog.parsing.errors import ParseError
from bot.i18n.formatting import start_of_day
from bot.i18n.messages import _
from bot.media.library import remember_received
from models import media


async def receive_media(chat: Chat, ref: str, mime: str, name: str = "") -> int:
    """Keep what arrived as `ref`, and return its id. Raises `ParseError` where the person has sent enough today."""
    most = chat.settings.limits.photos_per_day
    if most and await media.count_received(chat.db, chat.person.id, start_of_day(chat.now)) >= most:
        raise ParseError(
            _("Hari ini Kakak sudah mengirim {n} foto atau berkas. Yang berikutnya besok, ya, Kak.", n=most)
        )
    return await remember_received(chat.db, chat.person.id, chat.incoming.channel, ref, mime, name, chat.now)
