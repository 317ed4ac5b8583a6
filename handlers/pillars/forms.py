"""The questions of each pillar: the answers are its first measures, and later the newer ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar

from pydantic import StringConstraints

from bot.dialog.context import Chat
from bot.dialog.forms import Ask, Form
from bot.dialog.forms.field_types import FoundId, Link, LongText
from bot.dialog.forms.field_types.numbers import MoneyField, NumberField
from bot.dialog.forms.question import Choice
from bot.dialog.parsing.errors import ParseError
from bot.dialog.parsing.text import fold
from bot.i18n.messages import Translatable, _
from handlers.pillars import eligibility
from handlers.products.access import OWN_PRODUCT
from handlers.shared.labels import LEGAL, PILLARS, STAGES, STRENGTHENINGS
from models import enrolments, products
from models.enrolments import AlreadyEnrolledError, Figure, Legal, Pillar, Stage, Strengthening

MAX_PEOPLE = 100_000
MAX_SUGGESTED = 8

People = Annotated[int, NumberField(maximum=MAX_PEOPLE)]


async def _no_turnover(chat: Chat) -> Sequence[Choice]:
    return [("0", _("Belum ada"))]


Turnover = Annotated[
    int,
    MoneyField(minimum=0),
    Ask(
        _("Berapa omzetnya sebulan? Perkiraan boleh."),
        hint=_("mis. 2,5 jt"),
        label=_("Omzet sebulan"),
        suggest=_no_turnover,
    ),
]
Employed = Annotated[
    People, Ask(_("Berapa orang yang bekerja di sana?"), hint=_("mis. 6"), label=_("Orang bekerja"))
]


class PillarForm(Form):
    """Joining a pillar, or with a target: newer figures. Open it with the pillar's screen `afterwards`."""

    pillar: ClassVar[Pillar]

    async def save(self, chat: Chat) -> None:
        if self.target:
            await self._renew(chat)
        elif what := await eligibility.missing(chat, self.pillar):
            raise ParseError(eligibility.explain(chat, what))
        else:
            await self._enrol(chat)

    async def details(self, chat: Chat) -> dict[str, Any]:
        """The answers as JSON; those that are a `Figure` have its name. May raise `ParseError`."""
        return self.model_dump(mode="json")

    async def _enrol(self, chat: Chat) -> None:
        details = await self.details(chat)
        try:
            await enrolments.enrol(chat.db, chat.person.id, self.pillar, details, chat.now)
        except AlreadyEnrolledError:
            chat.toast(_("Kakak sudah ikut pilar ini."))
        else:
            chat.toast(_("Selamat, Kakak sekarang ikut {pillar}.", pillar=PILLARS[self.pillar]))

    async def _renew(self, chat: Chat) -> None:
        enrolment = await enrolments.active(chat.db, chat.person.id, self.pillar)
        if enrolment:
            await enrolments.renew(chat.db, enrolment, await self.details(chat), chat.now)
            chat.toast(_("Angkanya sudah diperbarui."))


class PesantrenpreneurForm(PillarForm, name="pesantrenpreneur", aliases=("PesantrenpreneurForm",)):
    """The pesantren's cooperative."""

    title = PILLARS[Pillar.PESANTRENPRENEUR]
    pillar = Pillar.PESANTRENPRENEUR

    koppontren: Annotated[
        str,
        Ask(_("Apa nama koppontrennya?"), label=_("Nama koppontren")),
        StringConstraints(min_length=3, max_length=80),
    ]
    legal: Annotated[Legal, Ask(_("Sudah berbadan hukum?"), label=_("Status hukum"), labels=LEGAL)]
    members: Annotated[People, Ask(_("Berapa anggota koperasinya?"), hint=_("mis. 120"), label=_("Anggota"))]
    turnover: Turnover
    employed: Employed
    products: Annotated[
        int,
        NumberField(maximum=1_000),
        Ask(_("Berapa macam produknya?"), hint=_("mis. 4"), label=_("Macam produk")),
    ]
    needs: Annotated[
        list[Strengthening],
        Ask(
            _("Penguatan apa yang dibutuhkan? Boleh lebih dari satu."),
            label=_("Butuh penguatan"),
            labels=STRENGTHENINGS,
        ),
    ]


async def _own_products(chat: Chat) -> Sequence[Choice]:
    """The flagships first."""
    own = sorted(await products.own(chat.db, chat.person.id), key=lambda product: not product.flagship)
    return [(str(product.id), product.name) for product in own[:MAX_SUGGESTED]]


async def _find_product(chat: Chat, text: str) -> Sequence[Choice]:
    own = await products.own(chat.db, chat.person.id)
    found = [product for product in own if fold(text) in fold(product.name)]
    return [(str(product.id), product.name) for product in found[:MAX_SUGGESTED]]


async def _product_name(chat: Chat, value: str) -> Translatable | None:
    product = await OWN_PRODUCT.get(chat, value)
    return _("{name}", name=product.name) if product else None


async def _only_product(chat: Chat) -> int | None:
    own = await products.own(chat.db, chat.person.id)
    return own[0].id if len(own) == 1 else None


class SantripreneurForm(PillarForm, name="santripreneur", aliases=("SantripreneurForm",)):
    """A santri's business."""

    title = PILLARS[Pillar.SANTRIPRENEUR]
    pillar = Pillar.SANTRIPRENEUR

    stage: Annotated[Stage, Ask(_("Sudah berapa lama usahanya?"), label=_("Tahap"), labels=STAGES)]
    turnover: Turnover
    social: Annotated[
        Link | None,
        Ask(
            _("Ada media sosial untuk usahanya?"),
            hint=_("mis. @akun"),
            label=_("Media sosial"),
            optional=True,
        ),
    ] = None
    flagship: Annotated[
        FoundId,
        Ask(
            _("Produk mana yang paling diunggulkan?"),
            label=_("Produk unggulan"),
            suggest=_own_products,
            search=_find_product,
            display_name=_product_name,
            preset=_only_product,
        ),
    ]

    async def details(self, chat: Chat) -> dict[str, Any]:
        """The answers, and how many products there are; the one that was chosen becomes a flagship."""
        product = await OWN_PRODUCT.get(chat, str(self.flagship))
        if product is None:
            raise ParseError(_("Produk unggulan itu tidak ada lagi. Pilih yang lain lewat Ubah, ya."))
        await products.change(chat.db, product, chat.now, flagship=True)
        own = await products.own(chat.db, chat.person.id)
        return {**await super().details(chat), Figure.PRODUCTS.value: len(own)}


class SosiopreneurForm(PillarForm, name="sosiopreneur", aliases=("SosiopreneurForm",)):
    """The business of alumni with their neighbourhood."""

    title = PILLARS[Pillar.SOSIOPRENEUR]
    pillar = Pillar.SOSIOPRENEUR

    undertaking: Annotated[
        LongText,
        Ask(
            _("Usaha apa yang dijalankan bersama warga sekitar? Satu atau dua kalimat saja."),
            label=_("Usaha"),
        ),
        StringConstraints(min_length=10, max_length=500),
    ]
    employed: Employed
    reached: Annotated[
        People,
        Ask(_("Berapa orang yang ikut terbantu?"), hint=_("mis. 40"), label=_("Orang terbantu")),
    ]
    turnover: Turnover


def answers_of(form: type[PillarForm], details: dict[str, Any]) -> dict[str, Any]:
    """The latest answers to the questions of the form."""
    return {name: details[name] for name in form.model_fields if name in details}
