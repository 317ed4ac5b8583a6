"""The stand-in by remote control, for benches and tests in other processes: JSON under `/control/`.

POST do       [{"who": 5, "do": "says", "text": "/mulai"}, ...]   what people do (the methods of `Person`);
              answers [{"ok": true} or {"ok": false, "error": ...}, ...]; who is not there yet is made
POST updates  [{"message": {...}}, ...]                           ready-made updates, without their ids
POST faults   {"delay": 0.05, "per_second": 30, ...}              see `Faults`
GET  events   ?after=SEQ&wait=SECONDS                             what the bot did after SEQ;
              answers {"events": [...], "seq": N}
GET  chat     ?who=5                                              all that the bot sent there
GET  state                                                        calls, violations, updates waiting
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.channels.telegram.standin.errors import Json

if TYPE_CHECKING:
    from tests.channels.telegram.standin.server import Standin

DEEDS = frozenset(
    {
        "says",
        "says_formatted",
        "taps",
        "sends_photo",
        "sends_album",
        "sends_document",
        "shares_contact",
        "sends_location",
        "sends_venue",
        "sends",
        "blocks",
        "unblocks",
    }
)


async def control(standin: Standin, order: str, query: Mapping[str, str], body: Any) -> Any:
    """The answer to one order. Raises `LookupError` for an unknown one."""
    match order:
        case "do":
            return [await _do(standin, deed) for deed in body]
        case "updates":
            return [standin.world.updates.push(*next(iter(update.items()))) for update in body]
        case "faults":
            return standin.faults.set(body)
        case "events":
            events = await standin.world.watch(int(query.get("after", 0)), float(query.get("wait", 0)))
            return {"events": events, "seq": events[-1]["seq"] if events else int(query.get("after", 0))}
        case "chat":
            return _chat(standin, int(query["who"]))
        case "state":
            return _state(standin)
    raise LookupError(order)


async def _do(standin: Standin, deed: Json) -> Json:
    details = {name: value for name, value in deed.items() if name not in ("who", "do")}
    if deed["do"] not in DEEDS:
        return {"ok": False, "error": f"nobody can {deed['do']}"}
    try:
        await getattr(standin.person(id=int(deed["who"])), deed["do"])(**details)
    except (AssertionError, TypeError) as error:
        return {"ok": False, "error": str(error)}
    return {"ok": True}


def _chat(standin: Standin, who: int) -> Json:
    person = standin.person(id=who)
    return {
        "messages": [
            {
                "id": message.id,
                "text": message.text,
                "kind": message.kind,
                "buttons": message.buttons,
                "edits": message.edits,
            }
            for message in person.messages
        ],
        "toasts": person.toasts,
        "menu": person.menu,
        "blocked": person.chat.blocked,
    }


def _state(standin: Standin) -> Json:
    updates = standin.world.updates
    return {
        "calls": dict(standin.world.calls),
        "violations": standin.violations,
        "waiting": len(updates.waiting),
        "polls": updates.polls,
        "chats": len(standin.world.chats),
    }
