"""The seal tells two contents of a broadcast apart, and a revision has one content, whatever was changed when."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from models.broadcasts import content, lifecycle
from models.broadcasts.seal import seal
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Database
from models.topics import Topic
from tests.models.village import NOW
from tests.support.databases import migrated

texts = st.sampled_from(["a", "b", "<b>a</b>", "a ", "", "ä", '","html":"a'])
columns = st.one_of(
    st.tuples(st.just("html"), texts),
    st.tuples(st.just("choices"), st.lists(texts, max_size=3)),
    st.tuples(st.just("card"), st.sampled_from([None, "event:1", "event:11", "product:1"])),
    st.tuples(st.just("topic"), st.sampled_from(Topic)),
    st.tuples(st.just("urgent"), st.booleans()),
    st.tuples(
        st.just("audience"), st.sampled_from([{}, {"regions": ["3509"]}, {"regions": ["3509", "3579"]}])
    ),
    st.tuples(st.just("send_at"), st.sampled_from([None, NOW, NOW + timedelta(microseconds=1)])),
)
changes = st.one_of(
    columns,
    st.tuples(st.sampled_from(["en", "jv"]), st.one_of(st.none(), texts)),
    st.tuples(st.sampled_from(["schedule", "submit", "back"]), st.none()),
)


async def change(session: AsyncSession, broadcast: Broadcast, name: str, value: Any) -> None:
    """Do one thing that an organiser can do, each by the way that the bot does it."""
    if name in {"en", "jv"}:
        written = content.write(session, broadcast.id, name, value) if value is not None else None
        await (written or content.unwrite(session, broadcast.id, name))
    elif name == "schedule" and broadcast.status is BroadcastStatus.DRAFT:
        await lifecycle.schedule(session, broadcast, NOW + timedelta(days=1))
    elif name == "submit" and broadcast.status is BroadcastStatus.DRAFT:
        await lifecycle.submit(session, broadcast, NOW)
    elif name == "back":
        await lifecycle.back_to_draft(session, broadcast.id)
    elif hasattr(broadcast, name):
        setattr(broadcast, name, value)


async def kept(session: AsyncSession, broadcast: Broadcast) -> str:
    """All that goes out, read without the seal's help."""
    await session.flush()
    await session.refresh(broadcast)
    own = (
        broadcast.html,
        broadcast.choices,
        broadcast.card,
        broadcast.topic,
        broadcast.urgent,
        broadcast.audience,
        broadcast.send_at,
    )
    return repr((own, await content.texts(session, broadcast.id)))


async def story(db: Database, steps: Sequence[tuple[str, Any]]) -> None:
    async with db.write() as session:
        session.add(Broadcast(id=1, html="a", created_at=NOW))
    seals: dict[str, str] = {}
    contents: dict[int, str] = {}
    for name, value in [("start", None), *steps]:
        async with db.write() as session:
            broadcast = await session.get_one(Broadcast, 1)
            before = broadcast.revision
            await change(session, broadcast, name, value)
            sealed = await seal(session, broadcast)
        async with db.read() as session:
            broadcast = await session.get_one(Broadcast, 1)
            assert await seal(session, broadcast) == sealed
            now = await kept(session, broadcast)
            assert broadcast.revision >= before
            assert seals.setdefault(now, sealed) == sealed
            assert contents.setdefault(broadcast.revision, now) == now
    assert len(set(seals.values())) == len(seals)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(changes, max_size=12))
def test_whatever_is_changed_seal_and_revision_tell(steps: list[tuple[str, Any]]) -> None:
    async def run() -> None:
        async with migrated("sqlite") as db:
            await story(db, steps)

    asyncio.run(run())
