"""An organiser who plans an event, or looks at the one that there is."""

from __future__ import annotations

from models.audit import AuditRow
from tests.handlers.gatherings import organiser, planned_by
from tests.support.client import Someone, Town

CARD = (
    "Temu Bisnis\n"
    "Rabu, 24 Maret 2027 · 09.00–15.00 WIB (16 Syawal 1448 H)\n"
    "Hotel Grand Dafam, Surabaya\n"
    "260 kursi"
)
WHEN = ("/acarabaru", "Temu Bisnis", "Lewati", "Rabu 24 Maret 2027 09.00")
REST = ("sampai jam 3 sore", "Hotel Grand Dafam, Surabaya", "Selesai", "260", "Lewati")


async def plans(town: Town, *answers: str) -> Someone:
    """An organiser who has answered so much of the form."""
    bu_nyai = await organiser(town)
    await bu_nyai.says(answers[0])
    await bu_nyai.fills(*answers[1:])
    return bu_nyai


async def manages(town: Town) -> Someone:
    """The organiser of the only event, who looks at it."""
    bu_nyai = await organiser(town)
    await planned_by(town, bu_nyai.name)
    await bu_nyai.says("/acara")
    await bu_nyai.fills("Kelola acara", "Temu Bisnis")
    return bu_nyai


async def audited(town: Town) -> list[str]:
    return [f"{row.action} {row.subject}" for row in await town.rows(AuditRow)]
