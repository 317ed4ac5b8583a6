"""Where an event is: its name is needed, its point on the map is welcome."""

from __future__ import annotations

from typing import Any

from bot.chat import Chat
from bot.forms.ask import Field
from bot.forms.kinds import Answer, More
from bot.forms.kinds.base import Reading
from bot.forms.kinds.places import PlaceKind
from bot.incoming import Incoming
from bot.reading import yesno
from bot.reading.place import Place
from bot.reading.unclear import Unclear
from bot.words import _


class VenueKind(PlaceKind):
    """A place with a name; where its point is missing, that may follow."""

    async def read(self, chat: Chat, field: Field, incoming: Incoming, value: Any) -> Reading:
        if self.finished(value) and _declines(incoming):
            return Answer(value)
        reading = await super().read(chat, field, incoming, value)
        if not isinstance(reading, Answer):
            return reading
        place = _joined(Place.model_validate(reading.value), Place.model_validate(value or {}))
        if not place.name:
            raise Unclear(_("Tulis dulu nama tempatnya, ya, Kak. Sesudah itu kirim titiknya."))
        if place.latitude is None:
            words = _(
                "{name}. Kirim juga titiknya: lokasi lewat tombol lampiran, atau tautan peta. "
                "Kalau tidak ada, tekan Selesai.",
                name=place.name,
            )
            return More(place.model_dump(mode="json"), words)
        return Answer(place.model_dump(mode="json"))

    def ask_key(self) -> str:
        """Nothing: the place is seldom where the organiser is just now."""
        return ""

    def finished(self, value: Any) -> bool:
        return bool(value)


def _joined(new: Place, old: Place) -> Place:
    """What was sent, completed by what was known; a new name alone is another place."""
    if new.latitude is not None:
        name = new.name or old.name if old.latitude is not None else old.name or new.name
        return new.model_copy(update={"name": name})
    return new


def _declines(incoming: Incoming) -> bool:
    """There is no point to send: "tidak ada"."""
    try:
        return not yesno.read(incoming.text)
    except Unclear:
        return False
