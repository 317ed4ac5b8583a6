"""An event as a file that every calendar can read (RFC 5545).

It is made when it is sent (`bot.dialog.lazy_files`), so that it tells how the event is then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.dialog.lazy_files import lazy_file
from bot.dialog.parsing.text import clean_long
from models.db.database import Database, utcnow
from models.events import Event

LINE_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@lazy_file("calendar", "text/calendar")
async def calendar_file(db: Database, ref: str) -> bytes:
    """The file of the event whose id is `ref`. Raises `FileNotFoundError`."""
    async with db.read() as session:
        event = await session.get(Event, int(ref))
    if event is None:
        raise FileNotFoundError(f"no event {ref}")
    return file(event, utcnow())


def file(event: Event, now: datetime) -> bytes:
    """The event's file; a later one of the same event takes the place of an earlier one in a calendar."""
    return "".join(f"{folded(line)}\r\n" for line in _lines(event, now)).encode()


def _lines(event: Event, now: datetime) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//santribot//acara//ID", "METHOD:PUBLISH")
    yield "BEGIN:VEVENT"
    yield f"UID:{event.code}@santribot"
    yield f"DTSTAMP:{_utc(now)}"
    yield f"DTSTART:{_utc(event.starts_at)}"
    yield f"DTEND:{_utc(event.ends_at)}"
    yield f"SUMMARY:{escaped(event.title)}"
    yield f"LOCATION:{escaped(event.place_name)}"
    if event.latitude is not None and event.longitude is not None:
        yield f"GEO:{event.latitude:.6f};{event.longitude:.6f}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def escaped(text: str) -> str:
    """`text` as a TEXT value (section 3.3.11), whoever kept it: no control character but the escaped line break, and no
    mark that turns the direction of what follows.
    """
    return clean_long(text).translate(_ESCAPED)


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, never within a character (section 3.1)."""
    pieces, octets = [""], 0
    for character in line:
        size = len(character.encode())
        if octets + size > LINE_OCTETS:
            pieces.append(" ")
            octets = 1
        pieces[-1] += character
        octets += size
    return "\r\n".join(pieces)


def _utc(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"
