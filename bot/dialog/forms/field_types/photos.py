"""Photos: one by one, or a whole album at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.dialog.context import Chat
from bot.dialog.forms.field import Complete, Field, FieldType, Partial, ReadResult
from bot.dialog.forms.question import Choice
from bot.dialog.parsing.errors import ParseError
from bot.dialog.received_media import receive_media
from bot.i18n.messages import TextLike, _, _n
from bot.messages.incoming import IncomingMessage


class PhotosField(FieldType):
    """Ids in `models.media`, at most `Ask.max_count`; further photos are ignored. The only choice removes them all."""

    async def choices(self, chat: Chat, field: Field, value: Any) -> Sequence[Choice]:
        return [("", _("Hapus fotonya"))] if value else []

    async def pick(self, chat: Chat, field: Field, picked: str, value: Any) -> ReadResult:
        return Partial(None)

    async def read(self, chat: Chat, field: Field, incoming: IncomingMessage, value: Any) -> ReadResult:
        picture = incoming.picture
        if picture is None:
            raise ParseError(self._error(incoming))
        photos = list(value or [])
        if len(photos) >= field.ask.max_count:
            return Partial(photos, self._too_many(field), silent=bool(picture.album))
        photos.append(await receive_media(chat, picture.ref, "image/jpeg"))
        if picture.album:
            return Partial(photos, silent=True)
        if self.full(field, photos):
            return Complete(photos)
        return Partial(photos)

    def _error(self, incoming: IncomingMessage) -> TextLike:
        if incoming.attachment:
            return _(
                "Itu berkas. Kirim sebagai foto, ya, Kak: pilih gambarnya dari galeri, bukan dari dokumen."
            )
        return _("Kirim fotonya lewat tombol lampiran, ya, Kak.")

    def _too_many(self, field: Field) -> TextLike:
        return _("Cukup {n} foto; yang lain tidak saya simpan.", n=field.ask.max_count)

    async def show(self, chat: Chat, field: Field, value: Any) -> TextLike:
        return _n("{n} foto", "{n} foto", len(value))

    def finished(self, value: Any) -> bool:
        return bool(value)

    def full(self, field: Field, value: Any) -> bool:
        return len(value or []) >= field.ask.max_count
