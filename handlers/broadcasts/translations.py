"""The same broadcast in other languages. Who reads a language without a text gets the broadcast's own."""

from __future__ import annotations

from typing import Annotated

from bot.dialog.buttons import Button, InvalidPressError, Rows, button
from bot.dialog.context import Chat
from bot.dialog.forms import Ask, Form, start_form
from bot.i18n.messages import LANGUAGES, SOURCE, _, paragraphs
from handlers.broadcasts import report
from handlers.broadcasts.content_field import BroadcastTextField, shown
from models.broadcasts import content
from models.people import Role

AGAIN = "broadcasts.again"
OTHERS = {language: name for language, name in LANGUAGES.items() if language != SOURCE}


class BroadcastTextForm(Form, name="broadcast_text", aliases=("BroadcastTextForm",)):
    """What a broadcast says in another language; `target` is "<id>-<language>"."""

    title = _("Siaran dalam bahasa lain")
    role = Role.ORGANISER
    skip_summary = True

    text: Annotated[str, BroadcastTextField(), Ask(_("Kirim teks siarannya dalam bahasa itu."))]

    async def save(self, chat: Chat) -> None:
        number, _dash, language = self.target.partition("-")
        broadcast = await report.unsent(chat, int(number))
        if broadcast is not None:
            await content.write(chat.db, broadcast.id, language, self.text)
            await chat.router.buttons[AGAIN](chat, broadcast.id)

    @classmethod
    async def cancel_buttons(cls, chat: Chat, target: str) -> Rows:
        return [Button(_("Kembali"), languages, int(target.partition("-")[0]))]


@button("broadcast_texts.languages", role=Role.ORGANISER)
async def languages(chat: Chat, broadcast_id: int) -> None:
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is None:
        return
    written = await content.texts(chat.db, broadcast.id)
    words = _(
        "Tulis siarannya dalam bahasa lain untuk yang memakai bahasa itu. Yang lain menerima teks yang biasa."
    )
    buttons = [
        Button(_("✓ {label}", label=name) if language in written else name, open_, broadcast.id, language)
        for language, name in OTHERS.items()
    ]
    await chat.reply(words, [*buttons, Button(_("Kembali"), chat.router.buttons[AGAIN], broadcast.id)])


@button("broadcast_texts.open_", role=Role.ORGANISER)
async def open_(chat: Chat, broadcast_id: int, language: str) -> None:
    """The text in that language; where there is none yet, it is asked for."""
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is None:
        return None
    text = (await content.texts(chat.db, broadcast.id)).get(language)
    if text is None:
        return await write(chat, broadcast_id, language)
    values = broadcast.id, language
    buttons = [
        [Button(_("Ganti"), write, *values), Button(_("Hapus"), remove, *values)],
        [Button(_("Kembali"), languages, broadcast.id)],
    ]
    await chat.reply(paragraphs(_("<b>{language}</b>", language=LANGUAGES[language]), shown(text)), buttons)


@button("broadcast_texts.write", role=Role.ORGANISER)
async def write(chat: Chat, broadcast_id: int, language: str) -> None:
    if language not in OTHERS:
        raise InvalidPressError("no such language")
    if await report.unsent(chat, broadcast_id) is not None:
        await start_form(chat, BroadcastTextForm, target=f"{broadcast_id}-{language}")


@button("broadcast_texts.remove", role=Role.ORGANISER)
async def remove(chat: Chat, broadcast_id: int, language: str) -> None:
    if await report.unsent(chat, broadcast_id) is not None:
        await content.unwrite(chat.db, broadcast_id, language)
        await languages(chat, broadcast_id)
