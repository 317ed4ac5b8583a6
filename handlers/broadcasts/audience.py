"""Choosing whom a broadcast is for: each press changes the choice and shows how many people that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from bot.dialog.buttons import Button, InvalidPressError, Rows, button
from bot.dialog.context import Chat
from bot.dialog.forms import Ask, Form, start_form
from bot.dialog.forms.field_types import FoundId
from bot.dialog.forms.question import Choice
from bot.i18n.messages import TextLike, Translatable, _, lines, paragraphs
from handlers.broadcasts import audience_filters, report
from handlers.broadcasts.audience_filters import MENUS, AudienceFilter
from handlers.events.card import ANSWERS
from handlers.shared import lookups, paging
from models.broadcasts import audience as broadcast_audience
from models.broadcasts.audience import Audience
from models.broadcasts.tables import Broadcast
from models.events import RsvpAnswer
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
    skip_summary = True

    pesantren: Annotated[
        FoundId,
        Ask(
            _("Pesantren mana? Ketik beberapa huruf saja."),
            search=lookups.find_pesantren,
            named=lookups.pesantren_name,
        ),
    ]

    async def save(self, chat: Chat) -> None:
        broadcast = await report.unsent(chat, int(self.target))
        if broadcast is not None:
            change(broadcast, AudienceFilter.PESANTREN, str(self.pesantren), on=True)
            await _values(chat, broadcast, AudienceFilter.PESANTREN)

    @classmethod
    async def cancel_buttons(cls, chat: Chat, target: str) -> Rows:
        return [[Button(_("Kembali"), open_trait, int(target), AudienceFilter.PESANTREN)]]


async def show(chat: Chat, broadcast: Broadcast, lead: TextLike = "") -> None:
    """The choice so far, and by what it can be narrowed."""
    chosen, everyone = (
        broadcast.meant_for,
        await broadcast_audience.count(chat.db, Audience(), broadcast.topic),
    )
    words: Translatable = _(
        "<b>Untuk siapa?</b> Pilih semua, atau pilih kelompoknya dulu. Kelompok boleh digabung."
    )
    everybody = Button(_("Semua ({n})", n=everyone), choose_everybody, broadcast.id)
    traits = [Button(_label(chosen, trait), open_trait, broadcast.id, trait) for trait in AudienceFilter]
    drop = Button(_("Batal"), chat.router.buttons[DROP], broadcast.id)
    buttons: Rows = [everybody, *_pairs(traits), drop]
    if not chosen.everybody:
        number = await broadcast_audience.count(chat.db, chosen, broadcast.topic)
        words = lines(_("<b>Untuk siapa?</b>"), await _choice(chat, chosen, number))
        buttons = [_onwards(chat, broadcast, number), *_pairs(traits), [everybody, drop]]
    await chat.reply(paragraphs(lead, words), buttons)


@button("broadcast_audience.choose", role=Role.ORGANISER)
async def choose(chat: Chat, broadcast_id: int) -> None:
    """Back to the choice so far."""
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is not None:
        await show(chat, broadcast)


@button("broadcast_audience.choose_everybody", role=Role.ORGANISER)
async def choose_everybody(chat: Chat, broadcast_id: int) -> None:
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is not None:
        broadcast.audience = {}
        await chat.router.buttons[PREVIEW](chat, broadcast_id)


@button("broadcast_audience.open_trait", role=Role.ORGANISER)
async def open_trait(chat: Chat, broadcast_id: int, trait: AudienceFilter, number: int = 0) -> None:
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is not None:
        await _values(chat, broadcast, trait, number)


@button("broadcast_audience.switch", role=Role.ORGANISER)
async def switch(
    chat: Chat, broadcast_id: int, trait: AudienceFilter, value: str, on: int, number: int
) -> None:
    """One value more or less."""
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is None:
        return
    if value not in dict(await MENUS[trait].values(chat, broadcast.meant_for)):
        raise InvalidPressError("no such value")
    change(broadcast, trait, value, on=bool(on))
    await _values(chat, broadcast, trait, number)


@button("broadcast_audience.switch_answer", role=Role.ORGANISER)
async def switch_answer(chat: Chat, broadcast_id: int, answer: RsvpAnswer, on: int, number: int) -> None:
    """Guests who gave this answer too, or not; at least one answer stays."""
    broadcast = await report.unsent(chat, broadcast_id)
    if broadcast is None:
        return
    if not on and broadcast.meant_for.answers == (answer,):
        chat.toast(_("Paling sedikit satu jawaban, ya, Kak."))
    else:
        change(broadcast, "answers", answer, on=bool(on))
    await _values(chat, broadcast, AudienceFilter.EVENTS, number)


@button("broadcast_audience.search", role=Role.ORGANISER)
async def search(chat: Chat, broadcast_id: int) -> None:
    if await report.unsent(chat, broadcast_id) is not None:
        await start_form(chat, PesantrenForm, target=str(broadcast_id))


def change(broadcast: Broadcast, field: str, value: str, *, on: bool) -> None:
    chosen = audience_filters.choose(broadcast.meant_for, field, value, on)
    broadcast.audience = chosen.model_dump(mode="json", exclude_defaults=True)


async def _values(chat: Chat, broadcast: Broadcast, trait: AudienceFilter, number: int = 0) -> None:
    """The values of one trait, a page at a time; each press switches one on or off."""
    menu, chosen = MENUS[trait], broadcast.meant_for
    people = await broadcast_audience.count(chat.db, chosen, broadcast.topic)
    values = await menu.values(chat, chosen)
    shown, number, last = paging.page(values, number, PAGE)
    words = paragraphs(
        lines(_("<b>{trait}</b>", trait=menu.name), _("Pilih satu atau beberapa.") if values else menu.empty),
        await _choice(chat, chosen, people),
    )
    buttons = [
        *_switches(chat, broadcast, trait, shown, number),
        paging.turning(number, last, open_trait, broadcast.id, trait),
        _answers(broadcast, number) if trait is AudienceFilter.EVENTS and chosen.events else [],
        [Button(_("Cari pesantren …"), search, broadcast.id)] if trait is AudienceFilter.PESANTREN else [],
        [Button(_("Pilihan lain"), choose, broadcast.id), _onwards(chat, broadcast, people)],
    ]
    await chat.reply(words, buttons)


def _switches(
    chat: Chat, broadcast: Broadcast, trait: AudienceFilter, shown: Sequence[Choice], number: int
) -> list[list[Button]]:
    on = audience_filters.chosen(broadcast.meant_for, trait)
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


async def _choice(chat: Chat, chosen: Audience, people: int) -> Translatable:
    return lines(
        await audience_filters.describe(chat, chosen),
        _("Yang akan menerima: <b>{n} orang</b>", n=people),
    )


def _onwards(chat: Chat, broadcast: Broadcast, people: int) -> Button:
    return Button(_("Lanjut ({n})", n=people), chat.router.buttons[PREVIEW], broadcast.id)


def _label(chosen: Audience, trait: AudienceFilter) -> Translatable:
    return _ticked(_("{trait} …", trait=MENUS[trait].name), bool(audience_filters.chosen(chosen, trait)))


def _ticked(label: TextLike, on: bool) -> Translatable:
    return _("✓ {label}", label=label) if on else _("{label}", label=label)


def _pairs(buttons: Sequence[Button]) -> list[list[Button]]:
    return [list(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
