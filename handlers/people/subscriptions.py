"""Subscriptions to broadcasts: /langganan, the button under each broadcast, and the word BERHENTI."""

from __future__ import annotations

from collections.abc import Collection

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.commands import command, keyword
from bot.dialog.context import Chat
from bot.i18n.messages import TextLike, Translatable, _, lines, paragraphs
from handlers.shared.button_lists import batched, ticked
from handlers.shared.labels import TOPICS
from models import subscriptions
from models.topics import Topic


@command("langganan", "subscriptions", about=_("Atur siaran yang Kakak terima"), order=110)
async def open_settings(chat: Chat, argument: str) -> None:
    """Show all topics, each a switch."""
    await _show(chat)


@button("subscriptions.settings")
async def show_settings(chat: Chat) -> None:
    """Show all topics, each a switch."""
    await _show(chat)


@button("subscriptions.switch")
async def switch_topic(chat: Chat, topic: Topic, on: int) -> None:
    """Switch one topic on or off."""
    change = subscriptions.opt_in if on else subscriptions.opt_out
    await change(chat.db, chat.person, topic, chat.now)
    await _show(chat)


@button("subscriptions.stop_all")
async def stop_all_topics(chat: Chat) -> None:
    """Stop all broadcasts, and show the settings."""
    await subscriptions.stop(chat.db, chat.person, chat.now)
    await _show(chat)


@button("subscriptions.hear_all")
async def resume_all_topics(chat: Chat) -> None:
    """Send broadcasts on all topics again."""
    await subscriptions.opt_in_all(chat.db, chat.person)
    await _show(chat)


@button("subscriptions.under_broadcast", open=True)
async def ask_under_broadcast(chat: Chat, topic: Topic) -> None:
    """Ask what to change, in a message of its own: the broadcast stays as it is."""
    if not chat.known:
        await _answer_unknown_person(chat)
    elif topic in await subscriptions.wanted(chat.db, chat.person):
        words = _("Siaran ini tentang <b>{topic}</b>. Mau diatur bagaimana, Kak?", topic=TOPICS[topic])
        await chat.reply(words, _ways(topic), new=True)
    else:
        lead = _("Siaran tentang <b>{topic}</b> sudah Kakak hentikan.", topic=TOPICS[topic])
        await _show(chat, lead, new=True)


@button("subscriptions.leave")
async def stop_topic(chat: Chat, topic: Topic) -> None:
    """Send no more broadcasts on this topic."""
    await subscriptions.opt_out(chat.db, chat.person, topic, chat.now)
    words = _("Baik, Kak. Siaran tentang <b>{topic}</b> tidak saya kirim lagi.", topic=TOPICS[topic])
    await chat.reply(words, [[Button(_("Terima lagi"), switch_topic, topic, 1), *_next_buttons(chat)]])


@button("subscriptions.stop")
async def stop_everything(chat: Chat) -> None:
    """Send no more broadcasts at all."""
    await _stop(chat)


@button("subscriptions.keep")
async def change_nothing(chat: Chat) -> None:
    """Leave everything as it is."""
    await chat.reply(_("Baik, Kak. Tidak ada yang berubah."), [_next_buttons(chat)])


@keyword("berhenti", "stop")
async def stop_by_word(chat: Chat) -> None:
    """Send no more broadcasts at all."""
    await (_stop(chat) if chat.known else _answer_unknown_person(chat))


async def _stop(chat: Chat) -> None:
    await subscriptions.stop(chat.db, chat.person, chat.now)
    words = _(
        "Baik, Kak. Siaran dan kabar perubahan acara tidak saya kirim lagi; acaranya bisa dilihat di /acara. "
        "Kabar tentang pilar Kakak sendiri tetap saya sampaikan. Kalau mau menerima siaran lagi, ketik /mulai."
    )
    await chat.reply(words, [_next_buttons(chat)])


async def _answer_unknown_person(chat: Chat) -> None:
    words = _("Baik, Kak. Kakak belum terdaftar, jadi tidak ada siaran yang saya kirim.")
    await chat.reply(words, new=True)


async def _show(chat: Chat, lead: TextLike = "", *, new: bool = False) -> None:
    """Show all topics, each a switch."""
    heard = await subscriptions.wanted(chat.db, chat.person)
    words = paragraphs(
        lead,
        lines(_("<b>Langganan siaran</b>"), _state(heard)),
        _("Kabar tentang pilar Kakak sendiri selalu saya sampaikan."),
    )
    await chat.reply(words, [*_switches(heard), _all(heard), chat.home()], new=new)


def _state(heard: Collection[Topic]) -> Translatable:
    if not heard:
        return _("Sekarang Kakak tidak menerima siaran. Tekan yang ingin diterima.")
    return _("Yang bertanda ✓ Kakak terima. Tekan untuk menyalakan atau mematikan.")


def _switches(heard: Collection[Topic]) -> list[list[Button]]:
    buttons = [
        Button(ticked(name, topic in heard), switch_topic, topic, int(topic not in heard))
        for topic, name in TOPICS.items()
    ]
    return batched(buttons, 2)


def _all(heard: Collection[Topic]) -> list[Button]:
    """Buttons for all topics at once; only those that would change something."""
    stop = [Button(_("Berhenti semua"), stop_all_topics)] if heard else []
    return stop + ([Button(_("Terima lagi semua"), resume_all_topics)] if len(heard) < len(Topic) else [])


def _ways(topic: Topic) -> Rows:
    return [
        Button(_('Berhenti dari "{topic}"', topic=TOPICS[topic]), stop_topic, topic),
        [Button(_("Berhenti semua"), stop_everything), Button(_("Tetap"), change_nothing)],
    ]


def _next_buttons(chat: Chat) -> list[Button]:
    return [Button(_("Atur langganan"), show_settings), *chat.home()]
