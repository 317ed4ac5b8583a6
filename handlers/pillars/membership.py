"""The three pillars of OPOP: their descriptions, joining one, its figures, and leaving it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.dialog.buttons import Button, button
from bot.dialog.commands import command, deep_link
from bot.dialog.context import Chat
from bot.dialog.forms import start_form
from bot.i18n import formatting
from bot.i18n.messages import TextLike, Translatable, _, lines, paragraphs
from handlers.people import profile
from handlers.pillars import eligibility
from handlers.pillars.eligibility import Missing
from handlers.pillars.forms import (
    PesantrenpreneurForm,
    PillarForm,
    SantripreneurForm,
    SosiopreneurForm,
    answers_of,
)
from handlers.products import own_products
from handlers.shared.labels import PILLARS
from models import enrolments
from models.enrolments import Enrolment, Pillar


@dataclass(frozen=True)
class Description:
    """A pillar in words."""

    short: Translatable
    """A description in two sentences."""
    who: Translatable
    what: Translatable
    measured: Translatable


DESCRIPTIONS: dict[Pillar, Description] = {
    Pillar.PESANTRENPRENEUR: Description(
        short=_(
            "Koperasi pesantren (koppontren) yang kuat dan punya produk unggulan. Untuk warga pesantren."
        ),
        who=_("siapa saja warga pesantren; tidak harus kiai atau pengasuh."),
        what=_(
            "Koppontren yang berbadan hukum dan berjalan, dengan produk unggulan. Dikuatkan dalam lima hal: "
            "kelembagaan, SDM, produksi, pemasaran, dan akses pembiayaan."
        ),
        measured=_("anggota, omzet, orang bekerja, macam produk, dan status hukum."),
    ),
    Pillar.SANTRIPRENEUR: Description(
        short=_("Santri belajar berwirausaha, dengan paling sedikit satu produk unggulan. Untuk santri."),
        who=_("santri yang masih di pesantren."),
        what=_(
            "Keterampilan dan usaha rintisan santri, dengan paling sedikit satu produk unggulan yang "
            "dipasarkan lewat media sosial. Start Up sampai satu tahun, sesudahnya Scale Up."
        ),
        measured=_("produk, omzet, tahap usaha, dan media sosial."),
    ),
    Pillar.SOSIOPRENEUR: Description(
        short=_("Usaha alumni yang ikut mengangkat ekonomi sekitar pesantren. Untuk alumni."),
        who=_("alumni, bersama warga di sekitar pesantren."),
        what=_("Usaha yang memberi manfaat bagi warga sekitar: membuka pekerjaan dan menambah penghasilan."),
        measured=_("orang bekerja, orang terbantu, dan omzet."),
    ),
}
"""Descriptions of the pillars, in the order of their numbers."""

FORMS: dict[Pillar, type[PillarForm]] = {
    form.pillar: form for form in (PesantrenpreneurForm, SantripreneurForm, SosiopreneurForm)
}


@command(
    "pilar", "pillar", about=_("Tiga pilar OPOP: ikut dan perbarui angka"), order=30, label=_("Pilar OPOP")
)
async def open_pillars(chat: Chat, argument: str) -> None:
    """Show all three; "/pilar santripreneur" opens that one."""
    await _open(chat, argument)


@deep_link("pilar")
async def open_by_link(chat: Chat, name: str) -> None:
    """Show the pillar with this name."""
    await _open(chat, name)


async def _open(chat: Chat, name: str) -> None:
    if name.casefold() in list(Pillar):
        await show_pillar(chat, Pillar(name.casefold()))
    else:
        await list_pillars(chat)


@button("pillars.overview")
async def list_pillars(chat: Chat) -> None:
    """Show the three pillars, and in which the person takes part."""
    mine = {enrolment.pillar for enrolment in await enrolments.of_person(chat.db, chat.person.id)}
    texts = [
        lines(
            _("<b>{n}. {pillar}</b>", n=n, pillar=PILLARS[pillar]),
            known.short,
            _("<i>Kakak sudah ikut.</i>") if pillar in mine else None,
        )
        for n, (pillar, known) in enumerate(DESCRIPTIONS.items(), 1)
    ]
    buttons = [Button(PILLARS[pillar], show_pillar, pillar) for pillar in DESCRIPTIONS]
    await chat.reply(paragraphs(_("<b>Tiga pilar OPOP</b>"), *texts), [*buttons, chat.home()])


@button("pillars.about")
async def show_pillar(chat: Chat, pillar: Pillar) -> None:
    """Show a pillar: the person's own figures, or its description and a button to join."""
    enrolment = await enrolments.active(chat.db, chat.person.id, pillar)
    await (_show_own(chat, enrolment) if enrolment else _show_description(chat, pillar))


