"""The right to see and to take away: /dataku and /hapusakun."""

from __future__ import annotations

import json
from datetime import timedelta

from bot import showing
from bot.buttons import Button, button
from bot.chat import Chat
from bot.commands import command
from bot.media import keep_content
from bot.words import Words, _, lines, paragraphs, render
from handlers import profile
from models import erasure

KEEP_FILE = timedelta(hours=1)
"""The file of /dataku is made to be sent, not to be kept."""


TABLES: dict[str, Words] = {
    "people": _("Profil"),
    "addresses": _("Alamat percakapan"),
    "consents": _("Persetujuan"),
    "drafts": _("Isian yang belum selesai"),
    "products": _("Produk"),
    "product_photos": _("Foto produk"),
    "enrolments": _("Keikutsertaan pilar"),
    "measures": _("Angka pilar"),
    "rsvps": _("Jawaban undangan"),
    "broadcast_answers": _("Jawaban siaran"),
    "silences": _("Siaran yang tidak diterima"),
    "media": _("Foto dan berkas"),
    "media_refs": _("Rujukan foto dan berkas"),
    "inbox": _("Pesan masuk yang belum dijawab"),
    "outbox": _("Pesan yang akan dikirim"),
    "page_messages": _("Percakapan di halaman"),
    "page_menus": _("Menu di halaman"),
    "page_media": _("Foto di halaman"),
    "pesantren": _("Usulan pesantren"),
    "events": _("Acara yang dibuat"),
    "broadcasts": _("Siaran yang dibuat"),
    "broadcast_texts": _("Siaran dalam bahasa lain"),
    "invitations": _("Undangan yang dipakai"),
    "audit": _("Catatan perubahan"),
}
"""What people call that which is kept."""


@command("dataku", "mydata", about=_("Semua data saya"))
async def my_data(chat: Chat, argument: str) -> None:
    """All that is kept about the person, to read and as a file."""
    kept = await erasure.export(chat.db, chat.person.id)
    named = {str(render(TABLES[table], chat.language)): rows for table, rows in kept.items()}
    text = json.dumps(named, ensure_ascii=False, indent=2, default=str)
    file = await keep_content(
        chat.db, chat.person.id, text.encode(), "application/json", "dataku.json", chat.now + KEEP_FILE
    )
    words = paragraphs(
        _("<b>Data Kakak yang tersimpan</b>"),
        await profile.card(chat, chat.person),
        lines(*(_("{what}: {n}", what=name, n=len(rows)) for name, rows in named.items())),
        _("Terdaftar sejak {day}. Lengkapnya ada di berkas ini.", day=showing.day(chat.person.created_at)),
    )
    buttons = [[Button(_("Ubah profil"), profile.change), Button(_("Hapus semua"), ask_erasure)], chat.home()]
    await chat.say(words, buttons, file=file)


@command("hapusakun", "deleteaccount", about=_("Hapus akun dan semua data saya"))
async def delete_account(chat: Chat, argument: str) -> None:
    await _confirm(chat)


@button
async def ask_erasure(chat: Chat) -> None:
    await _confirm(chat)


async def _confirm(chat: Chat) -> None:
    words = _(
        "Semua data Kakak akan dihapus: profil, produk, keikutsertaan pilar, dan jawaban undangan. "
        "Ini tidak bisa dibatalkan. Yakin?"
    )
    await chat.say(words, [[Button(_("Ya, hapus semuanya"), erase), Button(_("Jangan"), keep)]], new=True)


@button
async def keep(chat: Chat) -> None:
    await chat.say(_("Baik, tidak ada yang dihapus."), [chat.home()])


@button
async def erase(chat: Chat) -> None:
    """Erased at once and for good."""
    language = chat.language
    chat.conversation.drafts.clear()
    await erasure.erase(chat.db, chat.person.id, chat.now)
    chat.conversation.person = chat.conversation.address = None
    chat.language = language
    await chat.say(
        _(
            "Sudah dihapus semuanya, Kak. Terima kasih sudah pernah bersama kami. Kalau mau kembali, ketik /mulai."
        )
    )
    chat.set_menu([])
