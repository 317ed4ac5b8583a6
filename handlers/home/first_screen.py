"""The first screen, the command menu, and the answer to messages that nothing else takes."""

from __future__ import annotations

from bot.dialog.buttons import Button, button
from bot.dialog.context import Chat
from bot.dialog.hooks import fallback
from bot.i18n.messages import TextLike, _, paragraphs
from handlers.shared.button_lists import batched
from models.people import Role

ALBUM_SECONDS = 1.5
"""The photos of an album arrive one by one within this time."""


@button("home.home", home=True)
async def open_first_screen(chat: Chat) -> None:
    """Show the first screen."""
    await show(chat)


async def show(chat: Chat, lead: TextLike = "") -> None:
    """Show what a person can do here, as buttons."""
    await chat.reply(lead or _("Ada yang bisa saya bantu?"), _buttons(chat))


async def greet(chat: Chat, note: TextLike = "") -> None:
    """Show the first screen to somebody who comes in; `note` stands below the greeting."""
    name = chat.person.name or _("Kak")
    words = _("Assalamu'alaikum, {name}. Ada yang bisa saya bantu?", name=name)
    await show(chat, paragraphs(words, note))


def _buttons(chat: Chat) -> list[list[Button]]:
    shown = [
        Button(route.label, run_command, route.name)
        for route in chat.router.commands
        if route.label and chat.may(route.role)
    ]
    return batched(shown, 2)


@button("home.run")
async def run_command(chat: Chat, name: str) -> None:
    """Run a command by a button; to those who may not, it does not exist."""
    await chat.router.call(chat, name, "")


def give_menu(chat: Chat) -> None:
    """Give this chat the command menu of its role, in its language."""
    chat.set_menu(chat.router.menu(Role(chat.person.role), chat.language))


@button("home.welcome")
async def welcome(chat: Chat) -> None:
    """Show the first screen together with the menu, to somebody who is known already."""
    await greet(chat)
    give_menu(chat)


@fallback
async def answer_unexpected(chat: Chat) -> None:
    """Answer a message that no form, command or button takes. An album gets one answer."""
    incoming = chat.incoming
    if incoming.picture and incoming.picture.album:
        chat.press_later(ALBUM_SECONDS, say_unreadable.data(), once=True)
    elif incoming.unsupported or incoming.attachment or incoming.picture:
        await say_unreadable(chat)
    else:
        await show(chat, _("Saya belum paham maksudnya, Kak. Mungkin salah satu ini?"))


@button("home.unreadable")
async def say_unreadable(chat: Chat) -> None:
    """Say that photos and files are not read here."""
    await show(chat, _("Itu belum bisa saya baca, Kak. Pilih salah satu, atau ketik /bantuan."))
