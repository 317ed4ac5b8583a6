"""How far a broadcast is, in words: its bar while it runs, its result, its line in the list."""

from __future__ import annotations

from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import TextLike, Translatable, _, _n, lines, listed, paragraphs
from handlers.broadcasts.content_field import excerpt
from models.broadcasts import listing
from models.broadcasts.progress import Progress, read_failures
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.queue.outbox import OutboxState

MOST_REASONS = 8


def running(broadcast: Broadcast, progress: Progress) -> bool:
    """Messages of it are still to go, or to be called back."""
    if broadcast.status in {BroadcastStatus.SENDING, BroadcastStatus.PAUSED}:
        return True
    return broadcast.started_at is not None and progress.finished < progress.total


def stopping(broadcast: Broadcast) -> bool:
    """No more messages of it begin to be sent."""
    return broadcast.status in {BroadcastStatus.CANCELLED, BroadcastStatus.STOPPED}


async def bar(chat: Chat, broadcast: Broadcast, progress: Progress) -> Translatable:
    """ "Mengirim … ▓▓▓▓▓▓░░░░ 61% · 251 dari 412 · 28 pesan/detik · sisa ± 6 detik"."""
    if stopping(broadcast):
        return _("Menghentikan …")
    done, total = progress.finished, progress.total
    if not total and broadcast.status is BroadcastStatus.PAUSED:
        return _("Dijeda. Penerimanya sedang disiapkan.")
    if progress.to_take and not total:
        return _("Mengirim … penerimanya sedang disiapkan")
    drawn, percent = formatting.bar(done, total), formatting.percent(done, total)
    values = {"bar": drawn, "percent": percent, "done": done, "total": total}
    if broadcast.status is BroadcastStatus.PAUSED:
        return _("Dijeda. {bar} {percent} · {done} dari {total}", **values)
    words = _("Mengirim … {bar} {percent} · {done} dari {total}", **values)
    if progress.to_take:
        words = _("Mengirim … {done} dari {total} penerima sejauh ini", **values)
    return listed([words, *await _pace(chat, broadcast, progress)], " · ")


async def _pace(chat: Chat, broadcast: Broadcast, progress: Progress) -> list[Translatable]:
    """Messages a second since it last began to run, and how long the rest takes at that pace."""
    since, before = await listing.last_begun(chat.db, broadcast)
    done, seconds = progress.finished - before, (chat.now - since).total_seconds()
    if done <= 0 or seconds <= 0:
        return []
    pace = _("{n} pesan/detik", n=max(1, round(done / seconds)))
    if progress.to_take:
        return [pace]
    left = formatting.duration((progress.total - progress.finished) * seconds / done)
    return [pace, _("sisa ± {time}", time=left)]


def result(broadcast: Broadcast, progress: Progress) -> Translatable:
    """ "Selesai dalam 14 detik. Terkirim 405 · diblokir 5 · gagal 2"."""
    end, start = broadcast.finished_at, broadcast.started_at
    time = formatting.duration((end - start).total_seconds() if end and start else 0)
    head = _("Selesai dalam {time}.", time=time)
    if stopping(broadcast):
        head = _("Dihentikan setelah {time}.", time=time)
    return lines(head, counts(progress), _refusal(broadcast))


def counts(progress: Progress) -> Translatable:
    others = (
        (_("diblokir {n}", n=progress.gone), progress.gone),
        (_("gagal {n}", n=progress.failed), progress.failed),
        (_("tidak pasti {n}", n=progress.unknown), progress.unknown),
        (_("tidak dikirim {n}", n=progress.cancelled), progress.cancelled),
    )
    parts = [_("Terkirim {n}", n=progress.sent), *(words for words, number in others if number)]
    return listed(parts, " · ")


def _refusal(broadcast: Broadcast) -> Translatable | None:
    """Why the messenger takes none of its messages."""
    if broadcast.status is not BroadcastStatus.STOPPED:
        return None
    return _(
        "Pesan-pesan pertama ditolak semua, jadi sisanya tidak saya kirim. Kata aplikasinya: {reason}. "
        "Biasanya isinya yang perlu diubah.",
        reason=broadcast.reason or _("tanpa keterangan"),
    )


async def reasons(chat: Chat, broadcast: Broadcast, progress: Progress) -> Translatable:
    """Why somebody did not get it."""
    failures = await read_failures(chat.db, broadcast.id)
    failed = [(reason, n) for state, reason, n in failures if state is OutboxState.FAILED]
    lost = [(reason, n) for state, reason, n in failures if state is OutboxState.UNKNOWN]
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


def _grouped(found: list[tuple[str, int]]) -> list[TextLike]:
    return [
        _("{n} × {reason}", n=number, reason=reason or _("tanpa keterangan"))
        for reason, number in found[:MOST_REASONS]
    ]


def line(number: int, broadcast: Broadcast, progress: Progress) -> Translatable:
    """A line of the list: "1. 24 November: Pendaftaran dibuka … · terkirim 405 dari 412"."""
    when = broadcast.started_at or broadcast.send_at or broadcast.created_at
    return _(
        "<b>{number}.</b> {day}: {text} · {standing}",
        number=number,
        day=formatting.short_day(when),
        text=excerpt(broadcast.html),
        standing=_standing(broadcast, progress),
    )


def _standing(broadcast: Broadcast, progress: Progress) -> Translatable:
    if broadcast.status is BroadcastStatus.APPROVAL:
        return _("menunggu persetujuan")
    if broadcast.status is BroadcastStatus.SCHEDULED and broadcast.send_at:
        return _("dijadwalkan {clock}", clock=formatting.clock(broadcast.send_at))
    if running(broadcast, progress):
        percent = formatting.percent(progress.finished, progress.total) if progress.total else "0%"
        paused = broadcast.status is BroadcastStatus.PAUSED
        return _("dijeda {percent}", percent=percent) if paused else _("berjalan {percent}", percent=percent)
    return _("terkirim {n} dari {total}", n=progress.sent, total=progress.total)
