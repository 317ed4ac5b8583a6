"""Photos: one by one or a whole album at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.forms.ask import Choice, Field
from bot.forms.kinds.base import Answer, Kind, More, Reading
from bot.incoming import Incoming
from bot.media import keep_ref
from bot.reading.unclear import Unclear
from bot.words import Speech, _, _n

if TYPE_CHECKING:
    from bot.chat import Chat


class PhotosKind(Kind):
    """Ids in `models.media`, at most as many as the question takes; what is over that is left aside.

    The only choice is to begin anew.
    """

    async def choices(self, chat: Chat, field: Field, value: Any) -> Sequence[Choice]:
        return [("", _("Hapus fotonya"))] if value else []

    async def pick(self, chat: Chat, field: Field, picked: str, value: Any) -> Reading:
        return More(None)

    async def read(self, chat: Chat, field: Field, incoming: Incoming, value: Any) -> Reading:
        picture = incoming.picture
        if picture is None:
            raise Unclear(self._instead(incoming))
        kept = list(value or [])
        if len(kept) >= field.ask.at_most:
            return More(kept, self._enough(field), silent=bool(picture.album))
        kept.append(await keep_ref(chat.db, chat.person.id, incoming.channel, picture.ref, "image/jpeg"))
        if picture.album:
            return More(kept, silent=True)
        if self.full(field, kept):
            return Answer(kept)
        return More(kept)

    def _instead(self, incoming: Incoming) -> Speech:
        if incoming.attachment:
            return _(
                "Itu berkas. Kirim sebagai foto, ya, Kak: pilih gambarnya dari galeri, bukan dari dokumen."
            )
        return _("Kirim fotonya lewat tombol lampiran, ya, Kak.")

    def _enough(self, field: Field) -> Speech:
        return _("Cukup {n} foto; yang lain tidak saya simpan.", n=field.ask.at_most)

    async def show(self, chat: Chat, field: Field, value: Any) -> Speech:
        return _n("{n} foto", "{n} foto", len(value))

    def finished(self, value: Any) -> bool:
        return bool(value)

    def full(self, field: Field, value: Any) -> bool:
        return len(value or []) >= field.ask.at_most
