"""What was under way in version 0.1.0 comes to its end in this one."""

from __future__ import annotations

from datetime import UTC, datetime

from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.migrations import migrate
from models.queue import dead_letters
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow, OutboxState
from tests.upgrades import people
from tests.upgrades.conftest import loaded
from tests.upgrades.old import JSON_BUTTONS, SORRY, STALE, entries
from tests.upgrades.town import OldTown

ALL = 1000
SCHEDULED, URGENT, PAUSED, RUNNING, APPROVAL, AUTHORLESS = 9, 8, 12, 13, 5, 10
MORNING = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
DAY_AFTER = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)


async def broadcast(town: OldTown, number: int) -> Broadcast:
    [row] = await town.rows(Broadcast, id=number)
    assert isinstance(row, Broadcast)
    return row


async def states(town: OldTown, number: int) -> dict[str, int]:
    """How many messages of a broadcast stand where."""
    rows = [row.state for row in await town.rows(OutboxRow, broadcast_id=number)]
    return {state: rows.count(state) for state in sorted(set(rows))}


async def waits(town: OldTown) -> list[OutboxRow]:
    """Replies and notices that are not sent."""
    rows = await town.rows(OutboxRow, broadcast_id=None, press=None)
    return [row for row in rows if row.state != OutboxState.FAILED]


def data_of(name: str) -> tuple[str, str]:
    """A button that begins so, and a message that it stands under."""
    entry = next(one for one in entries(JSON_BUTTONS) if one["data"].startswith(name))
    return entry["data"], entry["message"]


async def test_the_text_is_of_a_version_that_is_known() -> None:
    async with loaded() as db:
        async with db.engine.connect() as connection:
            version = await migrate.version(connection)
        assert version == "0005"
        await migrate.upgrade(db)
        assert await migrate.state(db) is migrate.MigrationState.CURRENT


async def test_what_waited_is_answered_and_sent(either: OldTown) -> None:
    """Also the reply that a sender had when it was stopped."""
    town = either
    await town.takes_over()
    await town.works()
    await town.deliver()
    assert await waits(town) == []
    assert await town.rows(InboxRow, handled_at=None) == []
    assert town.neighbour(people.HAFSAH).last.text.startswith("Tigang pilar OPOP")
    texts = [bubble.text for bubble in town.neighbour(people.AHMAD).screen]
    assert any("Temu Alumni (Senin, 29 Maret 2027) dibatalkan." in text for text in texts)
    assert "Your role is now: organiser" in " ".join(b.text for b in town.neighbour(people.BILAL).screen)
    aisyah = [bubble.text for bubble in town.neighbour(people.AISYAH).screen]
    assert any(text.startswith("Produk Kakak (1).") for text in aisyah)
    assert "Maksudnya yang ini?" in town.neighbour(people.NUR).last.text
    assert town.neighbour("-100200300").last.text.startswith("Assalamu'alaikum. Saya hanya melayani")
    assert not any(SORRY in bubble.text for one in town.people.values() for bubble in one.screen)


async def test_its_buttons_can_be_pressed(town: OldTown) -> None:
    await town.deliver()
    pressed = 0
    for one, ref, keys in list(town.told):
        for key in keys[:2]:
            await one.presses_data(key.data, ref if ref.isdecimal() else "1")
            assert STALE not in one.toasts[-1:], key
            pressed += 1
    assert pressed > 8
    assert not any(SORRY in bubble.text for one in town.people.values() for bubble in one.screen)


async def test_dead_letters_are_tried_again(either: OldTown) -> None:
    town = either
    async with town.db.write() as session:
        letters = {letter.id for letter in await dead_letters.listed(session)}
        assert await dead_letters.retry(session) == letters
    assert {letter.partition("-")[0] for letter in letters} == {"in", "out"}
    await town.works()
    await town.deliver()
    assert [row for row in await town.rows(InboxRow) if row.failure] == []
    assert await town.rows(OutboxRow, state=OutboxState.FAILED, broadcast_id=None) == []
    salma = [bubble.text for bubble in town.neighbour(people.SALMA).screen]
    assert any(text.startswith("Tiga pilar OPOP") for text in salma)
    ahmad = [bubble.text for bubble in town.neighbour(people.AHMAD).screen]
    assert any(text.startswith("Produk Kakak (2).") for text in ahmad)


