"""Broadcasts that were sent to the people of the demo, and the first messages of their chats on the page."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.broadcasts.tables import BROADCAST_PRIORITY, Broadcast, BroadcastStatus
from models.people import Address, Person
from models.queue.outbox import OutboxRow, OutboxState

TEXTS = {
    12: "Assalamu'alaikum, Kak. Pendaftaran <b>Pelatihan Pengemasan Produk</b> sudah dibuka. Ketik /acara, ya.",
    5: "Ingat, Kak: <b>Silaturahim &amp; Temu Bisnis OPOP</b> sebentar lagi. Jawab undangannya di /acara.",
}
"""Broadcasts that were sent to everybody, by the days since then."""

BLOCKED, FAILED = 4, 2
REASON = "chat not found"
PER_SECOND = 25
DAY = timedelta(days=1)

OPENINGS = {
    "santri": "home.welcome",
    "penyelenggara": "home.welcome",
    "admin": "home.welcome",
    "baru": "start.greet:id",
}
"""Each chat on the page, and the screen that it opens with, as a button's data."""


async def broadcast(
    session: AsyncSession,
    dice: random.Random,
    addresses: Sequence[Address],
    organiser: Person,
    now: datetime,
) -> None:
    """The broadcasts of the last days; a few people have blocked the bot when the last one reaches them."""
    strangers = [one for one in addresses if one.chat not in OPENINGS]
    unlucky = dice.sample(strangers, BLOCKED + FAILED)
    blocked, failed = unlucky[:BLOCKED], unlucky[BLOCKED:]
    for days, html in TEXTS.items():
        states: dict[int, tuple[OutboxState, str | None]] = {
            one.id: (OutboxState.FAILED, REASON) for one in failed
        }
        if days == min(TEXTS):
            states |= {one.id: (OutboxState.GONE, None) for one in blocked}
        morning = (now - days * DAY).replace(hour=2, minute=30)  # 09.30 WIB
        await _sent(session, _broadcast(html, len(addresses), organiser, morning), addresses, states)
    for address in blocked:
        address.gone_at = now - min(TEXTS) * DAY


def _broadcast(html: str, recipients: int, organiser: Person, started: datetime) -> Broadcast:
    return Broadcast(
        created_by=organiser.id,
        html=html,
        audience={},
        status=BroadcastStatus.DONE,
        recipients=recipients,
        created_at=started - timedelta(minutes=3),
        started_at=started,
        finished_at=started + timedelta(seconds=recipients / PER_SECOND),
    )


async def _sent(
    session: AsyncSession,
    one: Broadcast,
    addresses: Sequence[Address],
    states: Mapping[int, tuple[OutboxState, str | None]],
) -> None:
    """Its rows in the outbox, as they stay for the report; where `states` says nothing, it arrived."""
    session.add(one)
    await session.flush()
    ended = {"priority": BROADCAST_PRIORITY, "broadcast_id": one.id, "finished_at": one.finished_at}
    rows: list[dict[str, Any]] = []
    for address in addresses:
        state, reason = states.get(address.id, (OutboxState.SENT, None))
        place = {"channel": address.channel, "chat": address.chat, "send_after": one.started_at}
        rows.append(ended | place | {"state": state, "reason": reason})
    await session.execute(insert(OutboxRow), rows)


def openings(channel: str, now: datetime) -> list[OutboxRow]:
    """The bot speaks first, so that nobody looks at an empty page."""
    return [
        OutboxRow(channel=channel, chat=chat, priority=0, press=press, send_after=now)
        for chat, press in OPENINGS.items()
    ]
