"""Choosing the recipients of a broadcast: each press changes the choice and shows how many people that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from bot.dialog.buttons import Button, Rows, button
from bot.dialog.context import Chat
from bot.dialog.forms import Ask, Form, start_form
from bot.dialog.forms.field_types import FoundId
from bot.dialog.forms.question import Choice
from bot.dialog.parsing.errors import ParseError
from bot.dialog.rights import InvalidPressError
from bot.i18n.messages import TextLike, Translatable, _, lines, paragraphs
from handlers.broadcasts import access
from handlers.broadcasts.audience import filters
from handlers.broadcasts.audience.filters import MENUS, AudienceFilter
from handlers.broadcasts.screens import DISCARD, PREVIEW
from handlers.shared import lookups
from handlers.shared.button_lists import batched, page_buttons, page_of, ticked
from handlers.shared.labels import RSVP_ANSWERS
from models.broadcasts import audience as recipients
from models.broadcasts.audience import Audience
from models.broadcasts.tables import Broadcast
from models.events import RsvpAnswer
from models.people import Role

PAGE = 10
PAIR = 2
NARROW = 18
"""Labels of at most so many letters stand in pairs."""


class PesantrenForm(Form, name="broadcast_pesantren", aliases=("PesantrenForm",)):
    """One more pesantren for the audience of the broadcast `target`."""

    title = _("Pilihan pesantren")
    role = Role.ORGANISER
    changes = access.OWN_DRAFT
    skip_summary = True

    pesantren: Annotated[
        FoundId,
        Ask(
            _("Pesantren mana? Ketik beberapa huruf saja."),
            search=lookups.find_pesantren,
            display_name=lookups.pesantren_name,
        ),
    ]

    async def save(self, chat: Chat) -> None:
        broadcast = self.row(access.OWN_DRAFT)
        if await lookups.PESANTREN.get(chat, str(self.pesantren)) is None:
            raise ParseError(_("Pesantren itu tidak ada di daftar. Pilih lagi lewat Ubah, ya."))
        _change(broadcast, AudienceFilter.PESANTREN, str(self.pesantren), on=True)
        await _show_values(chat, broadcast, AudienceFilter.PESANTREN)

    @classmethod
    async def cancel_buttons(cls, chat: Chat, target: str) -> Rows:
        return [[Button(_("Kembali"), open_filter, int(target), AudienceFilter.PESANTREN)]]


async def show(chat: Chat, broadcast: Broadcast, lead: TextLike = "") -> None:
    """Show the choice so far, and the filters that can narrow it."""
    chosen, everyone = (
        broadcast.meant_for,
        await recipients.count(chat.db, Audience(), broadcast.topic),
    )
    words: Translatable = _(
        "<b>Untuk siapa?</b> Pilih semua, atau pilih kelompoknya dulu. Kelompok boleh digabung."
    )
    everybody = Button(_("Semua ({n})", n=everyone), choose_everybody, broadcast.id)
    kinds = [Button(_label(chosen, kind), open_filter, broadcast.id, kind) for kind in AudienceFilter]
    drop = Button(_("Batal"), DISCARD, broadcast.id)
    buttons: Rows = [everybody, *batched(kinds, PAIR), drop]
    if not chosen.everybody:
        number = await recipients.count(chat.db, chosen, broadcast.topic)
        words = lines(_("<b>Untuk siapa?</b>"), await _choice(chat, chosen, number))
        buttons = [_continue(chat, broadcast, number), *batched(kinds, PAIR), [everybody, drop]]
    await chat.reply(paragraphs(lead, words), buttons)


@button("broadcast_audience.choose", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def show_choice(chat: Chat, broadcast: Broadcast) -> None:
    """Show the choice so far."""
    await show(chat, broadcast)


@button("broadcast_audience.choose_everybody", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def choose_everybody(chat: Chat, broadcast: Broadcast) -> None:
    """Send to all who are registered."""
    broadcast.audience = {}
    await chat.open(PREVIEW, broadcast.id)


@button("broadcast_audience.open_trait", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def open_filter(chat: Chat, broadcast: Broadcast, kind: AudienceFilter, number: int = 0) -> None:
    """Show the values of one filter."""
    await _show_values(chat, broadcast, kind, number)


@button("broadcast_audience.switch", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def toggle_value(
    chat: Chat, broadcast: Broadcast, kind: AudienceFilter, value: str, on: int, number: int
) -> None:
    """Switch one value of a filter on or off."""
    if value not in dict(await MENUS[kind].values(chat, broadcast.meant_for)):
        raise InvalidPressError("no such value")
    _change(broadcast, kind, value, on=bool(on))
    await _show_values(chat, broadcast, kind, number)


@button("broadcast_audience.switch_answer", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def toggle_answer(chat: Chat, broadcast: Broadcast, answer: RsvpAnswer, on: int, number: int) -> None:
    """Include the guests who gave this answer, or not; at least one answer stays."""
    if not on and broadcast.meant_for.answers == (answer,):
        chat.toast(_("Paling sedikit satu jawaban, ya, Kak."))
    else:
        _change(broadcast, "answers", answer, on=bool(on))
    await _show_values(chat, broadcast, AudienceFilter.EVENTS, number)


@button("broadcast_audience.search", role=Role.ORGANISER, row=access.OWN_DRAFT)
async def search_pesantren(chat: Chat, broadcast: Broadcast) -> None:
    """Ask for the name of a pesantren."""
    await start_form(chat, PesantrenForm, target=str(broadcast.id))


def _change(broadcast: Broadcast, field: str, value: str, *, on: bool) -> None:
    chosen = filters.choose(broadcast.meant_for, field, value, on)
    broadcast.audience = chosen.model_dump(mode="json", exclude_defaults=True)


async def _show_values(chat: Chat, broadcast: Broadcast, kind: AudienceFilter, number: int = 0) -> None:
    """Show the values of one filter, a page at a time; each press switches one on or off."""
    menu, chosen = MENUS[kind], broadcast.meant_for
    people = await recipients.count(chat.db, chosen, broadcast.topic)
    values = await menu.values(chat, chosen)
    shown, number, last = page_of(values, number, PAGE)
    words = paragraphs(
        lines(_("<b>{trait}</b>", trait=menu.name), _("Pilih satu atau beberapa.") if values else menu.empty),
        await _choice(chat, chosen, people),
    )
    buttons = [
        *_value_buttons(chat, broadcast, kind, shown, number),
        page_buttons(number, last, open_filter, broadcast.id, kind),
        _answer_buttons(broadcast, number) if kind is AudienceFilter.EVENTS and chosen.events else [],
        [Button(_("Cari pesantren …"), search_pesantren, broadcast.id)]
        if kind is AudienceFilter.PESANTREN
        else [],
        [Button(_("Pilihan lain"), show_choice, broadcast.id), _continue(chat, broadcast, people)],
    ]
    await chat.reply(words, buttons)


def _value_buttons(
    chat: Chat, broadcast: Broadcast, kind: AudienceFilter, shown: Sequence[Choice], number: int
) -> list[list[Button]]:
    on = filters.chosen(broadcast.meant_for, kind)
    buttons = [
        Button(
            ticked(label, value in on), toggle_value, broadcast.id, kind, value, int(value not in on), number
        )
        for value, label in shown
    ]
    longest = max((len(button.render(chat.language).label) for button in buttons), default=0)
    return batched(buttons, PAIR) if longest <= NARROW else [[button] for button in buttons]


def _answer_buttons(broadcast: Broadcast, number: int) -> list[Button]:
    """Buttons for the answers of the events' guests."""
    on = broadcast.meant_for.answers
    return [
        Button(
            ticked(label, answer in on), toggle_answer, broadcast.id, answer, int(answer not in on), number
        )
        for answer, label in RSVP_ANSWERS.items()
    ]


async def _choice(chat: Chat, chosen: Audience, people: int) -> Translatable:
    return lines(
        await filters.describe(chat, chosen),
        _("Yang akan menerima: <b>{n} orang</b>", n=people),
    )


def _continue(chat: Chat, broadcast: Broadcast, people: int) -> Button:
    return Button(_("Lanjut ({n})", n=people), PREVIEW, broadcast.id)


def _label(chosen: Audience, kind: AudienceFilter) -> TextLike:
    return ticked(_("{trait} …", trait=MENUS[kind].name), bool(filters.chosen(chosen, kind)))
