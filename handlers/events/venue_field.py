"""The field for the place of an event: its name is needed, its point on the map is welcome."""

from __future__ import annotations

from typing import Any

from bot.dialog.context import Chat
from bot.dialog.forms.field import Complete, Field, Partial, ReadResult
from bot.dialog.forms.field_types.place import PlaceField
from bot.dialog.parsing import yesno
from bot.dialog.parsing.errors import ParseError
from bot.dialog.parsing.place import Place
from bot.i18n.messages import _
from bot.messages.incoming import IncomingMessage


class VenueField(PlaceField):
    """A place with a name; where its point is missing, that may follow."""

    async def read(self, chat: Chat, field: Field, incoming: IncomingMessage, value: Any) -> ReadResult:
        if self.finished(value) and _declines(incoming):
            return Complete(value)
        reading = await super().read(chat, field, incoming, value)
        if not isinstance(reading, Complete):
            return reading
        place = _joined(Place.model_validate(reading.value), Place.model_validate(value or {}))
        if not place.name:
            raise ParseError(_("Tulis dulu nama tempatnya, ya, Kak. Sesudah itu kirim titiknya."))
        if place.latitude is None:
            words = _(
                "{name}. Kirim juga titiknya: lokasi lewat tombol lampiran, atau tautan peta. "
                "Kalau tidak ada, tekan Selesai.",
                name=place.name,
            )
            return Partial(place.model_dump(mode="json"), words)
        return Complete(place.model_dump(mode="json"))

    def asks_for(self) -> str:
        """Return "", to ask for nothing: the place is seldom where the organiser is just now."""
        return ""

    def finished(self, value: Any) -> bool:
        return bool(value)


def _joined(new: Place, old: Place) -> Place:
    """The new place, completed by the old one; a new name alone is another place."""
    if new.latitude is not None:
        name = new.name or old.name if old.latitude is not None else old.name or new.name
        return new.model_copy(update={"name": name})
    return new


def _declines(incoming: IncomingMessage) -> bool:
    """Return whether there is no point to send: "tidak ada"."""
    try:
        return not yesno.parse(incoming.text)
    except ParseError:
        return False
