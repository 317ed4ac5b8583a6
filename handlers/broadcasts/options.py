"""What can be settled about a broadcast besides its text and its audience."""

from __future__ import annotations

from bot.dialog.buttons import Button, button
from bot.dialog.context import Chat
from bot.i18n.messages import _, lines
from handlers.broadcasts import card_picker, preview, reply_buttons, report, translations
from handlers.shared.labels import TOPICS
from models.people import Role
from models.topics import Topic

AGAIN = "broadcasts.again"


@button("broadcast_options.more", role=Role.ORGANISER)
async def more(chat: Chat, broadcast_id: int) -> None:
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is None:
        return
    known = await preview.facts(chat, broadcast)
    nothing = _("Semua ini boleh dilewati.") if not known else None
    words = lines(_("<b>Pilihan lain</b>"), *known, nothing)
    buttons = [
        Button(_("Bahasa lain …"), translations.languages, broadcast.id),
        Button(_("Tombol jawaban …"), reply_buttons.open_, broadcast.id),
        Button(_("Kartu acara atau produk …"), card_picker.choose, broadcast.id),
        Button(_("Kembali"), chat.router.buttons[AGAIN], broadcast.id),
    ]
    await chat.reply(words, buttons)


@button("broadcast_options.topics", role=Role.ORGANISER)
async def topics(chat: Chat, broadcast_id: int) -> None:
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is None:
        return
    words = _("Siaran ini tentang apa? Yang berhenti dari topik itu tidak dikirimi.")
    buttons = [
        Button(
            _("✓ {label}", label=label) if topic is broadcast.topic else label, set_topic, broadcast.id, topic
        )
        for topic, label in TOPICS.items()
    ]
    await chat.reply(words, [*buttons, Button(_("Kembali"), chat.router.buttons[AGAIN], broadcast.id)])


@button("broadcast_options.set_topic", role=Role.ORGANISER)
async def set_topic(chat: Chat, broadcast_id: int, topic: Topic) -> None:
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is not None:
        broadcast.topic = topic
        await chat.router.buttons[AGAIN](chat, broadcast_id)
