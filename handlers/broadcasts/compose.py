"""Writing a broadcast: what it says, how it will look, and off it goes."""

from __future__ import annotations

from typing import Annotated

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.commands import command
from bot.dialog.context import Chat
from bot.dialog.forms import Ask, Form, start_form
from bot.i18n import formatting
from bot.i18n.messages import SOURCE, TextLike, Translatable, _, lines, paragraphs, render
from handlers.broadcasts import approval_request, card, message, options, report, schedule
from handlers.broadcasts import audience as broadcast_audience
from handlers.broadcasts import preview as broadcast_preview
from handlers.broadcasts import send as broadcast_send
from handlers.broadcasts.content_field import Content, ContentField, excerpt
from handlers.shared.labels import TOPICS
from models.broadcasts import content as broadcast_content
from models.broadcasts import lifecycle
from models.broadcasts.audience import Audience
from models.broadcasts.tables import Broadcast
from models.events import Event, EventStatus
from models.people import Role
from models.topics import Topic


class BroadcastForm(Form, name="broadcast", aliases=("BroadcastForm",)):
    """What a broadcast says; with `target`, what that one says instead."""

    title = _("Siaran baru")
    role = Role.ORGANISER
    skip_summary = True

    content: Annotated[
        Content,
        ContentField(),
        Ask(_("Kirim isi siaran: teks, atau satu foto atau berkas dengan teks di bawahnya.")),
    ]

    async def save(self, chat: Chat) -> None:
        note = "" if self.content.alone else _("Hanya foto pertama yang dipakai, ya, Kak.")
        if self.target:
            await self._change(chat, int(self.target), note)
            return
        broadcast = await _draft(chat, self.content.html, Audience())
        _fill(broadcast, self.content)
        await broadcast_audience.show(chat, broadcast, note)

    async def _change(self, chat: Chat, broadcast_id: int, note: TextLike) -> None:
        broadcast = await report.unsent(chat, broadcast_id)
        if broadcast is not None:
            _fill(broadcast, self.content)
            old = await broadcast_content.texts(chat.db, broadcast.id)
            remark = _("Teks dalam bahasa lain masih yang lama. Periksa juga, ya, Kak.") if old else None
            await show(chat, broadcast, lines(note, remark))

    @classmethod
    async def cancel_buttons(cls, chat: Chat, target: str) -> Rows:
        return [Button(_("Kembali"), preview, int(target))] if target else [chat.home()]


@command("siar", "broadcast", about=_("Kirim siaran"), order=60, role=Role.ORGANISER, label=_("Kirim siaran"))
async def compose(chat: Chat, argument: str) -> None:
    """One that was written and not sent is offered before a new one."""
    broadcast = await lifecycle.unsent(chat.db, chat.person.id)
    if broadcast is None:
        await start_form(chat, BroadcastForm)
        return
    words = _("Siaran <b>{text}</b> belum dikirim. Lanjutkan?", text=excerpt(broadcast.html))
    buttons = [Button(_("Lanjutkan"), preview, broadcast.id), Button(_("Tulis baru"), anew, broadcast.id)]
    await chat.reply(words, [buttons, chat.home()])


@button("broadcasts.anew", role=Role.ORGANISER)
async def anew(chat: Chat, broadcast_id: int) -> None:
    """Throw the unsent one away and write another."""
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is not None:
        await lifecycle.cancel(chat.db, broadcast.id, chat.now)
        await start_form(chat, BroadcastForm)


@button("broadcasts.drop", role=Role.ORGANISER)
async def drop(chat: Chat, broadcast_id: int) -> None:
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is not None:
        await lifecycle.cancel(chat.db, broadcast.id, chat.now)
        await chat.reply(_("Baik, siarannya tidak jadi dikirim."), [chat.home()])


@button("broadcasts.change", role=Role.ORGANISER)
async def change(chat: Chat, broadcast_id: int) -> None:
    if await report.unsent(chat, broadcast_id) is not None:
        await start_form(chat, BroadcastForm, target=str(broadcast_id))


@button("broadcasts.copy", role=Role.ORGANISER)
async def copy(chat: Chat, broadcast_id: int) -> None:
    """What could not be sent as it is becomes a draft again, to be written anew."""
    old = await report.sent(chat, broadcast_id)
    new = await lifecycle.unsent(chat.db, chat.person.id, old.html)
    if new is None:
        new = await _draft(chat, old.html, old.meant_for)
        new.photo_id, new.document_id = old.photo_id, old.document_id
        new.choices, new.card, new.topic = old.choices, old.card, old.topic
        for language, html in (await broadcast_content.texts(chat.db, old.id)).items():
            await broadcast_content.write(chat.db, new.id, language, html)
    await start_form(chat, BroadcastForm, target=str(new.id))


