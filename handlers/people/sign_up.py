"""Signing up: who the bot is, what is kept, and whether the person agrees. Then the first screen."""

from __future__ import annotations

import re

from bot.dialog.buttons import Button, button
from bot.dialog.commands import command, deep_link
from bot.dialog.context import Chat
from bot.dialog.forms import start_form
from bot.dialog.hooks import entrance
from bot.i18n.messages import LANGUAGES, Translatable, _, paragraphs
from handlers.home import first_screen
from handlers.people.profile import ProfileForm
from handlers.shared.labels import ROLES
from models import invitations, subscriptions
from models.invitations import InvitationProblem
from models.people import Address, Consent, Person

ROLE_LINK = "admin"
"""The prefix of the one-time links that give a role."""

DEAD_LINKS: dict[InvitationProblem, Translatable] = {
    InvitationProblem.LAPSED: _("Tautan ini sudah dipakai atau sudah lewat waktunya."),
    InvitationProblem.ENDED: _("Tautan ini tidak berlaku lagi, Kak. Minta tautan baru kepada admin, ya."),
}
"""Answers to people who opened a link that gives no role."""

CONSENT_VERSION = "2026-11"
"""Raised when the text that people agree to says something else."""

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,49}")
"""The payload of a link: no more than the buttons here can carry on."""


@command("mulai", "start", about=_("Mulai dari layar pertama"), order=10, open=True)
async def start(chat: Chat, argument: str) -> None:
    """ "/start" alone, or with the payload of a link."""
    argument = argument if PAYLOAD.fullmatch(argument) else ""
    if not chat.known:
        await ask_consent(chat, chat.language, argument)
    elif not argument:
        await _welcome_back(chat)
    elif not await chat.router.follow(chat, argument):
        await continue_sign_up(chat)


async def _welcome_back(chat: Chat) -> None:
    """Greet the person; who had stopped broadcasts gets them again, and is told."""
    note = _("Siaran saya kirim lagi, ya, Kak. Mengaturnya di /langganan.")
    if not subscriptions.resume(chat.person):
        await continue_sign_up(chat)
    elif chat.person.registered_at is not None:
        await first_screen.greet(chat, note)
    else:
        await chat.reply(note)
        await continue_sign_up(chat)


@entrance
async def answer_unknown_person(chat: Chat) -> None:
    """Ask somebody who has not agreed yet; nothing of theirs is kept."""
    await ask_consent(chat, chat.language, "")


async def ask_consent(chat: Chat, language: str, argument: str) -> None:
    """Say what is kept, and ask whether the person agrees; `argument` is the payload of the link they came by."""
    chat.language = language
    words = paragraphs(
        _(
            "Assalamu'alaikum, Kak! Saya asisten OPOP Jawa Timur. Di sini Kakak bisa mendaftarkan produk, "
            "ikut salah satu dari tiga pilar, dan menjawab undangan acara."
        ),
        _(
            "Supaya bisa membantu, saya perlu menyimpan nama, pesantren, dan jawaban Kakak. Data dipakai untuk "
            "program OPOP saja dan bisa dilihat atau dihapus kapan pun (/dataku)."
        ),
    )
    others = [code for code in LANGUAGES if code != language]
    await chat.reply(
        words,
        [
            Button(_("Setuju, lanjut"), give_consent, language, argument),
            [
                Button(_("Baca selengkapnya"), show_terms, language, argument),
                Button(_("Tidak"), decline_consent, language),
            ],
            [Button(LANGUAGES[code], ask_in_language, code, argument) for code in others],
        ],
    )


@button("start.greet", open=True)
async def ask_in_language(chat: Chat, language: str, argument: str = "") -> None:
    """Ask the same in another language."""
    if chat.known:
        return await first_screen.show(chat)
    await ask_consent(chat, language, argument)