async def _show_description(chat: Chat, pillar: Pillar) -> None:
    known = DESCRIPTIONS[pillar]
    words = paragraphs(
        lines(_("<b>{pillar}</b>", pillar=PILLARS[pillar]), known.what),
        lines(_("Untuk {who}", who=known.who), _("Yang diukur: {what}", what=known.measured)),
    )
    await chat.reply(words, [[Button(_("Ikut"), join_pillar, pillar), Button(_("Kembali"), list_pillars)]])


async def _show_own(chat: Chat, enrolment: Enrolment) -> None:
    form = FORMS[enrolment.pillar]
    figures, _photos = await form.preview(chat, answers_of(form, enrolment.details))
    since = _("Kakak ikut sejak {day}.", day=formatting.date(enrolment.created_at))
    buttons = [
        [
            Button(_("Perbarui angka"), renew_figures, enrolment.pillar),
            Button(_("Undur diri"), ask_to_leave, enrolment.pillar),
        ],
        [Button(_("Kembali"), list_pillars)],
    ]
    await chat.reply(paragraphs(figures, since), buttons)


@button("pillars.join")
async def join_pillar(chat: Chat, pillar: Pillar) -> None:
    """Ask the questions of the pillar; where something else is missing, say so first."""
    if await enrolments.active(chat.db, chat.person.id, pillar):
        chat.toast(_("Kakak sudah ikut pilar ini."))
        await show_pillar(chat, pillar)
    elif what := await eligibility.missing(chat, pillar):
        await _ask_for(chat, pillar, what)
    else:
        await start_form(chat, FORMS[pillar], afterwards=show_pillar.data(pillar))


async def _ask_for(chat: Chat, pillar: Pillar, what: Missing) -> None:
    """Say what is missing, with a button that leads to it and then back here."""
    mend = Button(_("Buka profil"), complete_profile, pillar)
    if what is Missing.PRODUCT:
        mend = Button(_("Daftarkan produk"), register_product, pillar)
    await chat.reply(eligibility.explain(chat, what), [[mend, Button(_("Kembali"), list_pillars)]])


@button("pillars.to_profile")
async def complete_profile(chat: Chat, pillar: Pillar) -> None:
    """Ask about the person, then go on joining."""
    await profile.open_form(chat, afterwards=join_pillar.data(pillar))


@button("pillars.to_product")
async def register_product(chat: Chat, pillar: Pillar) -> None:
    """Ask about a product, then go on joining."""
    await own_products.start_registration(chat, afterwards=join_pillar.data(pillar))


@button("pillars.renew")
async def renew_figures(chat: Chat, pillar: Pillar) -> None:
    """Ask for newer figures; the older ones are kept."""
    enrolment = await enrolments.active(chat.db, chat.person.id, pillar)
    if enrolment is None:
        return await _say_left(chat, pillar)
    form = FORMS[pillar]
    answers = answers_of(form, enrolment.details)
    await start_form(chat, form, target=pillar, answers=answers, afterwards=show_pillar.data(pillar))
    return None


@button("pillars.ask_leaving")
async def ask_to_leave(chat: Chat, pillar: Pillar) -> None:
    """Ask whether to leave the pillar."""
    words = _(
        "Yakin mau undur diri dari <b>{pillar}</b>? Kakak boleh ikut lagi kapan saja.", pillar=PILLARS[pillar]
    )
    await chat.reply(
        words, [[Button(_("Ya, undur diri"), leave_pillar, pillar), Button(_("Jangan"), show_pillar, pillar)]]
    )


@button("pillars.leave")
async def leave_pillar(chat: Chat, pillar: Pillar) -> None:
    """Leave the pillar; one may join again at any time."""
    await enrolments.withdraw(chat.db, chat.person.id, pillar, chat.now)
    await _say_left(chat, pillar)


async def _say_left(chat: Chat, pillar: Pillar) -> None:
    words: TextLike = _(
        "Kakak tidak lagi ikut <b>{pillar}</b>. Terima kasih atas usahanya.", pillar=PILLARS[pillar]
    )
    await chat.reply(
        words, [[Button(_("Ikut lagi"), join_pillar, pillar), Button(_("Pilar OPOP"), list_pillars)]]
    )
