"""A circuit: closed while messages are taken, open while they are not, and tried by one at a time."""

from __future__ import annotations

import pytest

from bot.delivery.circuits import (
    MAX_PAUSE_SECONDS,
    MIN_CHATS,
    MIN_PAUSE_SECONDS,
    PROBE_SECONDS,
    Circuit,
    Circuits,
    kind_of,
)
from bot.messages.incoming import Point
from bot.messages.outgoing import OutgoingMessage
from bot.messages.send_result import Gone, Later, Refused, SendResult, Sent, Unavailable, Unknown

BROKEN = Unavailable("the server answered 500")
PLACE = Point(latitude=1, longitude=2)


@pytest.fixture
def opened() -> Circuit:
    """A circuit that opened at 0."""
    circuit = Circuit()
    for number in range(MIN_CHATS):
        assert not circuit.start(f"{number}")
    for number in range(MIN_CHATS):
        assert not circuit.ended(f"{number}", BROKEN, 0.0, probe=False)
    assert circuit.is_open
    return circuit


def test_it_opens_when_several_chats_fail_and_nothing_arrives_between() -> None:
    circuit = Circuit()
    for chat, outcome in (("a", BROKEN), ("b", BROKEN), ("a", BROKEN), ("c", Sent()), ("d", BROKEN)):
        circuit.ended(chat, outcome, 0.0, probe=False)
        assert not circuit.is_open
    assert circuit.is_alone("d")
    assert not circuit.is_alone("e")


def test_one_tries_after_a_pause_that_grows_up_to_a_bound(opened: Circuit) -> None:
    now, pauses = 0.0, []
    for number in range(6):
        pauses.append(opened.wait(now))
        now += pauses[-1]
        assert opened.wait(now) == 0
        assert opened.start(f"probe {number}")
        assert opened.wait(now) == PROBE_SECONDS
        assert opened.ended(f"probe {number}", Unknown("timed out"), now, probe=True)
    assert pauses == [MIN_PAUSE_SECONDS, 2, 4, 8, MAX_PAUSE_SECONDS, MAX_PAUSE_SECONDS]


@pytest.mark.parametrize("outcome", [Sent(), Gone(), Refused("x"), Later(5, flood=True)])
def test_it_closes_when_the_channel_takes_or_refuses_one(opened: Circuit, outcome: SendResult) -> None:
    assert opened.start("a")
    assert opened.ended("a", outcome, 1.0, probe=True)
    assert not opened.is_open
    assert opened.wait(1.0) == 0


def test_what_fails_late_makes_the_pause_no_longer(opened: Circuit) -> None:
    assert not opened.ended("late", BROKEN, 0.5, probe=False)
    assert opened.wait(0.5) == 0.5


def test_what_arrives_late_closes_it_while_another_one_tries(opened: Circuit) -> None:
    assert opened.start("a")
    assert opened.ended("late", Sent(), 1.5, probe=False)
    assert opened.wait(1.5) == 0
    assert not opened.start("b")
    assert opened.ended("a", BROKEN, 2.0, probe=True)
    assert not opened.is_open
    assert opened.wait(2.0) == 0


@pytest.mark.parametrize(("whole_channel", "wait"), [(True, MIN_PAUSE_SECONDS), (False, 0)])
def test_a_probe_that_could_not_be_made_says_nothing(
    opened: Circuit, whole_channel: bool, wait: float
) -> None:
    assert opened.start("a")
    assert opened.ended("a", Later(2, whole_channel=whole_channel), 1.0, probe=True)
    assert opened.is_open
    assert opened.wait(1.0) == wait


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        (OutgoingMessage(html="a"), "text"),
        (OutgoingMessage(html="a", photos=[1]), "photo"),
        (OutgoingMessage(html="a", photos=[1, 2]), "album"),
        (OutgoingMessage(html="a", file=1), "file"),
        (OutgoingMessage(point=PLACE), "pin"),
        (OutgoingMessage(point=PLACE.model_copy(update={"name": "Grand Dafam"})), "venue"),
        (OutgoingMessage(html="a", changes="5"), "change"),
        (OutgoingMessage(answers="5", toast="a"), "silent"),
        (OutgoingMessage(menu=[]), "silent"),
    ],
)
def test_each_kind_has_its_own(message: OutgoingMessage, kind: str) -> None:
    assert kind_of(message) == kind
    circuits = Circuits()
    for number in range(MIN_CHATS):
        circuits.of(message).ended(f"{number}", BROKEN, 0.0, probe=False)
    others = [OutgoingMessage(html="a"), OutgoingMessage(file=1), OutgoingMessage(point=PLACE)]
    assert [circuits.of(other).is_open for other in others] == [kind_of(other) == kind for other in others]
    assert circuits.any_waits(0.5)
    assert not circuits.any_waits(1.5)
