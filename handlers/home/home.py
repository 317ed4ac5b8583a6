"""The first screen, the command menu, and what is said to a message that nothing else takes."""

from __future__ import annotations

from bot.dialog.buttons import Button, button
from bot.dialog.context import Chat
from bot.i18n.messages import TextLike, _, paragraphs
from models.people import Role

ALBUM_SECONDS = 1.5
"""The photos of an album arrive one by one within this time."""


@button("home.home", home=True)
async def home(chat: Chat) -> None:
    await show(chat)


async def show(chat: Chat, lead: TextLike = "") -> None:
    """What a person can do here, as buttons."""
    await chat.reply(lead or _("Ada yang bisa saya bantu?"), _buttons(chat))


async def greet(chat: Chat, note: TextLike = "") -> None:
    """The first screen for somebody who comes in; `note` stands below the greeting."""
    name = chat.person.name or _("Kak")
    words = _("Assalamu'alaikum, {name}. Ada yang bisa saya bantu?", name=name)
    await show(chat, paragraphs(words, note))


def _buttons(chat: Chat) -> list[list[Button]]:
    shown = [
        Button(route.label, run, route.name)
        for route in chat.router.commands
        if route.label and chat.may(route.role)
    ]
    return [shown[i : i + 2] for i in range(0, len(shown), 2)]


@button("home.run")
async def run(chat: Chat, name: str) -> None:
    """A command as a button; who may not, is told that it does not exist."""
    await chat.router.call(chat, name, "")


def give_menu(chat: Chat) -> None:
    """The command menu of this chat, as its role and language have it."""
    chat.set_menu(chat.router.menu(Role(chat.person.role), chat.language))


@button("home.welcome")
async def welcome(chat: Chat) -> None:
    """The first screen together with the menu, for somebody who is known already."""
    await greet(chat)
    give_menu(chat)


async def fallback(chat: Chat) -> None:
    """A message that no form, command or button takes. An album gets one answer."""
    incoming = chat.incoming
    if incoming.picture and incoming.picture.album:
        chat.press_later(ALBUM_SECONDS, unreadable.data(), once=True)
    elif incoming.unsupported or incoming.attachment or incoming.picture:
        await unreadable(chat)
    else:
        await show(chat, _("Saya belum paham maksudnya, Kak. Mungkin salah satu ini?"))


@button("home.unreadable")
async def unreadable(chat: Chat) -> None:
    await show(chat, _("Itu belum bisa saya baca, Kak. Pilih salah satu, atau ketik /bantuan."))
