"""Writing a broadcast: its form, and starting, replacing and discarding a draft."""

from __future__ import annotations

from typing import Annotated

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.commands import command
from bot.dialog.context import Chat
from bot.dialog.forms import Ask, Form, start_form
from bot.i18n.messages import TextLike, _, lines
from handlers.broadcasts import access
from handlers.broadcasts.audience import chooser
from handlers.broadcasts.compose import draft
from handlers.broadcasts.compose.content_field import Content, ContentField
from handlers.broadcasts.message import excerpt
from handlers.broadcasts.screens import COPY, DISCARD, REWRITE
from models.broadcasts import content, lifecycle
from models.broadcasts.audience import Audience
from models.broadcasts.tables import Broadcast
from models.people import Role
from models.topics import Topic


class BroadcastForm(Form, name="broadcast", aliases=("BroadcastForm",)):
    """The content of a new broadcast, or with `target` the new content of that one."""

    title = _("Siaran baru")
    role = Role.ORGANISER
    changes = access.OWN_DRAFT
    skip_summary = True

    content: Annotated[
        Content,
        ContentField(),
        Ask(_("Kirim isi siaran: teks, atau satu foto atau berkas dengan teks di bawahnya.")),
    ]

    async def save(self, chat: Chat) -> None:
        note = "" if self.content.alone else _("Hanya foto pertama yang dipakai, ya, Kak.")
        if self.target:
            await self._change(chat, self.row(access.OWN_DRAFT), note)
            return
        broadcast = await _create_draft(chat, self.content.html, Audience())
        _fill(broadcast, self.content)
        await chooser.show(chat, broadcast, note)

    async def _change(self, chat: Chat, broadcast: Broadcast, note: TextLike) -> None:
        _fill(broadcast, self.content)
        old = await content.texts(chat.db, broadcast.id)
        remark = _("Teks dalam bahasa lain masih yang lama. Periksa juga, ya, Kak.") if old else None
        await draft.show(chat, broadcast, lines(note, remark))

    @classmethod
    async def cancel_buttons(cls, chat: Chat, target: str) -> Rows:
        return [Button(_("Kembali"), draft.show_preview, int(target))] if target else [chat.home()]


@command("siar", "broadcast", about=_("Kirim siaran"), order=60, role=Role.ORGANISER, label=_("Kirim siaran"))
async def write_broadcast(chat: Chat, argument: str) -> None:
    """Ask for the content; a draft that was not sent is offered first."""
    broadcast = await lifecycle.unsent(chat.db, chat.person.id)
    if broadcast is None:
        await start_form(chat, BroadcastForm)
        return
    words = _("Siaran <b>{text}</b> belum dikirim. Lanjutkan?", text=excerpt(broadcast.html))
    buttons = [
        Button(_("Lanjutkan"), draft.show_preview, broadcast.id),
        Button(_("Tulis baru"), replace_draft, broadcast.id),
    ]
    await chat.reply(words, [buttons, chat.home()])


@button("broadcasts.anew", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def replace_draft(chat: Chat, broadcast: Broadcast) -> None:
    """Discard the draft and ask for another."""
    await lifecycle.cancel(chat.db, broadcast.id, chat.now)
    await start_form(chat, BroadcastForm)


@button(DISCARD, role=Role.ORGANISER, row=access.OWN_DRAFT)
async def discard_draft(chat: Chat, broadcast: Broadcast) -> None:
    """Discard the draft."""
    await lifecycle.cancel(chat.db, broadcast.id, chat.now)
    await chat.reply(_("Baik, siarannya tidak jadi dikirim."), [chat.home()])


@button(REWRITE, role=Role.ORGANISER, row=access.OWN_DRAFT)
async def rewrite_draft(chat: Chat, broadcast: Broadcast) -> None:
    """Ask for another content of the draft."""
    await start_form(chat, BroadcastForm, target=str(broadcast.id))


@button(COPY, role=Role.ORGANISER, row=access.SENT_BROADCAST)
async def copy_to_draft(chat: Chat, old: Broadcast) -> None:
    """Make a draft of a broadcast that could not be sent as it is, and ask for its new content."""
    new = await lifecycle.unsent(chat.db, chat.person.id, old.html)
    if new is None:
        new = await _create_draft(chat, old.html, old.meant_for)
        new.photo_id, new.document_id = old.photo_id, old.document_id
        new.choices, new.card, new.topic = old.choices, old.card, old.topic
        for language, html in (await content.texts(chat.db, old.id)).items():
            await content.write(chat.db, new.id, language, html)
    await start_form(chat, BroadcastForm, target=str(new.id))


async def start_draft(chat: Chat, html: str, *, topic: Topic, card: str) -> None:
    """Begin a draft with this text and ask for its audience; the unsent one with the same text is used again."""
    broadcast = await lifecycle.unsent(chat.db, chat.person.id, html)
    if broadcast is None:
        broadcast = await _create_draft(chat, html, Audience())
        broadcast.topic, broadcast.card = topic, card
    await chooser.show(chat, broadcast)


async def _create_draft(chat: Chat, html: str, audience: Audience) -> Broadcast:
    return await lifecycle.draft(
        chat.db, created_by=chat.person.id, html=html, audience=audience, now=chat.now
    )


def _fill(broadcast: Broadcast, filled: Content) -> None:
    broadcast.html, broadcast.photo_id, broadcast.document_id = filled.html, filled.photo, filled.document
