"""How a broadcast goes: its progress while it runs, its result, and the list of the last ones."""

from __future__ import annotations

from bot import showing
from bot.buttons import BadPress, Button, Rows, button
from bot.chat import Chat
from bot.commands import command
from bot.words import Speech, Words, _, _n, lines, listed, paragraphs
from handlers import audience
from handlers.broadcast_content import excerpt
from models import audit, broadcasts, statistics
from models.broadcasts import Broadcast, Progress, Status
from models.figures import BroadcastFigures
from models.outbox import State
from models.people import Person, Role

REFRESH_SECONDS = 3.0
"""A progress bar is drawn anew no more often."""

LAST = 10
MOST_REASONS = 8


async def unsent(chat: Chat, broadcast_id: int) -> Broadcast | None:
    """The person's own broadcast while it can still be changed; where it was sent, that is shown instead."""
    broadcast = await chat.db.get(Broadcast, broadcast_id)
    if broadcast is None or broadcast.created_by != chat.person.id:
        raise BadPress("no broadcast of this person")
    if broadcast.status is Status.DRAFT:
        return broadcast
    chat.toast(_("Siaran ini sudah dikirim.") if broadcast.started_at else _("Siaran ini sudah dibatalkan."))
    await show(chat, broadcast)
    return None


async def show(chat: Chat, broadcast: Broadcast) -> None:
    """Where a broadcast stands. While it runs, the message keeps itself up to date."""
    progress = await broadcasts.progress(chat.db, broadcast.id)
    if broadcast.started_at is None:
        await chat.say(_("Siaran ini tidak jadi dikirim."), [[_all(), *chat.home()]])
    elif progress.finished < progress.total:
        await _running(chat, broadcast, progress)
    else:
        buttons = [[Button(_("Rincian"), details, broadcast.id), _all()], chat.home()]
        await chat.say(_result(broadcast, progress), buttons)


@button(role=Role.ORGANISER)
async def open_(chat: Chat, broadcast_id: int) -> None:
    await show(chat, await _sent(chat, broadcast_id))


@button(role=Role.ORGANISER)
async def refresh(chat: Chat, broadcast_id: int) -> None:
    """Pressed by the bot itself, under a message that shows a progress."""
    await show(chat, await _sent(chat, broadcast_id))


@button(role=Role.ORGANISER)
async def stop(chat: Chat, broadcast_id: int) -> None:
    """What waits is not sent; what is under way arrives. The next refresh shows the result."""
    broadcast = await _sent(chat, broadcast_id)
    if broadcast.status is not Status.SENDING:
        chat.toast(_("Siaran ini sudah selesai."))
        return await show(chat, broadcast)
    number = await broadcasts.cancel(chat.db, broadcast.id, chat.now)
    subject = f"broadcast:{broadcast.id}"
    await audit.note(chat.db, chat.person.id, "cancel broadcast", subject, not_sent=number)
    await _running(chat, broadcast, await broadcasts.progress(chat.db, broadcast.id))


@button(role=Role.ORGANISER)
async def details(chat: Chat, broadcast_id: int) -> None:
    """The result with all its reasons."""
    broadcast = await _sent(chat, broadcast_id)
    progress = await broadcasts.progress(chat.db, broadcast.id)
    author = await chat.db.get(Person, broadcast.created_by) if broadcast.created_by else None
    words = paragraphs(
        _("<b>{text}</b>", text=excerpt(broadcast.html)),
        lines(
            _("Dikirim {when}", when=showing.moment(broadcast.started_at)) if broadcast.started_at else None,
            _("Oleh {name}", name=author.name) if author else None,
            await audience.describe(chat, broadcast.meant_for),
        ),
        _result(broadcast, progress),
        await _reasons(chat, broadcast, progress),
    )
    await chat.say(words, [[Button(_("Kembali"), open_, broadcast.id), _all()]])


@command("siaran", "broadcasts", about=_("Siaran yang sudah dikirim"), role=Role.ORGANISER)
async def last_ones(chat: Chat, argument: str) -> None:
    await _list(chat)


@button(role=Role.ORGANISER)
async def all_(chat: Chat) -> None:
    await _list(chat)


async def _list(chat: Chat) -> None:
    found = await statistics.broadcasts(chat.db, LAST)
    words = paragraphs(
        _("<b>Siaran terakhir</b>"),
        lines(*(_line(number, one) for number, one in enumerate(found, 1))),
        _("Pilih nomornya untuk melihat hasilnya.") if found else _("Belum ada. Ketik /siar untuk memulai."),
    )
    buttons = [Button(str(number), open_, one.broadcast.id) for number, one in enumerate(found, 1)]
    await chat.say(words, [buttons[:5], buttons[5:], chat.home()])


