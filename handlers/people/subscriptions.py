"""Which broadcasts a person wants: /langganan, the button under each of them, and the word BERHENTI."""

from __future__ import annotations

from collections.abc import Collection

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.commands import command, keyword
from bot.dialog.context import Chat
from bot.i18n.messages import TextLike, Translatable, _, lines, paragraphs
from handlers.shared.labels import TOPICS
from models import subscriptions
from models.topics import Topic


@command("langganan", "subscriptions", about=_("Atur siaran yang Kakak terima"), order=110)
async def open_(chat: Chat, argument: str) -> None:
    await _show(chat)


@button("subscriptions.settings")
async def settings(chat: Chat) -> None:
    await _show(chat)


@button("subscriptions.switch")
async def switch(chat: Chat, topic: Topic, on: int) -> None:
    """One topic on or off."""
    change = subscriptions.opt_in if on else subscriptions.opt_out
    await change(chat.db, chat.person, topic, chat.now)
    await _show(chat)


@button("subscriptions.stop_all")
async def stop_all(chat: Chat) -> None:
    await subscriptions.stop(chat.db, chat.person, chat.now)
    await _show(chat)


@button("subscriptions.hear_all")
async def hear_all(chat: Chat) -> None:
    await subscriptions.opt_in_all(chat.db, chat.person)
    await _show(chat)


@button("subscriptions.under_broadcast", open=True)
async def under_broadcast(chat: Chat, topic: Topic) -> None:
    """Asked in a message of its own: the broadcast stays as it is."""
    if not chat.known:
        await _nobody(chat)
    elif topic in await subscriptions.wanted(chat.db, chat.person):
        words = _("Siaran ini tentang <b>{topic}</b>. Mau diatur bagaimana, Kak?", topic=TOPICS[topic])
        await chat.reply(words, _ways(topic), new=True)
    else:
        lead = _("Siaran tentang <b>{topic}</b> sudah Kakak hentikan.", topic=TOPICS[topic])
        await _show(chat, lead, new=True)


@button("subscriptions.leave")
async def leave(chat: Chat, topic: Topic) -> None:
    """No more of what this broadcast was about."""
    await subscriptions.opt_out(chat.db, chat.person, topic, chat.now)
    words = _("Baik, Kak. Siaran tentang <b>{topic}</b> tidak saya kirim lagi.", topic=TOPICS[topic])
    await chat.reply(words, [[Button(_("Terima lagi"), switch, topic, 1), *_onwards(chat)]])


@button("subscriptions.stop")
async def stop(chat: Chat) -> None:
    """No more broadcasts at all."""
    await _stop(chat)


@button("subscriptions.keep")
async def keep(chat: Chat) -> None:
    await chat.reply(_("Baik, Kak. Tidak ada yang berubah."), [_onwards(chat)])


@keyword("berhenti", "stop")
async def said_stop(chat: Chat) -> None:
    await (_stop(chat) if chat.known else _nobody(chat))


async def _stop(chat: Chat) -> None:
    await subscriptions.stop(chat.db, chat.person, chat.now)
    words = _(
        "Baik, Kak. Siaran tidak saya kirim lagi. Kabar tentang undangan dan pilar Kakak sendiri tetap saya "
        "sampaikan. Kalau mau menerima siaran lagi, ketik /mulai."
    )
    await chat.reply(words, [_onwards(chat)])


async def _nobody(chat: Chat) -> None:
    words = _("Baik, Kak. Kakak belum terdaftar, jadi tidak ada siaran yang saya kirim.")
    await chat.reply(words, new=True)


async def _show(chat: Chat, lead: TextLike = "", *, new: bool = False) -> None:
    """All topics, each a switch."""
    heard = await subscriptions.wanted(chat.db, chat.person)
    words = paragraphs(
        lead,
        lines(_("<b>Langganan siaran</b>"), _state(heard)),
        _("Kabar tentang undangan dan pilar Kakak sendiri selalu saya sampaikan."),
    )
    await chat.reply(words, [*_switches(heard), _all(heard), chat.home()], new=new)


def _state(heard: Collection[Topic]) -> Translatable:
    if not heard:
        return _("Sekarang Kakak tidak menerima siaran. Tekan yang ingin diterima.")
    return _("Yang bertanda ✓ Kakak terima. Tekan untuk menyalakan atau mematikan.")


def _switches(heard: Collection[Topic]) -> list[list[Button]]:
    buttons = [
        Button(_("✓ {label}", label=name) if topic in heard else name, switch, topic, int(topic not in heard))
        for topic, name in TOPICS.items()
    ]
    return [buttons[i : i + 2] for i in range(0, len(buttons), 2)]


def _all(heard: Collection[Topic]) -> list[Button]:
    """What would change something."""
    stop_ = [Button(_("Berhenti semua"), stop_all)] if heard else []
    return stop_ + ([Button(_("Terima lagi semua"), hear_all)] if len(heard) < len(Topic) else [])


def _ways(topic: Topic) -> Rows:
    return [
        Button(_('Berhenti dari "{topic}"', topic=TOPICS[topic]), leave, topic),
        [Button(_("Berhenti semua"), stop), Button(_("Tetap"), keep)],
    ]


def _onwards(chat: Chat) -> list[Button]:
    return [Button(_("Atur langganan"), settings), *chat.home()]
