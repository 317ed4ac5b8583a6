"""The screen of a draft: its preview, trying it out, sending it, its topic and other options."""

from __future__ import annotations

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.context import Chat
from bot.i18n.messages import TextLike, _, lines, paragraphs
from handlers.broadcasts import access, card, message, preview
from handlers.broadcasts.audience import chooser
from handlers.broadcasts.compose import reply_buttons, translations
from handlers.broadcasts.screens import DISCARD, PREVIEW, PREVIEW_AGAIN, REWRITE
from handlers.broadcasts.sending import limits, send
from handlers.shared.button_lists import ticked
from handlers.shared.labels import TOPICS
from models.broadcasts.tables import Broadcast
from models.people import Role
from models.topics import Topic


async def show(chat: Chat, broadcast: Broadcast, lead: TextLike = "") -> None:
    """Show all that will be sent, and what can still be done with it."""
    await _show_draft(chat, broadcast, lead)
    await preview.show_attachment(chat, broadcast)


@button(PREVIEW, role=Role.ORGANISER, row=access.OWN_DRAFT)
async def show_preview(chat: Chat, broadcast: Broadcast) -> None:
    """Show the draft with its photo or file."""
    await show(chat, broadcast)


@button(PREVIEW_AGAIN, role=Role.ORGANISER, row=access.OWN_DRAFT)
async def show_preview_again(chat: Chat, broadcast: Broadcast) -> None:
    """Show the draft where its photo or file was shown already."""
    await _show_draft(chat, broadcast)


@button("broadcasts.try_out", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def try_out(chat: Chat, broadcast: Broadcast) -> None:
    """Show the message as others will get it, to the organiser alone."""
    chat.toast(_("Ini yang akan diterima."))
    await message.show(chat, broadcast)


async def _show_draft(chat: Chat, broadcast: Broadcast, lead: TextLike = "") -> None:
    last_row = [Button(_("Ubah isi"), REWRITE, broadcast.id), Button(_("Batal"), DISCARD, broadcast.id)]
    choose = Button(_("Ubah penerima"), chooser.show_choice, broadcast.id)
    people = await preview.count_recipients(chat, broadcast)
    if not people:
        words = _("Belum ada orang yang bisa menerima siaran ini. Pilih penerima lain, ya, Kak.")
        await chat.reply(paragraphs(lead, words), [choose, last_row])
        return
    shown = await access.version(chat, broadcast)
    needs_approval = await limits.needs_approval(chat, broadcast, chat.now, people)
    label = _("Minta persetujuan") if needs_approval else _("Kirim sekarang")
    topic = _("Topik: {topic}", topic=TOPICS[broadcast.topic])
    buttons: Rows = [
        Button(label, send.send_now, broadcast.id, shown),
        [
            Button(_("Jadwalkan …"), send.ask_for_time, broadcast.id, shown),
            Button(_("Coba ke saya dulu"), try_out, broadcast.id),
        ],
        [Button(topic, choose_topic, broadcast.id), choose],
        [Button(_("Pilihan lain …"), show_options, broadcast.id), *last_row],
    ]
    await chat.reply(paragraphs(lead, await preview.describe(chat, broadcast)), buttons)


# Options


@button("broadcast_options.more", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def show_options(chat: Chat, broadcast: Broadcast) -> None:
    """Show what may be added: languages, answers, a card."""
    extras = await preview.extras(chat, broadcast)
    nothing = _("Semua ini boleh dilewati.") if not extras else None
    words = lines(_("<b>Pilihan lain</b>"), *extras, nothing)
    buttons = [
        Button(_("Bahasa lain …"), translations.choose_language, broadcast.id),
        Button(_("Tombol jawaban …"), reply_buttons.show_answers, broadcast.id),
        Button(_("Kartu acara atau produk …"), card.choose_card, broadcast.id),
        Button(_("Kembali"), PREVIEW_AGAIN, broadcast.id),
    ]
    await chat.reply(words, buttons)


@button("broadcast_options.topics", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def choose_topic(chat: Chat, broadcast: Broadcast) -> None:
    """Show the topics, with a tick at the present one."""
    words = _("Siaran ini tentang apa? Yang berhenti dari topik itu tidak dikirimi.")
    buttons = [
        Button(ticked(label, topic is broadcast.topic), set_topic, broadcast.id, topic)
        for topic, label in TOPICS.items()
    ]
    await chat.reply(words, [*buttons, Button(_("Kembali"), PREVIEW_AGAIN, broadcast.id)])


@button("broadcast_options.set_topic", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def set_topic(chat: Chat, broadcast: Broadcast, topic: Topic) -> None:
    """Give the draft a topic."""
    broadcast.topic = topic
    await chat.open(PREVIEW_AGAIN, broadcast.id)