async def _sent(chat: Chat, broadcast_id: int) -> Broadcast:
    """Any organiser may look at what was sent, and stop it."""
    broadcast = await chat.db.get(Broadcast, broadcast_id)
    if broadcast is None or broadcast.started_at is None:
        raise BadPress("no broadcast that was sent")
    return broadcast


async def _running(chat: Chat, broadcast: Broadcast, progress: Progress) -> None:
    words = _bar(chat, broadcast, progress)
    buttons: Rows = [Button(_("Batalkan"), stop, broadcast.id)]
    if broadcast.status is Status.CANCELLED:
        words, buttons = _("Menghentikan …"), ()
    press = chat.incoming.press
    if press is None:
        buttons = [*buttons, Button(_("Lihat sekarang"), refresh, broadcast.id)]
    else:
        again = refresh.data(broadcast.id)
        chat.later(REFRESH_SECONDS, again, under=press.ref, once=True)
    await chat.say(words, buttons)


def _bar(chat: Chat, broadcast: Broadcast, progress: Progress) -> Words:
    """ "Mengirim … ▓▓▓▓▓▓░░░░ 61% · 251 dari 412 · sisa ± 6 detik"."""
    done, total = progress.finished, progress.total
    bar, percent = showing.bar(done, total), showing.percent(done, total)
    words = _(
        "Mengirim … {bar} {percent} · {done} dari {total}", bar=bar, percent=percent, done=done, total=total
    )
    if not done or broadcast.started_at is None:
        return words
    spent = (chat.now - broadcast.started_at).total_seconds()
    left = showing.duration(spent / done * (total - done))
    return listed([words, _("sisa ± {time}", time=left)], " · ")


def _result(broadcast: Broadcast, progress: Progress) -> Words:
    """ "Selesai dalam 14 detik. Terkirim 405 · diblokir 5 · gagal 2"."""
    end, start = broadcast.finished_at, broadcast.started_at
    time = showing.duration((end - start).total_seconds() if end and start else 0)
    head = _("Selesai dalam {time}.", time=time)
    if broadcast.status is Status.CANCELLED:
        head = _("Dihentikan setelah {time}.", time=time)
    counts = (
        (_("diblokir {n}", n=progress.gone), progress.gone),
        (_("gagal {n}", n=progress.failed), progress.failed),
        (_("tidak pasti {n}", n=progress.unknown), progress.unknown),
        (_("tidak dikirim {n}", n=progress.cancelled), progress.cancelled),
    )
    return lines(
        head,
        listed([_("Terkirim {n}", n=progress.sent), *(words for words, number in counts if number)], " · "),
    )


async def _reasons(chat: Chat, broadcast: Broadcast, progress: Progress) -> Words:
    failures = await broadcasts.failures(chat.db, broadcast.id)
    failed = [(reason, n) for state, reason, n in failures if state is State.FAILED]
    lost = [(reason, n) for state, reason, n in failures if state is State.UNKNOWN]
    blocked = _n(
        "<b>Diblokir</b>: {n} orang memblokir bot ini atau menghapus akunnya.",
        "<b>Diblokir</b>: {n} orang memblokir bot ini atau menghapus akunnya.",
        progress.gone,
    )
    return paragraphs(
        blocked if progress.gone else None,
        lines(_("<b>Gagal</b>, menurut aplikasinya:"), *_grouped(failed)) if failed else None,
        lines(_("<b>Tidak pasti</b> sampai atau tidak:"), *_grouped(lost)) if lost else None,
        _("Semua terkirim.") if progress.sent == progress.total else None,
    )


def _grouped(reasons: list[tuple[str, int]]) -> list[Speech]:
    return [
        _("{n} × {reason}", n=number, reason=reason or _("tanpa keterangan"))
        for reason, number in reasons[:MOST_REASONS]
    ]


def _line(number: int, one: BroadcastFigures) -> Words:
    """A line of the list: "1. 24 November: Pendaftaran dibuka … · terkirim 405 dari 412"."""
    broadcast, progress = one.broadcast, one.progress
    standing = _("terkirim {n} dari {total}", n=progress.sent, total=progress.total)
    if progress.finished < progress.total:
        standing = _("berjalan {percent}", percent=showing.percent(progress.finished, progress.total))
    day = showing.short_day(broadcast.started_at or broadcast.created_at)
    text = excerpt(broadcast.html)
    return _(
        "<b>{number}.</b> {day}: {text} · {standing}", number=number, day=day, text=text, standing=standing
    )


def _all() -> Button:
    return Button(_("Semua siaran"), all_)
