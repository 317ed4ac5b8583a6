"""The right to see, to take along and to erase one's data: /dataku and /hapusakun."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialog.buttons import Button, button
from bot.dialog.commands import command
from bot.dialog.context import Chat
from bot.dialog.lazy_files import lazy_file
from bot.i18n import formatting
from bot.i18n.messages import Translatable, _, lines, paragraphs, render
from handlers.people import profile
from models import erasure
from models.db.database import Database

KEEP_FILE = timedelta(hours=1)
"""The file of /dataku is made to be sent, not to be kept."""


TABLES: dict[str, Translatable] = {
    "broadcast_texts": _("Siaran dalam bahasa lain"),
    "audit": _("Catatan perubahan"),
    "invitations": _("Undangan yang dipakai"),
    "broadcasts": _("Siaran yang dibuat"),
    "events": _("Acara yang dibuat"),
    "event_notices": _("Kabar acara untuk tamu"),
    "pesantren": _("Usulan pesantren"),
    "people": _("Profil"),
    "addresses": _("Alamat percakapan"),
    "consents": _("Persetujuan"),
    "silences": _("Siaran yang tidak diterima"),
    "broadcast_answers": _("Jawaban siaran"),
    "rsvps": _("Jawaban undangan"),
    "enrolments": _("Keikutsertaan pilar"),
    "measures": _("Angka pilar"),
    "products": _("Produk"),
    "media": _("Foto dan berkas"),
    "product_photos": _("Foto produk"),
    "media_refs": _("Rujukan foto dan berkas"),
    "page_media": _("Foto di halaman"),
    "page_menus": _("Menu di halaman"),
    "page_messages": _("Percakapan di halaman"),
    "outbox": _("Pesan yang akan dikirim"),
    "inbox": _("Pesan masuk yang belum dijawab"),
    "drafts": _("Isian yang belum selesai"),
}
"""The tables in the order in which they are listed, with the names that people know."""


@command("dataku", "mydata", about=_("Semua data saya"), order=150)
async def show_my_data(chat: Chat, argument: str) -> None:
    """Show all that is kept about the person, to read and as a file."""
    named = await _named(chat.db, chat.person.id, chat.language)
    ref, until = f"{chat.person.id}:{chat.language}", chat.now + KEEP_FILE
    file = await my_data_file.promise(chat, ref, "dataku.json", until)
    words = paragraphs(
        _("<b>Data Kakak yang tersimpan</b>"),
        await profile.card(chat, chat.person),
        lines(*(_("{what}: {n}", what=name, n=len(rows)) for name, rows in named.items())),
        _("Terdaftar sejak {day}. Lengkapnya ada di berkas ini.", day=formatting.day(chat.person.created_at)),
    )
    buttons = [
        [Button(_("Ubah profil"), profile.change_profile), Button(_("Hapus semua"), ask_to_erase)],
        chat.home(),
    ]
    await chat.reply(words, buttons, file=file)


@lazy_file("mydata", "application/json")
async def my_data_file(db: Database, ref: str) -> bytes:
    """Make the file that `show_my_data` promised; `ref` is a person's id, a colon and a language.

    Raises `FileNotFoundError`.
    """
    person, _colon, language = ref.partition(":")
    async with db.read() as session:
        named = await _named(session, int(person), language)
    if not named:
        raise FileNotFoundError("a person who was erased")
    return json.dumps(named, ensure_ascii=False, indent=2, default=str).encode()


async def _named(session: AsyncSession, person_id: int, language: str) -> dict[str, list[dict[str, Any]]]:
    """All that is kept about a person, by the names of `TABLES`."""
    kept = await erasure.export(session, person_id)
    return {str(render(name, language)): kept[table] for table, name in TABLES.items() if table in kept}


@command("hapusakun", "deleteaccount", about=_("Hapus akun dan semua data saya"), order=160)
async def delete_account(chat: Chat, argument: str) -> None:
    """Ask whether to erase everything."""
    await _confirm(chat)


@button("my_data.ask_erasure")
async def ask_to_erase(chat: Chat) -> None:
    """Ask whether to erase everything."""
    await _confirm(chat)


async def _confirm(chat: Chat) -> None:
    words = _(
        "Semua data Kakak akan dihapus: profil, produk, keikutsertaan pilar, dan jawaban undangan. "
        "Ini tidak bisa dibatalkan. Yakin?"
    )
    await chat.reply(
        words,
        [[Button(_("Ya, hapus semuanya"), erase_everything), Button(_("Jangan"), keep_everything)]],
        new=True,
    )


@button("my_data.keep")
async def keep_everything(chat: Chat) -> None:
    """Erase nothing."""
    await chat.reply(_("Baik, tidak ada yang dihapus."), [chat.home()])


@button("my_data.erase")
async def erase_everything(chat: Chat) -> None:
    """Erase the person at once and for good."""
    language = chat.language
    chat.conversation.drafts.clear()
    await chat.router.prepare_erasure(chat, chat.person.id)
    await erasure.erase(chat.db, chat.person.id, chat.now)
    chat.conversation.person = chat.conversation.address = None
    chat.language = language
    await chat.reply(
        _(
            "Sudah dihapus semuanya, Kak. Terima kasih sudah pernah bersama kami. Kalau mau kembali, ketik /mulai."
        )
    )
    chat.set_menu([])
