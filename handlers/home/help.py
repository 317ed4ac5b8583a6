"""Help by role, another language, and the way out of anything."""

from __future__ import annotations

from bot.dialog.buttons import Button, button
from bot.dialog.commands import command
from bot.dialog.context import Chat
from bot.dialog.forms import lifecycle
from bot.i18n.messages import LANGUAGES, _, lines, paragraphs
from handlers.home import home


@command("bantuan", "help", about=_("Apa yang bisa dilakukan di sini"), order=120, open=True)
async def help_(chat: Chat, argument: str) -> None:
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


@command("batal", "cancel", about=_("Batalkan yang sedang diisi"), order=130, pauses=False)
async def cancel(chat: Chat, argument: str) -> None:
    if not await lifecycle.cancel(chat):
        await home.show(chat, _("Tidak ada yang sedang diisi, Kak. Mau apa sekarang?"))


@command("bahasa", "language", about=_("Ganti bahasa"), order=140)
async def language(chat: Chat, argument: str) -> None:
    await chat.reply(
        _("Mau memakai bahasa apa?"), [Button(name, speak, code) for code, name in LANGUAGES.items()]
    )


@button("help.speak")
async def speak(chat: Chat, code: str) -> None:
    if code in LANGUAGES:
        chat.person.language = code
    await home.show(chat, _("Baik, kita pakai bahasa Indonesia. Ada yang bisa saya bantu?"))
    home.give_menu(chat)
