"""The stages of a message in the log: all under one id, and none with what was said or by whom."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.messages.incoming import Attachment, ButtonPress, Contact, IncomingMessage, Picture, Point
from bot.messages.send_result import Gone, Later, Priority, Refused, SendResult, Sent, Unknown
from bot.observability.event_log import EventLog
from bot.observability.events import EVENTS, EventListener, Events, kind
from bot.observability.metrics import Metrics
from tests.support.lines import written

SECRETS = ("081234567890", "Ahmad Rahasia", "Keripik Rahasia", "berkas-rahasia")


@dataclass(frozen=True)
class Reply:
    """As `bot.queue.outbox.ClaimedMessage`."""

    id: int = 34
    channel: str = "telegram"
    priority: Priority = Priority.REPLY
    cause: str = "telegram:12"
    since: float = 0.0
    chat: str = "081234567890"


def said(**what: object) -> IncomingMessage:
    return IncomingMessage.model_validate(
        {"channel": "telegram", "update": "12", "chat": "081234567890", "name": "Ahmad Rahasia", **what}
    )


SALE = said(text="Keripik Rahasia", rich="<b>Keripik Rahasia</b>", contact=Contact(phone="081234567890"))


def broken() -> Exception:
    try:
        raise RuntimeError("Keripik Rahasia dari 081234567890")
    except RuntimeError as error:
        return error


def test_every_stage_of_a_message_has_its_id() -> None:
    log = EventLog()
    with written() as lines:
        log.arrived([SALE])
        log.handled(SALE, "ProductForm", 0.5, 0.01)
        log.sending(Reply())
        log.send_ended(Reply(), Later(2), 0.02, final=False)
        log.send_ended(Reply(), Sent("99"), 0.02, final=True)
        log.recorded([Reply()])
    assert {line["trace_id"] for line in lines.all} == {"telegram:12"}
    assert [line["event"] for line in lines.all] == [
        "arrived",
        "handled",
        "sending",
        "later",
        "sent",
        "recorded",
    ]
    handled = lines.all[1]
    assert (handled["by"], handled["waited"], handled["took"]) == ("ProductForm", 0.5, 0.01)
    assert not any(secret in lines.text for secret in SECRETS)


def test_a_message_that_fails_is_told_at_every_level() -> None:
    with written(level="error") as lines:
        EventLog().failed(SALE, broken())
    line = lines.only
    assert (line["event"], line["trace_id"]) == ("a message could not be handled", "telegram:12")
    assert line["error"].startswith("RuntimeError at test_events.py:")
    assert not any(secret in lines.text for secret in SECRETS)


@pytest.mark.parametrize(
    ("outcome", "priority", "final", "level"),
    [
        (Refused("can't parse Keripik Rahasia"), Priority.REPLY, True, "warning"),
        (Unknown("connection lost"), Priority.NOTICE, True, "warning"),
        (Unknown("connection lost"), Priority.REPLY, False, "debug"),
        (Gone(), Priority.REPLY, True, "debug"),
        (Sent("1"), Priority.REPLY, True, "debug"),
        (Refused("can't parse Keripik Rahasia"), Priority.BROADCAST, True, "debug"),
    ],
)
def test_a_reply_that_is_lost_is_a_warning(
    outcome: SendResult, priority: Priority, final: bool, level: str
) -> None:
    with written() as lines:
        EventLog().send_ended(Reply(priority=priority), outcome, 0.1, final=final)
    line = lines.only
    assert (line["level"], line["trace_id"], line["row"]) == (level, "telegram:12", 34)
    assert not any(secret in lines.text for secret in SECRETS)


def test_stages_are_not_written_where_nobody_follows_them() -> None:
    log = EventLog()
    with written(level="info") as lines:
        log.arrived([SALE])
        log.handled(SALE, "ProductForm", 0.5, 0.01)
        log.sending(Reply())
        log.send_ended(Reply(), Sent(), 0.02, final=True)
        log.recorded([Reply()])
    assert lines.text == ""


def test_many_sendings_that_meet_one_pause_tell_it_once() -> None:
    log = EventLog()
    with written() as lines:
        for _sending in range(64):
            log.paused("telegram", 30, whole_channel=True, flood=True)
        log.paused("telegram", 3, whole_channel=False, flood=True)
        log.paused("page", 1, whole_channel=True, flood=False)
    assert [(line["channel"], line["seconds"]) for line in lines.all] == [("telegram", 30), ("page", 1)]


def test_a_message_without_a_cause_has_no_id() -> None:
    with written() as lines:
        EventLog().sending(Reply(cause=""))
    assert "trace_id" not in lines.only


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ({"text": "Keripik"}, "text"),
        ({"text": "/produk"}, "command"),
        ({"press": ButtonPress(data="a.b")}, "press"),
        ({"press": ButtonPress(data="a.b"), "update": "later-7"}, "timer"),
        ({"picture": Picture(ref="x"), "text": "Foto"}, "photo"),
        ({"attachment": Attachment(ref="x"), "text": "Berkas"}, "file"),
        ({"contact": Contact(phone="0812")}, "contact"),
        ({"point": Point(latitude=0, longitude=0)}, "place"),
        ({"left": False}, "membership"),
        ({"unsupported": True}, "other"),
    ],
)
def test_what_a_message_is(what: dict[str, object], expected: str) -> None:
    assert kind(said(**what)) == expected


class Listener(EventListener):
    """Counts two of the events."""

    def __init__(self) -> None:
        self.heard: list[object] = []

    def unknown_name(self, what: str) -> None:
        self.heard.append(what)

    def paused(self, channel: str, seconds: float, *, whole_channel: bool, flood: bool) -> None:
        self.heard.append((channel, seconds, whole_channel, flood))


def test_every_listener_hears_what_it_wants_and_no_more() -> None:
    one, other, deaf = Listener(), Listener(), EventListener()
    events = Events(one, deaf, other)
    events.unknown_name("button")
    events.paused("telegram", 3, whole_channel=True, flood=False)
    events.database_failed()
    assert one.heard == other.heard == ["button", ("telegram", 3, True, False)]


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_that_nobody_listens_to_is_not_passed_on(event: str) -> None:
    overridden = {"unknown_name", "paused"}
    events = Events(Listener(), EventListener())
    assert (event in vars(events)) == (event in overridden)


def test_metrics_and_log_are_told_the_same() -> None:
    """A listener has no method that is no event: nobody would call it."""
    for listener in (EventLog, Metrics):
        mine = {name for name, one in vars(listener).items() if callable(one) and not name.startswith("_")}
        assert mine <= set(EVENTS)
