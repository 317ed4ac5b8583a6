"""The progress of a broadcast in words: a bar while it runs, its result, and the reasons of failures."""

from __future__ import annotations

from bot.dialog.context import Chat
from bot.i18n import formatting
from bot.i18n.messages import TextLike, Translatable, _, _n, join, lines, paragraphs
from models.broadcasts import listing
from models.broadcasts.progress import Progress, read_failures
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.queue.outbox import OutboxState

MAX_REASONS = 8


def is_running(broadcast: Broadcast, progress: Progress) -> bool:
    """Return whether messages of it are still to be sent, or to be called back."""
    if broadcast.status in {BroadcastStatus.SENDING, BroadcastStatus.PAUSED}:
        return True
    return broadcast.started_at is not None and progress.finished < progress.total


def is_stopping(broadcast: Broadcast) -> bool:
    """Return whether no more messages of it begin to be sent."""
    return broadcast.status in {BroadcastStatus.CANCELLED, BroadcastStatus.STOPPED}


async def bar(chat: Chat, broadcast: Broadcast, progress: Progress) -> Translatable:
    """ "Mengirim … ▓▓▓▓▓▓░░░░ 61% · 251 dari 412 · 28 pesan/detik · sisa ± 6 detik"."""
    if is_stopping(broadcast):
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
    return join([words, *await _speed(chat, broadcast, progress)], " · ")


async def _speed(chat: Chat, broadcast: Broadcast, progress: Progress) -> list[Translatable]:
    """Messages a second since it last began to run, and the time that the rest takes at that pace."""
    since, before = await listing.last_begun(chat.db, broadcast)
    done, seconds = progress.finished - before, (chat.now - since).total_seconds()
    if done <= 0 or seconds <= 0:
        return []
    speed = _("{n} pesan/detik", n=max(1, round(done / seconds)))
    if progress.to_take:
        return [speed]
    left = formatting.duration((progress.total - progress.finished) * seconds / done)
    return [speed, _("sisa ± {time}", time=left)]


def result(broadcast: Broadcast, progress: Progress) -> Translatable:
    """ "Selesai dalam 14 detik. Terkirim 405 · diblokir 5 · gagal 2"."""
    end, start = broadcast.finished_at, broadcast.started_at
    time = formatting.duration((end - start).total_seconds() if end and start else 0)
    head = _("Selesai dalam {time}.", time=time)
    if is_stopping(broadcast):
        head = _("Dihentikan setelah {time}.", time=time)
    return lines(head, _counts(progress), _refusal(broadcast))


def _counts(progress: Progress) -> Translatable:
    others = (
        (_("diblokir {n}", n=progress.gone), progress.gone),
        (_("gagal {n}", n=progress.failed), progress.failed),
        (_("tidak pasti {n}", n=progress.unknown), progress.unknown),
        (_("tidak dikirim {n}", n=progress.cancelled), progress.cancelled),
    )
    parts = [_("Terkirim {n}", n=progress.sent), *(words for words, number in others if number)]
    return join(parts, " · ")


def _refusal(broadcast: Broadcast) -> Translatable | None:
    """The reason why the messenger takes none of its messages; None where it does."""
    if broadcast.status is not BroadcastStatus.STOPPED:
        return None
    return _(
        "Pesan-pesan pertama ditolak semua, jadi sisanya tidak saya kirim. Kata aplikasinya: {reason}. "
        "Biasanya isinya yang perlu diubah.",
        reason=broadcast.reason or _("tanpa keterangan"),
    )


async def reasons(chat: Chat, broadcast: Broadcast, progress: Progress) -> Translatable:
    """The reasons why people did not get it."""
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
        for reason, number in found[:MAX_REASONS]
    ]
