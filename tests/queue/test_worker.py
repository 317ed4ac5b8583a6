"""The worker: each message once, in order, apart from other people's, and no failure stops the next."""

from __future__ import annotations

import logging

import pytest

from models.people import Role
from models.queue.inbox import InboxRow
from models.queue.outbox import OutboxRow
from tests.support.client import Town
from tests.support.lines import written


async def test_the_same_update_twice_is_handled_once(market: Town) -> None:
    santri = await market.santri()
    message = santri.incoming(text="/menu")
    await market.receive(message, message)
    await market.receive(message)
    assert len(santri.screen) == 1


async def test_fifty_messages_of_one_person_are_answered_in_order(market: Town) -> None:
    santri = await market.santri()
    await market.receive(*(santri.incoming(text=f"/zz{number}") for number in range(50)))
    answered = [bubble.text.partition("/zz")[2].partition(".")[0] for bubble in santri.screen]
    assert answered == [str(number) for number in range(50)]


async def test_messages_of_two_people_that_come_mixed_are_kept_apart(market: Town) -> None:
    ahmad, siti = await market.santri("1", "Ahmad"), await market.santri("2", "Siti")
    told = [("/jual", "/jual"), ("Keripik", "Sirup"), ("makanan", "minuman"), ("ya", "20rb/botol")]
    await market.receive(
        *(who.incoming(text=t) for pair in told for who, t in zip((ahmad, siti), pair, strict=True))
    )
    assert "Harganya?" in ahmad.sees
    assert siti.sees.startswith("Rp20.000.")
    assert "Sebulan berapa?" in siti.sees


async def test_a_form_goes_on_within_one_batch(market: Town) -> None:
    santri = await market.santri()
    await market.receive(*(santri.incoming(text=text) for text in ("/jual", "Keripik", "minuman", "15rb")))
    assert "Satuannya?" in santri.sees


async def test_what_was_said_is_forgotten_once_it_is_handled(market: Town) -> None:
    santri = await market.santri()
    await santri.says("/menu rahasia")
    [arrival] = await market.rows(InboxRow)
    assert (arrival.body, arrival.chat, arrival.handled_at) == (None, "", market.now)
    assert await market.rows(OutboxRow) == []


async def test_a_failing_handler_apologises_and_the_others_are_answered(
    market: Town, caplog: pytest.LogCaptureFixture
) -> None:
    ahmad, siti = await market.santri("1", "Ahmad"), await market.santri("2", "Siti")
    with caplog.at_level(logging.ERROR):
        await market.receive(
            siti.incoming(text="/menu"),
            ahmad.incoming(text="/rusak kata sandi saya"),
            ahmad.incoming(text="/menu"),
            siti.incoming(text="/jual"),
        )
    assert ahmad.screen[0].text.startswith("Maaf, Kak, ada gangguan di pihak kami")
    assert ahmad.last.text == "Layar pertama."
    assert siti.screen[0].text == "Layar pertama."
    assert "Namanya?" in siti.sees
    [failed] = [row for row in await market.rows(InboxRow) if row.failure]
    assert failed.failure.startswith("RuntimeError at ")
    assert "shop.py" in failed.failure
    assert failed.body is not None


async def test_what_people_wrote_is_never_logged(market: Town, caplog: pytest.LogCaptureFixture) -> None:
    santri = await market.santri(chat="081234567890", name="Ahmad Rahasia")
    with caplog.at_level(logging.DEBUG):
        await santri.says("/jual")
        await santri.says("Keripik Rahasia")
        await santri.says("/rusak Keripik Rahasia")
    assert caplog.records
    for secret in ("kesalahan di dalam", "Keripik Rahasia", "081234567890", "Ahmad Rahasia"):
        assert secret not in caplog.text


async def test_a_message_that_fails_is_named_in_the_log(market: Town) -> None:
    santri = await market.santri(chat="081234567890", name="Ahmad Rahasia")
    with written() as lines:
        await santri.says("/menu")
        await santri.says("/rusak Keripik Rahasia")
    [error] = [line for line in lines.all if line["level"] == "error"]
    [first, second] = [line["trace_id"] for line in lines.all if line["event"] == "arrived"]
    assert error["trace_id"] == second
    assert "shop.py" in error["error"]
    assert [line["trace_id"] for line in lines.all if line["event"] == "handled"] == [first]
    for secret in ("kesalahan di dalam", "Keripik Rahasia", "081234567890", "Ahmad Rahasia"):
        assert secret not in lines.text


async def test_a_press_is_always_answered(market: Town) -> None:
    santri = await market.santri()
    await santri.says("/menu")
    await santri.taps("Hitung")
    assert santri.last.message.answers
    await santri.taps("Lagi")
    assert (santri.last.text, santri.last.changed) == ("Hitungan 2.", 2)


async def test_a_button_is_checked_again_when_it_is_pressed(market: Town) -> None:
    santri, organiser = await market.santri("1"), await market.santri("2", role=Role.ORGANISER)
    await santri.says("/menu")
    await santri.taps("Rahasia")
    assert santri.toasts == ["Maaf, ini hanya untuk penyelenggara."]
    await organiser.says("/menu")
    await organiser.taps("Rahasia")
    assert organiser.last.text == "Ini rahasia."


async def test_a_link_leads_where_it_says(market: Town) -> None:
    santri = await market.santri()
    await santri.says("/start n-42")
    assert santri.last.text == "Tautan ke 42."
    await santri.says("/start zzz-1")
    assert santri.last.text == "Mulai."
