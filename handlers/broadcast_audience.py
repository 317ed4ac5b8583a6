"""Choosing whom a broadcast is for: each press changes the choice and shows how many people that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from bot.buttons import BadPress, Button, Rows, button
from bot.chat import Chat
from bot.forms import Ask, Form
from bot.forms.ask import Choice
from bot.forms.kinds import FoundId
from bot.words import Speech, Words, _, lines, paragraphs
from handlers import audience, broadcast_report, paging, places
from handlers.audience import MENUS, Trait
from handlers.event_card import ANSWERS
from models import audiences
from models.audiences import Audience
from models.broadcasts import Broadcast
from models.events import Answer
from models.people import Role

PREVIEW, DROP = "broadcasts.preview", "broadcasts.drop"
"""The buttons that lead on from the choice, and out of it."""

PAGE = 10
NARROW = 18
"""Labels of at most so many letters stand in pairs."""


class PesantrenForm(Form, name="broadcast_pesantren", aliases=("PesantrenForm",)):
    """One more pesantren for the audience of the broadcast `target`."""

    title = _("Pilihan pesantren")
    role = Role.ORGANISER
    at_once = True

    pesantren: Annotated[
        FoundId,
        Ask(
            _("Pesantren mana? Ketik beberapa huruf saja."),
            search=places.find_pesantren,
            named=places.pesantren_name,
        ),
    ]

    async def save(self, chat: Chat) -> None:
        broadcast = await broadcast_report.unsent(chat, int(self.target))
        if broadcast is not None:
            change(broadcast, Trait.PESANTREN, str(self.pesantren), on=True)
            await _values(chat, broadcast, Trait.PESANTREN)

    @classmethod
    async def way_out(cls, chat: Chat, target: str) -> Rows:
        return [[Button(_("Kembali"), open_trait, int(target), Trait.PESANTREN)]]


async def show(chat: Chat, broadcast: Broadcast, lead: Speech = "") -> None:
    """The choice so far, and by what it can be narrowed."""
    chosen, everyone = broadcast.meant_for, await audiences.count(chat.db, Audience(), broadcast.topic)
    words: Words = _("<b>Untuk siapa?</b> Pilih semua, atau pilih kelompoknya dulu. Kelompok boleh digabung.")
    everybody = Button(_("Semua ({n})", n=everyone), choose_everybody, broadcast.id)
    traits = [Button(_label(chosen, trait), open_trait, broadcast.id, trait) for trait in Trait]
    drop = Button(_("Batal"), chat.routes.actions[DROP], broadcast.id)
    buttons: Rows = [everybody, *_pairs(traits), drop]
    if not chosen.everybody:
        number = await audiences.count(chat.db, chosen, broadcast.topic)
        words = lines(_("<b>Untuk siapa?</b>"), await _choice(chat, chosen, number))
        buttons = [_onwards(chat, broadcast, number), *_pairs(traits), [everybody, drop]]
    await chat.say(paragraphs(lead, words), buttons)


@button("broadcast_audience.choose", role=Role.ORGANISER)
async def choose(chat: Chat, broadcast_id: int) -> None:
    """Back to the choice so far."""
    broadcast = await broadcast_report.unsent(chat, broadcast_id)
    if broadcast is not None:
        await show(chat, broadcast)


@button("broadcast_audience.choose_everybody", role=Role.ORGANISER)
async def choose_everybody(chat: Chat, broadcast_id: int) -> None:
    broadcast = await broadcast_report.unsent(chat, broadcast_id)
    if broadcast is not None:
        broadcast.audience = {}
        await chat.routes.actions[PREVIEW](chat, broadcast_id)


@button("broadcast_audience.open_trait", role=Role.ORGANISER)
async def open_trait(chat: Chat, broadcast_id: int, trait: Trait, number: int = 0) -> None:
    broadcast = await broadcast_report.unsent(chat, broadcast_id)
    if broadcast is not None:
        await _values(chat, broadcast, trait, number)


@button("broadcast_audience.switch", role=Role.ORGANISER)
async def switch(chat: Chat, broadcast_id: int, trait: Trait, value: str, on: int, number: int) -> None:
    """One value more or less."""
    broadcast = await broadcast_report.unsent(chat, broadcast_id)
    if broadcast is None:
        return
    if value not in dict(await MENUS[trait].values(chat, broadcast.meant_for)):
        raise BadPress("no such value")
    change(broadcast, trait, value, on=bool(on))
    await _values(chat, broadcast, trait, number)


@button("broadcast_audience.switch_answer", role=Role.ORGANISER)
async def switch_answer(chat: Chat, broadcast_id: int, answer: Answer, on: int, number: int) -> None:
    """Guests who gave this answer too, or not; at least one answer stays."""
    broadcast = await broadcast_report.unsent(chat, broadcast_id)
    if broadcast is None:
        return
    if not on and broadcast.meant_for.answers == (answer,):
        chat.toast(_("Paling sedikit satu jawaban, ya, Kak."))
    else:
        change(broadcast, "answers", answer, on=bool(on))
    await _values(chat, broadcast, Trait.EVENTS, number)


@button("broadcast_audience.search", role=Role.ORGANISER)
async def search(chat: Chat, broadcast_id: int) -> None:
    if await broadcast_report.unsent(chat, broadcast_id) is not None:
        await chat.fill_in(PesantrenForm, target=str(broadcast_id))


def change(broadcast: Broadcast, field: str, value: str, *, on: bool) -> None:
    chosen = audience.choose(broadcast.meant_for, field, value, on)
    broadcast.audience = chosen.model_dump(mode="json", exclude_defaults=True)


async def _values(chat: Chat, broadcast: Broadcast, trait: Trait, number: int = 0) -> None:
    """The values of one trait, a page at a time; each press switches one on or off."""
    menu, chosen = MENUS[trait], broadcast.meant_for
    people = await audiences.count(chat.db, chosen, broadcast.topic)
    values = await menu.values(chat, chosen)
    shown, number, last = paging.page(values, number, PAGE)
    words = paragraphs(
        lines(_("<b>{trait}</b>", trait=menu.name), _("Pilih satu atau beberapa.") if values else menu.empty),
        await _choice(chat, chosen, people),
    )
    buttons = [
        *_switches(chat, broadcast, trait, shown, number),
        paging.turning(number, last, open_trait, broadcast.id, trait),
        _answers(broadcast, number) if trait is Trait.EVENTS and chosen.events else [],
        [Button(_("Cari pesantren …"), search, broadcast.id)] if trait is Trait.PESANTREN else [],
        [Button(_("Pilihan lain"), choose, broadcast.id), _onwards(chat, broadcast, people)],
    ]
    await chat.say(words, buttons)


def _switches(
    chat: Chat, broadcast: Broadcast, trait: Trait, shown: Sequence[Choice], number: int
) -> list[list[Button]]:
    on = audience.chosen(broadcast.meant_for, trait)
    buttons = [
        Button(_ticked(label, value in on), switch, broadcast.id, trait, value, int(value not in on), number)
        for value, label in shown
    ]
    longest = max((len(button.key(chat.language).label) for button in buttons), default=0)
    return _pairs(buttons) if longest <= NARROW else [[button] for button in buttons]


def _answers(broadcast: Broadcast, number: int) -> list[Button]:
    """Of the events' guests, those who gave which answer."""
    on = broadcast.meant_for.answers
    return [
        Button(
            _ticked(label, answer in on), switch_answer, broadcast.id, answer, int(answer not in on), number
        )
        for answer, label in ANSWERS.items()
    ]


async def _choice(chat: Chat, chosen: Audience, people: int) -> Words:
    return lines(
        await audience.describe(chat, chosen),
        _("Yang akan menerima: <b>{n} orang</b>", n=people),
    )


def _onwards(chat: Chat, broadcast: Broadcast, people: int) -> Button:
    return Button(_("Lanjut ({n})", n=people), chat.routes.actions[PREVIEW], broadcast.id)


def _label(chosen: Audience, trait: Trait) -> Words:
    return _ticked(_("{trait} …", trait=MENUS[trait].name), bool(audience.chosen(chosen, trait)))


def _ticked(label: Speech, on: bool) -> Words:
    return _("✓ {label}", label=label) if on else _("{label}", label=label)


def _pairs(buttons: Sequence[Button]) -> list[list[Button]]:
    return [list(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
