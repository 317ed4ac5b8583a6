"""Statistics for admins: /statistik, and one readable message for each subject."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.dialog.buttons import Button, button
from bot.dialog.commands import command
from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, join, lines, paragraphs
from handlers.broadcasts.message import excerpt
from handlers.shared.button_lists import batched
from handlers.shared.labels import CATEGORIES, FIGURES, PILLARS
from models import statistics
from models.broadcasts.progress import Progress
from models.broadcasts.tables import Broadcast
from models.enrolments import Figure, Pillar
from models.people import Role
from models.statistics_types import EventFigures, Growth, RegionFigures

MAX_REGIONS = 38
MAX_EVENTS = 8

Page = Callable[[Chat], Awaitable[Translatable]]


@command("statistik", "stats", about=_("Angka program"), order=80, role=Role.ADMIN, label=_("Statistik"))
async def open_statistics(chat: Chat, argument: str) -> None:
    """ "/statistik", or "/statistik wilayah" for one subject."""
    await _show(chat, argument.casefold())


@button("statistics.page", role=Role.ADMIN)
async def show_page(chat: Chat, name: str = "") -> None:
    """Show the figures of one subject."""
    await _show(chat, name)


async def _show(chat: Chat, name: str) -> None:
    known = name if name in PAGES else ""
    buttons = [Button(label, show_page, key) for key, (label, _page) in PAGES.items() if key != known]
    await chat.reply(await PAGES[known][1](chat), [*batched(buttons, 3), chat.home()])


async def _overview(chat: Chat) -> Translatable:
    found = await statistics.overview(chat.db, chat.now)
    targets = chat.settings.targets
    return paragraphs(
        _("<b>OPOP Jawa Timur, {day}</b>", day=formatting.date(chat.now)),
        lines(
            join([_grown(_("Peserta"), found.people), _grown(_("Produk"), found.products)], " · "),
            join([_("{pillar} {n}", pillar=PILLARS[p], n=g.total) for p, g in found.pillars.items()], " · "),
            _(
                "Omzet {money} sebulan · {n} orang bekerja",
                money=formatting.money(found.turnover),
                n=found.employed,
            ),
        ),
        lines(
            _towards(_("Koppontren berdaya"), found.koppontren, targets.koppontren),
            _towards(_("Santripreneur"), found.pillars[Pillar.SANTRIPRENEUR].total, targets.santripreneur),
            _towards(_("Sosiopreneur"), found.pillars[Pillar.SOSIOPRENEUR].total, targets.sosiopreneur),
            _towards(_("Produk"), found.products.total, targets.products),
        ),
        _("Acara berikut: {event}", event=_event(found.next_event)) if found.next_event else None,
    )


async def _by_pillar(chat: Chat) -> Translatable:
    found = await statistics.by_pillar(chat.db, chat.now)
    return paragraphs(
        _("<b>Pilar</b>"),
        *(
            lines(
                _("<b>{pillar}</b> {growth}", pillar=PILLARS[one.pillar], growth=_growth(one.growth)),
                join([_figure(figure, total) for figure, total in one.sums.items()], " · "),
                _("{n} mengundurkan diri", n=one.withdrawn) if one.withdrawn else None,
            )
            for one in found
        ),
    )


async def _by_category(chat: Chat) -> Translatable:
    found = await statistics.by_category(chat.db)
    total = sum(one.products for one in found)
    return paragraphs(
        _("<b>Produk: {n}</b>", n=total),
        lines(
            *(
                _(
                    "{bar} {category} {n} ({flagships} unggulan)",
                    bar=formatting.bar(one.products, max(total, 1), 5),
                    category=CATEGORIES[one.category],
                    n=one.products,
                    flagships=one.flagships,
                )
                for one in found
            )
        ),
    )


async def _by_event(chat: Chat) -> Translatable:
    found = await statistics.by_event(chat.db, MAX_EVENTS)
    if not found:
        return paragraphs(_("<b>Acara</b>"), _("Belum ada acara yang diterbitkan."))
    return paragraphs(
        _("<b>Acara</b>"),
        *(
            lines(
                _("<b>{title}</b>", title=one.title),
                formatting.moment(one.starts_at),
                _(
                    "Hadir {yes} dari {seats} · mungkin {maybe} · tidak bisa {no}",
                    yes=one.yes,
                    seats=one.seats,
                    maybe=one.maybe,
                    no=one.no,
                ),
            )
            for one in found
        ),
    )


async def _by_region(chat: Chat) -> Translatable:
    found = await statistics.by_region(chat.db)
    there = [one for one in found if one.people or one.products or one.enrolments][:MAX_REGIONS]
    return paragraphs(
        lines(_("<b>Wilayah</b>"), _("peserta · produk · keikutsertaan pilar")),
        lines(*(_region(one) for one in there)) if there else _("Belum ada peserta."),
        _("{n} dari 38 wilayah sudah ada pesertanya.", n=sum(one.people > 0 for one in found)),
    )


async def _broadcasts(chat: Chat) -> Translatable:
    found = await statistics.broadcasts(chat.db)
    if not found:
        return paragraphs(_("<b>Siaran</b>"), _("Belum ada siaran."))
    return paragraphs(_("<b>Siaran</b>"), *(_broadcast(one.broadcast, one.progress) for one in found))


PAGES: dict[str, tuple[Translatable, Page]] = {
    "": (_("Ringkasan"), _overview),
    "pilar": (_("Pilar"), _by_pillar),
    "produk": (_("Produk"), _by_category),
    "acara": (_("Acara"), _by_event),
    "wilayah": (_("Wilayah"), _by_region),
    "siaran": (_("Siaran"), _broadcasts),
}
"""The subjects, by the word that can follow /statistik."""


def _grown(what: Translatable, growth: Growth) -> Translatable:
    return _("{what} {n} (+{week} pekan ini)", what=what, n=growth.total, week=growth.week)


def _growth(growth: Growth) -> Translatable:
    return _("{n} (+{week} sepekan, +{month} sebulan)", n=growth.total, week=growth.week, month=growth.month)


def _towards(what: Translatable, reached: int, target: int) -> Translatable | None:
    """A bar towards a target; None where none is set."""
    if not target:
        return None
    bar = formatting.bar(reached, target)
    return _("{what} {bar} {n} dari {target}", what=what, bar=bar, n=reached, target=target)


def _figure(figure: Figure, total: int) -> Translatable:
    value = formatting.money(total) if figure is Figure.TURNOVER else formatting.number(total)
    return _("{figure} {value}", figure=FIGURES[figure], value=value)


def _event(one: EventFigures) -> Translatable:
    return _("{title}, {yes} dari {seats}", title=one.title, yes=one.yes, seats=one.seats)


def _region(one: RegionFigures) -> Translatable:
    return _(
        "{region}: {people} · {products} · {enrolments}",
        region=one.region.label,
        people=one.people,
        products=one.products,
        enrolments=one.enrolments,
    )


def _broadcast(one: Broadcast, progress: Progress) -> Translatable:
    return lines(
        _(
            "<b>{day}</b> {text}",
            day=formatting.short_day(one.started_at or one.created_at),
            text=excerpt(one.html),
        ),
        _(
            "{n} penerima · terkirim {sent} · diblokir {gone} · gagal {failed}",
            n=one.recipients,
            sent=progress.sent,
            gone=progress.gone,
            failed=progress.failed + progress.unknown,
        ),
    )
