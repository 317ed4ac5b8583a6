"""A broadcast as the organiser sees it who shall agree: every text in every language, and every option."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from bot.dialog.buttons import Rows
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import LANGUAGES, Translatable, _, join, lines, paragraphs
from handlers.broadcasts import access, preview
from handlers.broadcasts.audience import filters
from handlers.broadcasts.message import as_sent
from handlers.broadcasts.preview import RULE
from handlers.broadcasts.sending.start import start_time
from handlers.shared.labels import TOPICS
from models.broadcasts import content
from models.broadcasts.tables import Broadcast

_LINK = re.compile(r'<a href="([^"]*)"')


def shown(version: str, people: int) -> str:
    """Join what was shown, for a button: the version (`access.version`) and the number of recipients."""
    return f"{version}.{people:x}"


def read_shown(shown: str) -> tuple[str, int]:
    """Version and number out of a button. Of an earlier release it has neither: an empty text, and 0."""
    version, _dot, people = shown.rpartition(".")
    try:
        return version, int(people, 16)
    except ValueError:
        return "", 0


async def show(chat: Chat, broadcast: Broadcast, buttons: Rows) -> None:
    """Show all of it, the decision last, so that whoever decides has passed everything else."""
    texts = await content.texts(chat.db, broadcast.id)
    await preview.show_attachment(chat, broadcast)
    for language, html in texts.items():
        heading = _("Untuk yang memakai <b>{language}</b>:", language=LANGUAGES.get(language, language))
        await chat.reply(lines(heading, RULE, as_sent(html), RULE))
    author = await access.author_of(chat, broadcast)
    words = paragraphs(
        _("<b>{name}</b> minta persetujuan untuk siaran ini.", name=author.name if author else "–"),
        await preview.describe(chat, broadcast, named=filters.ALL),
        lines(
            _("Topik: {topic}", topic=TOPICS[broadcast.topic]),
            _links([broadcast.html, *texts.values()]),
            *_when(chat, broadcast),
        ),
    )
    await chat.reply(words, buttons)


def _links(texts: Sequence[str]) -> Translatable | None:
    """The addresses behind the words of links, which nobody sees in the text itself."""
    found = dict.fromkeys(unescape(address) for html in texts for address in _LINK.findall(html))
    return _("Tautan di dalamnya: {addresses}", addresses=join(list(found))) if found else None


def _when(chat: Chat, broadcast: Broadcast) -> list[Translatable]:
    when = start_time(chat, broadcast)
    urgent = [_("<b>Mendesak</b>: dikirim juga pada jam istirahat.")] if broadcast.urgent else []
    if when > chat.now:
        return [*urgent, _("Bila disetujui, dikirim <b>{when}</b>.", when=formatting.moment(when))]
    return [*urgent, _("Bila disetujui, dikirim <b>sekarang juga</b>.")]
