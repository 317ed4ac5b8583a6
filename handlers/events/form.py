"""The questions about an event, and its preview before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints, ValidationError

from bot.dialog.context import Chat
from bot.dialog.forms import Ask, Form
from bot.dialog.forms.field_types import LongText
from bot.dialog.forms.field_types.date_time import DateTimeField
from bot.dialog.forms.field_types.numbers import NumberField
from bot.dialog.forms.question import Answers
from bot.dialog.parsing.errors import ParseError
from bot.dialog.parsing.place import Place
from bot.i18n.messages import TextLike, _
from handlers.events import card, times
from handlers.events.venue_field import VenueField
from models.events import Event, EventFields, EventStatus
from models.people import Role

MAX_SEATS = 100_000


def _check_start(chat: Chat, value: str, answers: Answers) -> None:
    times.check_start(datetime.fromisoformat(value))


def _check_end(chat: Chat, value: str, answers: Answers) -> None:
    times.check_end(datetime.fromisoformat(answers["starts"]), datetime.fromisoformat(value))


def _check_deadline(chat: Chat, value: str, answers: Answers) -> None:
    times.check_deadline(datetime.fromisoformat(answers["starts"]), datetime.fromisoformat(value))


class EventQuestions(Form):
    """The questions, in their order."""

    title = _("Acara baru")
    role = Role.ORGANISER

    name: Annotated[
        str,
        Ask(_("Apa nama acaranya?"), label=_("Nama acara")),
        StringConstraints(min_length=3, max_length=100),
    ]
    about: Annotated[
        LongText | None,
        Ask(_("Ceritakan singkat acaranya. Boleh dilewati."), label=_("Keterangan"), optional=True),
        StringConstraints(min_length=3, max_length=600),
    ] = None
    starts: Annotated[
        datetime,
        DateTimeField(moves="ends"),
        Ask(
            _("Kapan mulainya?"),
            label=_("Waktu mulai"),
            hint=_("mis. 24 Maret pukul 09.00, atau besok jam 9"),
            check=_check_start,
        ),
    ]
    ends: Annotated[
        datetime,
        DateTimeField(after="starts"),
        Ask(
            _("Sampai pukul berapa?"),
            label=_("Waktu selesai"),
            hint=_("mis. 15.00, atau hari dan jamnya"),
            check=_check_end,
        ),
    ]
    place: Annotated[
        Place,
        VenueField(),
        Ask(_("Di mana tempatnya?"), label=_("Tempat"), hint=_("nama gedung dan kota, atau tautan peta")),
    ]
    seats: Annotated[
        int,
        NumberField(minimum=1, maximum=MAX_SEATS),
        Ask(_("Ada berapa kursi?"), label=_("Kursi"), hint=_("mis. 260")),
    ]
    answer_before: Annotated[
        datetime | None,
        DateTimeField(),
        Ask(
            _("Sampai kapan undangannya bisa dijawab? Kalau dilewati, sampai acara dimulai."),
            label=_("Batas menjawab"),
            optional=True,
            check=_check_deadline,
        ),
    ] = None

    @classmethod
    async def headline(cls, chat: Chat, answers: Answers) -> TextLike:
        return answers.get("name") or cls.title

    @classmethod
    async def preview(cls, chat: Chat, answers: Answers) -> tuple[TextLike, Sequence[int]]:
        """The event as santri will see it."""
        try:
            fields = cls.model_validate(answers).fields()
        except ValidationError:
            return await super().preview(chat, answers)
        return card.card(Event(status=EventStatus.DRAFT, taken=0, **fields), chat.now), ()

    def fields(self) -> EventFields:
        return EventFields(
            title=self.name,
            description=self.about or "",
            starts_at=self.starts,
            ends_at=self.ends,
            place_name=self.place.name,
            latitude=self.place.latitude,
            longitude=self.place.longitude,
            seats=self.seats,
            answer_before=self.answer_before,
        )

    def check(self, now: datetime) -> None:
        """Each answer was checked when it was given; another may have changed since, and time went by."""
        if self.starts <= now:
            raise ParseError(_("Waktu mulainya sudah lewat. Ubah dulu waktunya, ya, Kak."))
        times.check_start(self.starts)
        times.check_end(self.starts, self.ends)
        if self.answer_before:
            times.check_deadline(self.starts, self.answer_before)


def answers_of(event: Event) -> dict[str, object]:
    """An event as the answers of its form."""
    place = Place(name=event.place_name, latitude=event.latitude, longitude=event.longitude)
    before = event.answer_before
    return {
        "name": event.title,
        "about": event.description or None,
        "starts": event.starts_at.isoformat(),
        "ends": event.ends_at.isoformat(),
        "place": place.model_dump(mode="json"),
        "seats": event.seats,
        "answer_before": before.isoformat() if before else None,
    }
