"""The first minute: who the bot is, what is kept, and whether the person agrees. Then the first screen."""

from __future__ import annotations

import re

from bot.dialog.buttons import Button, button
from bot.dialog.commands import command, deep_link
from bot.dialog.context import Chat
from bot.dialog.forms import start_form
from bot.i18n.messages import LANGUAGES, _, paragraphs
from handlers.home import home
from handlers.people.profile import ProfileForm
from handlers.shared.labels import ROLES
from models import invitations, subscriptions
from models.people import Address, Consent, Person

ROLE_LINK = "admin"
"""What the one-time links that give a role begin with."""

CONSENT_VERSION = "2026-11"
"""Raised when the text that people agree to says something else."""

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,49}")
"""What a link may lead with: no more than the buttons here can carry on."""


@command("mulai", "start", about=_("Mulai dari layar pertama"), order=10, open=True)
async def start(chat: Chat, argument: str) -> None:
    """ "/start" alone, or with where a link leads to."""
    argument = argument if PAYLOAD.fullmatch(argument) else ""
    if not chat.known:
        await entrance(chat, argument)
    elif not argument:
        await _come_back(chat)
    elif not await chat.router.follow(chat, argument):
        await go_on(chat)


async def _come_back(chat: Chat) -> None:
    """Who had stopped broadcasts gets them again, and hears it."""
    note = _("Siaran saya kirim lagi, ya, Kak. Mengaturnya di /langganan.")
    if not subscriptions.resume(chat.person):
        await go_on(chat)
    elif chat.person.registered_at is not None:
        await home.greet(chat, note)
    else:
        await chat.reply(note)
        await go_on(chat)


async def entrance(chat: Chat, argument: str = "") -> None:
    """Somebody who has not agreed yet: nothing of theirs is kept."""
    await ask_consent(chat, chat.language, argument)


async def ask_consent(chat: Chat, language: str, argument: str) -> None:
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
            Button(_("Setuju, lanjut"), agree, language, argument),
            [
                Button(_("Baca selengkapnya"), terms, language, argument),
                Button(_("Tidak"), decline, language),
            ],
            [Button(LANGUAGES[code], greet, code, argument) for code in others],
        ],
    )


@button("start.greet", open=True)
async def greet(chat: Chat, language: str, argument: str = "") -> None:
    """The same in another language."""
    if chat.known:
        return await home.show(chat)
    await ask_consent(chat, language, argument)


@button("start.terms", open=True)
async def terms(chat: Chat, language: str, argument: str = "") -> None:
    """What is kept, for what, for how long, and what one can do about it."""
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
        [[Button(_("Setuju, lanjut"), agree, language, argument), Button(_("Tidak"), decline, language)]],
    )


@button("start.decline", open=True)
async def decline(chat: Chat, language: str) -> None:
    chat.language = language
    words = _("Baik, Kak. Tidak ada yang disimpan. Kalau berubah pikiran, ketik /mulai.")
    await chat.reply(words, [Button(_("Mulai lagi"), greet, language)])


@button("start.agree", open=True)
async def agree(chat: Chat, language: str, argument: str = "") -> None:
    """From here on the person is kept."""
    if not chat.known:
        await _keep(chat, language)
    if not (argument.startswith(f"{ROLE_LINK}-") and await chat.router.follow(chat, argument)):
        await go_on(chat, argument)


async def _keep(chat: Chat, language: str) -> None:
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


async def go_on(chat: Chat, argument: str = "") -> None:
    """To the first screen, or to the questions that come before it."""
    if chat.person.registered_at is None:
        afterwards = follow.data(argument) if argument and PAYLOAD.fullmatch(argument) else ""
        await start_form(chat, ProfileForm, afterwards=afterwards)
    elif not (argument and await chat.router.follow(chat, argument)):
        await home.greet(chat)


@button("start.follow")
async def follow(chat: Chat, argument: str) -> None:
    """Where the link led with which the person came."""
    if not await chat.router.follow(chat, argument):
        await home.show(chat)


@deep_link(ROLE_LINK)
async def take_role(chat: Chat, token: str) -> None:
    """The one-time link that makes its first user an organiser or admin."""
    role = await invitations.redeem(chat.db, token, chat.person, chat.now)
    if role is None:
        await chat.reply(_("Tautan ini sudah dipakai atau sudah lewat waktunya."), [chat.home()])
        return
    await chat.reply(
        _("Selamat, Kakak sekarang <b>{role}</b>.", role=ROLES[role]), [Button(_("Lanjut"), carry_on)]
    )
    home.give_menu(chat)


@button("start.carry_on")
async def carry_on(chat: Chat) -> None:
    await go_on(chat)