@button("start.terms", open=True)
async def show_terms(chat: Chat, language: str, argument: str = "") -> None:
    """Say what is kept, for what, who sees it, and the rights of the person."""
    chat.language = language
    words = paragraphs(
        _("<b>Data Kakak</b>"),
        _(
            "Yang disimpan: nama, pesantren, wilayah, peran di pesantren, nomor HP bila Kakak bagikan, produk, "
            "keikutsertaan pilar beserta angkanya, dan jawaban undangan."
        ),
        _(
            "Untuk apa: pendampingan, acara, dan statistik program OPOP Jawa Timur. Yang melihat: Dinas Koperasi "
            "dan UKM serta penyelenggara program. Tidak dijual dan tidak dipakai untuk hal lain."
        ),
        _(
            "Hak Kakak: melihat dan mengunduh (/dataku), mengubah (/profil), menghapus semuanya (/hapusakun). "
            "Bila Kakak belum 18 tahun, mintalah izin orang tua, wali, atau pengasuh dulu."
        ),
        _("Naskah {version}, menurut UU 27/2022 tentang Pelindungan Data Pribadi.", version=CONSENT_VERSION),
    )
    await chat.reply(
        words,
        [
            [
                Button(_("Setuju, lanjut"), give_consent, language, argument),
                Button(_("Tidak"), decline_consent, language),
            ]
        ],
    )


@button("start.decline", open=True)
async def decline_consent(chat: Chat, language: str) -> None:
    """Keep nothing."""
    chat.language = language
    words = _("Baik, Kak. Tidak ada yang disimpan. Kalau berubah pikiran, ketik /mulai.")
    await chat.reply(words, [Button(_("Mulai lagi"), ask_in_language, language)])


@button("start.agree", open=True)
async def give_consent(chat: Chat, language: str, argument: str = "") -> None:
    """Keep the person from now on."""
    if not chat.known:
        await _create_person(chat, language)
    if not (argument.startswith(f"{ROLE_LINK}-") and await chat.router.follow(chat, argument)):
        await continue_sign_up(chat, argument)


async def _create_person(chat: Chat, language: str) -> None:
    chat.language = language
    incoming = chat.incoming
    person = Person(language=chat.language, created_at=chat.now)
    chat.db.add(person)
    await chat.db.flush()
    address = Address(person_id=person.id, channel=incoming.channel, chat=incoming.chat, created_at=chat.now)
    consent = Consent(
        person_id=person.id,
        version=CONSENT_VERSION,
        channel=incoming.channel,
        language=chat.language,
        given_at=chat.now,
    )
    chat.db.add_all([address, consent])
    await chat.db.flush()
    chat.conversation.address, chat.conversation.person = address, person


async def continue_sign_up(chat: Chat, argument: str = "") -> None:
    """Show the first screen, or ask the questions that come before it."""
    if chat.person.registered_at is None:
        afterwards = follow_link.data(argument) if argument and PAYLOAD.fullmatch(argument) else ""
        await start_form(chat, ProfileForm, afterwards=afterwards)
    elif not (argument and await chat.router.follow(chat, argument)):
        await first_screen.greet(chat)


@button("start.follow")
async def follow_link(chat: Chat, argument: str) -> None:
    """Open what the link leads to by which the person came."""
    if not await chat.router.follow(chat, argument):
        await first_screen.show(chat)


@deep_link(ROLE_LINK)
async def redeem_invitation(chat: Chat, token: str) -> None:
    """Give the first who opens the one-time link the role of an organiser or admin."""
    link = await invitations.redeem(chat.db, token, chat.person, chat.now)
    if link is None:
        why = await invitations.problem(chat.db, token, chat.now)
        await chat.reply(DEAD_LINKS[why], [chat.home()])
        return
    role = ROLES[link.role]
    await chat.reply(
        _("Selamat, Kakak sekarang <b>{role}</b>.", role=role), [Button(_("Lanjut"), resume_sign_up)]
    )
    first_screen.give_menu(chat)
    if link.made_by is not None and link.made_by != chat.person.id:
        name = chat.person.name or chat.incoming.name or "–"
        words = _("<b>{name}</b> memakai tautan Kakak dan sekarang <b>{role}</b>.", name=name, role=role)
        await chat.notify([link.made_by], words)


@button("start.carry_on")
async def resume_sign_up(chat: Chat) -> None:
    """Go on where the person was before they got a role."""
    await continue_sign_up(chat)
