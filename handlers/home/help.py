"""The commands /bantuan, /batal and /bahasa."""

from __future__ import annotations

from bot.dialog.buttons import Button, button
from bot.dialog.commands import command
from bot.dialog.context import Chat
from bot.dialog.forms import lifecycle
from bot.i18n.messages import LANGUAGES, _, lines, paragraphs
from handlers.home import first_screen


@command("bantuan", "help", about=_("Apa yang bisa dilakukan di sini"), order=120, open=True)
async def show_help(chat: Chat, argument: str) -> None:
    """List the commands of the person's role."""
    commands = [route for route in chat.router.commands if not route.hidden and chat.may(route.role)]
    words = paragraphs(
        _("<b>Yang bisa saya bantu</b>"),
        lines(*(_("/{name} – {about}", name=route.name, about=route.about) for route in commands)),
        _(
            "Pertanyaan boleh ditinggal dulu: jawaban Kakak tersimpan dan bisa dilanjutkan kapan saja. "
            "Untuk membatalkannya, ketik /batal."
        ),
    )
    await chat.reply(words, [chat.home()] if chat.known else [])


@command(
    "batal", "cancel", about=_("Batalkan yang sedang diisi"), order=130, pauses=False, never_limited=True
)
async def cancel_form(chat: Chat, argument: str) -> None:
    """Cancel the form that is open."""
    if not await lifecycle.cancel(chat):
        await first_screen.show(chat, _("Tidak ada yang sedang diisi, Kak. Mau apa sekarang?"))


@command("bahasa", "language", about=_("Ganti bahasa"), order=140)
async def choose_language(chat: Chat, argument: str) -> None:
    """Show the languages that the bot speaks."""
    await chat.reply(
        _("Mau memakai bahasa apa?"), [Button(name, set_language, code) for code, name in LANGUAGES.items()]
    )


@button("help.speak")
async def set_language(chat: Chat, code: str) -> None:
    """Speak another language with the person."""
    if code in LANGUAGES:
        chat.person.language = code
    await first_screen.show(chat, _("Baik, kita pakai bahasa Indonesia. Ada yang bisa saya bantu?"))
    first_screen.give_menu(chat)