async def test_the_bot_presses_what_it_was_to_press(town: OldTown) -> None:
    """The albums are answered, of a form and of a broadcast and without any; the bar of a broadcast is drawn."""
    await town.passes(seconds=1)
    khadijah, siti, dewi = (town.neighbour(chat) for chat in (people.KHADIJAH, people.SITI, people.DEWI))
    assert any("2 foto" in bubble.text for bubble in khadijah.screen)
    assert any("belum bisa saya baca" in b.text for b in town.neighbour(people.SALMA).screen)
    assert any("Mengirim …" in bubble.text for bubble in siti.screen)
    assert any("For whom?" in bubble.text for bubble in dewi.screen)


async def test_a_broadcast_that_runs_goes_on(either: OldTown) -> None:
    """Of what a sender had when it was stopped nobody knows whether it arrived."""
    town = either
    assert await states(town, RUNNING) == {"sending": 3, "sent": 7, "waiting": 4}
    await town.takes_over()
    await town.lets_through(ALL)
    assert await states(town, RUNNING) == {"sent": 11, "unknown": 3}
    assert (await broadcast(town, RUNNING)).status is BroadcastStatus.DONE


async def test_a_broadcast_that_was_paused_goes_on(either: OldTown) -> None:
    town = either
    await town.takes_over()
    await town.lets_through(ALL)
    assert (await broadcast(town, PAUSED)).status is BroadcastStatus.PAUSED
    data, ref = data_of(f"broadcast_report.go_on:{PAUSED}")
    await town.neighbour(people.DEWI).presses_data(data, ref)
    await town.lets_through(ALL)
    assert await states(town, PAUSED) == {"sent": 14}
    assert (await broadcast(town, PAUSED)).status is BroadcastStatus.DONE


async def test_a_broadcast_that_waits_for_approval_is_looked_at_again_and_approved(town: OldTown) -> None:
    siti = town.neighbour(people.SITI)
    data, ref = data_of(f"broadcast_decision.approve:{APPROVAL}")
    await siti.presses_data(data, ref)
    assert (await broadcast(town, APPROVAL)).status is BroadcastStatus.APPROVAL
    await siti.presses("broadcast_decision.approve")
    await town.lets_through(ALL)
    assert (await broadcast(town, APPROVAL)).status is BroadcastStatus.DONE
    approved = "Siti Aminah has approved the broadcast"
    assert any(approved in bubble.text for bubble in town.neighbour(people.DEWI).screen)


async def test_a_broadcast_goes_out_at_its_time(either: OldTown) -> None:
    town = either
    await town.takes_over()
    await town.lets_through(ALL)
    await town.passes(seconds=(MORNING - town.now).total_seconds() - 1)
    assert (await broadcast(town, SCHEDULED)).status is BroadcastStatus.SCHEDULED
    await town.passes(seconds=1)
    assert (await broadcast(town, SCHEDULED)).status is BroadcastStatus.SENDING
    await town.lets_through(ALL)
    assert (await broadcast(town, SCHEDULED)).status is BroadcastStatus.DONE
    assert "Pengajian dan bazar besok pagi." in [b.text for b in town.neighbour(people.AHMAD).screen]


async def test_an_urgent_one_goes_out_in_the_quiet_hours(town: OldTown) -> None:
    await town.passes(seconds=(NIGHT - town.now).total_seconds())
    await town.lets_through(ALL)
    assert (await broadcast(town, URGENT)).status is BroadcastStatus.DONE


async def test_answers_of_an_old_broadcast_still_count(town: OldTown) -> None:
    yusuf = town.neighbour(people.YUSUF)
    data, ref = data_of("broadcast_message.answer:1:0")
    await yusuf.presses_data(data, ref)
    assert "✓ Ikut" in yusuf.last.labels


async def test_the_page_still_shows_what_was_said(town: OldTown) -> None:
    found = await town.page.older(people.AISYAH, 10**9)
    assert len(found["messages"]) > 10


async def test_a_scheduled_broadcast_whose_author_is_gone_goes_out_at_its_time(either: OldTown) -> None:
    """Version 0.1.0 never sent it: no press of its author was left that would have begun it."""
    town = either
    assert (await broadcast(town, AUTHORLESS)).status is BroadcastStatus.SCHEDULED
    await town.takes_over()
    await town.passes(seconds=(DAY_AFTER - town.now).total_seconds())
    await town.lets_through(ALL)
    assert (await broadcast(town, AUTHORLESS)).status is BroadcastStatus.DONE
    assert set(await states(town, AUTHORLESS)) == {"sent"}
