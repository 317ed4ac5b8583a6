"""Writing a broadcast: what it says, how it will look, and off it goes."""

from __future__ import annotations

import json
from typing import Annotated
from zlib import crc32

from bot import showing
from bot.buttons import Button, Rows, button
from bot.chat import Chat
from bot.commands import command
from bot.forms import Ask, Form
from bot.words import SOURCE, Speech, Words, _, lines, paragraphs, render
from handlers import audience, broadcast_audience, broadcast_report
from handlers.broadcast_content import Content, ContentKind, excerpt, shown
from models import audiences, audit, broadcasts
from models.audiences import Audience
from models.broadcasts import Broadcast, NotADraft
from models.events import Event
from models.events import Status as EventStatus
from models.people import Role

RULE = "———"
"""Stands above and below a text as others will see it."""


class BroadcastForm(Form):
    """What a broadcast says; with `target`, what that one says instead."""

    title = _("Siaran baru")
    role = Role.ORGANISER
    at_once = True

    content: Annotated[
        Content, ContentKind(), Ask(_("Kirim isi siaran: teks, atau satu foto dengan teks di bawahnya."))
    ]

    async def save(self, chat: Chat) -> None:
        note = "" if self.content.alone else _("Hanya foto pertama yang dipakai, ya, Kak.")
        if self.target:
            await self._change(chat, int(self.target), note)
            return
        broadcast = await broadcasts.draft(
            chat.db,
            created_by=chat.person.id,
            html=self.content.html,
            photo_id=self.content.photo,
            audience=Audience(),
            now=chat.now,
        )
        await broadcast_audience.show(chat, broadcast, note)

    async def _change(self, chat: Chat, broadcast_id: int, note: Speech) -> None:
        broadcast = await broadcast_report.unsent(chat, broadcast_id)
        if broadcast is not None:
            broadcast.html, broadcast.photo_id = self.content.html, self.content.photo
            await _preview(chat, broadcast, note)

    @classmethod
    async def way_out(cls, chat: Chat, target: str) -> Rows:
        return [Button(_("Kembali"), preview, int(target))] if target else [chat.home()]


@command("siar", "broadcast", about=_("Kirim siaran"), role=Role.ORGANISER, label=_("Kirim siaran"))
async def compose(chat: Chat, argument: str) -> None:
    """One that was written and not sent is offered before a new one."""
    broadcast = await broadcasts.unsent(chat.db, chat.person.id)
    if broadcast is None:
        await chat.fill_in(BroadcastForm)
        return
    words = _("Siaran <b>{text}</b> belum dikirim. Lanjutkan?", text=excerpt(broadcast.html))
    buttons = [Button(_("Lanjutkan"), preview, broadcast.id), Button(_("Tulis baru"), anew, broadcast.id)]
    await chat.say(words, [buttons, chat.home()])


@button(role=Role.ORGANISER)
async def anew(chat: Chat, broadcast_id: int) -> None:
    """Throw the unsent one away and write another."""
    broadcast = await broadcast_report.unsent(chat, broadcast_id)
    if broadcast is not None:
        await broadcasts.cancel(chat.db, broadcast.id, chat.now)
        await chat.fill_in(BroadcastForm)


@button(role=Role.ORGANISER)
async def drop(chat: Chat, broadcast_id: int) -> None:
    broadcast = await broadcast_report.unsent(chat, broadcast_id)
    if broadcast is not None:
        await broadcasts.cancel(chat.db, broadcast.id, chat.now)
        await chat.say(_("Baik, siarannya tidak jadi dikirim."), [chat.home()])


@button(role=Role.ORGANISER)
async def change(chat: Chat, broadcast_id: int) -> None:
    if await broadcast_report.unsent(chat, broadcast_id) is not None:
        await chat.fill_in(BroadcastForm, target=str(broadcast_id))


@button(role=Role.ORGANISER)
async def preview(chat: Chat, broadcast_id: int) -> None:
    broadcast = await broadcast_report.unsent(chat, broadcast_id)
    if broadcast is not None:
        await _preview(chat, broadcast)


@button(role=Role.ORGANISER)
async def try_out(chat: Chat, broadcast_id: int) -> None:
    """The message as others will get it, to the organiser alone."""
    broadcast = await broadcast_report.unsent(chat, broadcast_id)
    if broadcast is not None:
        chat.toast(_("Ini yang akan diterima."))
        await chat.say(shown(broadcast.html), photos=_photos(broadcast), new=True)


