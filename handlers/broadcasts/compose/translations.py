"""A broadcast in other languages. Recipients of a language without a text get the broadcast's own."""

from __future__ import annotations

from typing import Annotated

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.context import Chat
from bot.dialog.forms import Ask, Form, start_form
from bot.dialog.rights import InvalidPressError
from bot.i18n.messages import LANGUAGES, SOURCE, _, paragraphs
from handlers.broadcasts import access
from handlers.broadcasts.compose.content_field import BroadcastTextField
from handlers.broadcasts.message import as_sent
from handlers.broadcasts.screens import PREVIEW_AGAIN
from handlers.shared.button_lists import ticked
from models.broadcasts import content
from models.broadcasts.tables import Broadcast
from models.people import Role

OTHERS = {language: name for language, name in LANGUAGES.items() if language != SOURCE}


class BroadcastTextForm(Form, name="broadcast_text", aliases=("BroadcastTextForm",)):
    """The text of a broadcast in another language; `target` is "<id>-<language>"."""

    title = _("Siaran dalam bahasa lain")
    role = Role.ORGANISER
    changes = access.OWN_DRAFT
    skip_summary = True

    text: Annotated[str, BroadcastTextField(), Ask(_("Kirim teks siarannya dalam bahasa itu."))]

    async def save(self, chat: Chat) -> None:
        broadcast = self.row(access.OWN_DRAFT)
        language = self.target.partition("-")[2]
        await content.write(chat.db, broadcast.id, language, self.text)
        await chat.open(PREVIEW_AGAIN, broadcast.id)

    @classmethod
    async def cancel_buttons(cls, chat: Chat, target: str) -> Rows:
        return [Button(_("Kembali"), choose_language, int(target.partition("-")[0]))]


@button("broadcast_texts.languages", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def choose_language(chat: Chat, broadcast: Broadcast) -> None:
    """Show the languages, with a tick at those that have a text."""
    written = await content.texts(chat.db, broadcast.id)
    words = _(
        "Tulis siarannya dalam bahasa lain untuk yang memakai bahasa itu. Yang lain menerima teks yang biasa."
    )
    buttons = [
        Button(ticked(name, language in written), show_text, broadcast.id, language)
        for language, name in OTHERS.items()
    ]
    await chat.reply(words, [*buttons, Button(_("Kembali"), PREVIEW_AGAIN, broadcast.id)])


@button("broadcast_texts.open_", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def show_text(chat: Chat, broadcast: Broadcast, language: str) -> None:
    """Show the text in that language; where there is none yet, ask for it."""
    text = (await content.texts(chat.db, broadcast.id)).get(language)
    if text is None:
        return await write_text(chat, broadcast.id, language)
    values = broadcast.id, language
    buttons = [
        [Button(_("Ganti"), write_text, *values), Button(_("Hapus"), remove_text, *values)],
        [Button(_("Kembali"), choose_language, broadcast.id)],
    ]
    await chat.reply(paragraphs(_("<b>{language}</b>", language=LANGUAGES[language]), as_sent(text)), buttons)


@button("broadcast_texts.write", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def write_text(chat: Chat, broadcast: Broadcast, language: str) -> None:
    """Ask for the text in that language."""
    if language not in OTHERS:
        raise InvalidPressError("no such language")
    await start_form(chat, BroadcastTextForm, target=f"{broadcast.id}-{language}")


@button("broadcast_texts.remove", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def remove_text(chat: Chat, broadcast: Broadcast, language: str) -> None:
    """Take the text in that language away."""
    await content.unwrite(chat.db, broadcast.id, language)
    await choose_language(chat, broadcast.id)