# Before it goes


@button("broadcasts.preview", role=Role.ORGANISER)
async def preview(chat: Chat, broadcast_id: int) -> None:
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is not None:
        await show(chat, broadcast)


@button("broadcasts.again", role=Role.ORGANISER)
async def again(chat: Chat, broadcast_id: int) -> None:
    """The same, where a photo or a file was shown already."""
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is not None:
        await _ready(chat, broadcast)


@button("broadcasts.try_out", role=Role.ORGANISER)
async def try_out(chat: Chat, broadcast_id: int) -> None:
    """The message as others will get it, to the organiser alone."""
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is not None:
        chat.toast(_("Ini yang akan diterima."))
        await message.show(chat, broadcast)


@button("broadcasts.send", role=Role.ORGANISER)
async def send(chat: Chat, broadcast_id: int, seal: str) -> None:
    """Off it goes, once, and only as it was shown."""
    broadcast = await broadcast_send.as_shown(chat, broadcast_id, seal)
    if broadcast is not None:
        broadcast.send_at, broadcast.urgent = None, False
        await broadcast_send.request_start(chat, broadcast)


@button("broadcasts.invite", role=Role.ORGANISER)
async def invite(chat: Chat, event_id: int) -> None:
    """A broadcast about an event, with a text that can be sent as it is."""
    event = await chat.db.get(Event, event_id)
    if event is None or event.status is not EventStatus.PUBLISHED or event.closed(chat.now):
        chat.toast(_("Undangan acara ini sudah tidak bisa dijawab."))
        return
    html = render(_invitation(event), SOURCE)
    broadcast = await lifecycle.unsent(chat.db, chat.person.id, html)
    if broadcast is None:
        broadcast = await _draft(chat, html, Audience())
        broadcast.topic, broadcast.card = Topic.EVENT, card.to(card.EVENT, event.id)
    await broadcast_audience.show(chat, broadcast)


async def show(chat: Chat, broadcast: Broadcast, lead: TextLike = "") -> None:
    """All that will be sent, and what can still be done with it."""
    await _ready(chat, broadcast, lead)
    await broadcast_preview.attachment(chat, broadcast)


async def _ready(chat: Chat, broadcast: Broadcast, lead: TextLike = "") -> None:
    last_row = [Button(_("Ubah isi"), change, broadcast.id), Button(_("Batal"), drop, broadcast.id)]
    choose = Button(_("Ubah penerima"), broadcast_audience.choose, broadcast.id)
    if not await broadcast_preview.people(chat, broadcast):
        words = _("Belum ada orang yang bisa menerima siaran ini. Pilih penerima lain, ya, Kak.")
        await chat.reply(paragraphs(lead, words), [choose, last_row])
        return
    seal = await broadcast_preview.content_hash(chat, broadcast)
    approval = await approval_request.needed(chat, broadcast)
    label = _("Minta persetujuan") if approval else _("Kirim sekarang")
    topic = _("Topik: {topic}", topic=TOPICS[broadcast.topic])
    buttons: Rows = [
        Button(label, send, broadcast.id, seal),
        [
            Button(_("Jadwalkan …"), schedule.ask, broadcast.id, seal),
            Button(_("Coba ke saya dulu"), try_out, broadcast.id),
        ],
        [Button(topic, options.topics, broadcast.id), choose],
        [Button(_("Pilihan lain …"), options.more, broadcast.id), *last_row],
    ]
    await chat.reply(paragraphs(lead, await broadcast_preview.words(chat, broadcast)), buttons)


async def _draft(chat: Chat, html: str, audience: Audience) -> Broadcast:
    return await lifecycle.draft(
        chat.db, created_by=chat.person.id, html=html, audience=audience, now=chat.now
    )


def _fill(broadcast: Broadcast, content: Content) -> None:
    broadcast.html, broadcast.photo_id, broadcast.document_id = content.html, content.photo, content.document


def _invitation(event: Event) -> Translatable:
    before = event.answer_before or event.starts_at
    return paragraphs(
        _("Kakak diundang ke acara ini:"),
        lines(
            _("<b>{title}</b>", title=event.title),
            formatting.span(event.starts_at, event.ends_at),
            event.place_name,
        ),
        event.description,
        _(
            "Ketik /acara untuk menjawab sebelum {day}, {clock}.",
            day=formatting.day(before),
            clock=formatting.clock(before),
        ),
    )