@button(role=Role.ORGANISER)
async def send(chat: Chat, broadcast_id: int, seal: str) -> None:
    """Off it goes, once, and only as it was shown."""
    broadcast = await broadcast_report.unsent(chat, broadcast_id)
    if broadcast is None:
        return
    if seal != _seal(broadcast):
        chat.toast(_("Siaran ini sudah diubah. Periksa lagi, ya."))
        await _preview(chat, broadcast)
        return
    try:
        number = await broadcasts.queue(chat.db, broadcast, chat.now)
        subject = f"broadcast:{broadcast.id}"
        await audit.note(chat.db, chat.person.id, "send broadcast", subject, recipients=number)
    except NotADraft:
        await chat.db.refresh(broadcast)
    await broadcast_report.show(chat, broadcast)


@button(role=Role.ORGANISER)
async def invite(chat: Chat, event_id: int) -> None:
    """A broadcast about an event, with a text that can be sent as it is."""
    event = await chat.db.get(Event, event_id)
    if event is None or event.status is not EventStatus.PUBLISHED or event.closed(chat.now):
        chat.toast(_("Undangan acara ini sudah tidak bisa dijawab."))
        return
    html = render(_invitation(event), SOURCE)
    broadcast = await broadcasts.unsent(chat.db, chat.person.id, html)
    if broadcast is None:
        broadcast = await broadcasts.draft(
            chat.db, created_by=chat.person.id, html=html, audience=Audience(), now=chat.now
        )
    await broadcast_audience.show(chat, broadcast)


async def _preview(chat: Chat, broadcast: Broadcast, lead: Speech = "") -> None:
    """The message exactly as it will look, and how many will get it. A photo is a message of its own."""
    people = await audiences.count(chat.db, broadcast.meant_for)
    last_row = [Button(_("Ubah isi"), change, broadcast.id), Button(_("Batal"), drop, broadcast.id)]
    choose = Button(_("Ubah penerima"), broadcast_audience.choose, broadcast.id)
    if not people:
        words = _("Belum ada orang yang bisa menerima siaran ini. Pilih penerima lain, ya, Kak.")
        await chat.say(paragraphs(lead, words), [choose, last_row])
        return
    buttons: Rows = [
        Button(_("Kirim sekarang"), send, broadcast.id, _seal(broadcast)),
        [Button(_("Coba ke saya dulu"), try_out, broadcast.id), choose],
        last_row,
    ]
    photos = _photos(broadcast)
    text = () if photos else (RULE, shown(broadcast.html), RULE)
    heading = await audience.describe(chat, broadcast.meant_for), await _heading(chat, broadcast, people)
    await chat.say(paragraphs(lead, lines(*heading, *text)), buttons)
    if photos:
        await chat.say(shown(broadcast.html), photos=photos)


async def _heading(chat: Chat, broadcast: Broadcast, people: int) -> Words:
    out_of_reach = await audiences.count_all(chat.db, broadcast.meant_for) - people
    if not out_of_reach:
        return _("Beginilah yang akan diterima <b>{n} orang</b>:", n=people)
    return _(
        "Beginilah yang akan diterima <b>{n} orang</b> ({others} orang lain tidak bisa dihubungi):",
        n=people,
        others=out_of_reach,
    )


def _photos(broadcast: Broadcast) -> list[int]:
    return [broadcast.photo_id] if broadcast.photo_id else []


def _seal(broadcast: Broadcast) -> str:
    """Changes with the text, the photo and the audience: what is sent is what the button stood under."""
    parts = [broadcast.html, broadcast.photo_id, broadcast.meant_for.model_dump(mode="json")]
    return f"{crc32(json.dumps(parts).encode()):x}"


def _invitation(event: Event) -> Words:
    before = event.answer_before or event.starts_at
    return paragraphs(
        _("Kakak diundang ke acara ini:"),
        lines(
            _("<b>{title}</b>", title=event.title),
            showing.span(event.starts_at, event.ends_at),
            event.place_name,
        ),
        event.description,
        _(
            "Ketik /acara untuk menjawab sebelum {day}, {clock}.",
            day=showing.day(before),
            clock=showing.clock(before),
        ),
    )
