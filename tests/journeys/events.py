"""Planning an event, for the journeys that need one."""

from __future__ import annotations

from tests.journeys.days import on, wednesday
from tests.journeys.visitors import Visitor

PLACE = "Hotel Grand Dafam, Surabaya"


async def plans(organiser: Visitor, title: str, seats: int = 260) -> None:
    """A draft of an event with its point on the map."""
    await organiser.says("/acarabaru", "1/7 Apa nama acaranya?")
    await organiser.fills((title, "2/7"), ("Lewati", "3/7 Kapan mulainya?"))
    await organiser.says(f"{on(wednesday())} jam 09.00", f"{on(wednesday())} · 09.00 WIB. 4/7")
    await organiser.says("15.00", "5/7 Di mana tempatnya?")
    await organiser.says(PLACE, f"{PLACE}. Kirim juga titiknya")
    await organiser.sends_location(-7.265, 112.74, f"{PLACE}. 6/7 Ada berapa kursi?")
    await organiser.fills((str(seats), "7/7"), ("Lewati", "Sudah benar?"), ("Simpan", "Draf, belum terbit."))


async def publishes(organiser: Visitor, title: str, seats: int = 260) -> None:
    await plans(organiser, title, seats)
    await organiser.taps("Terbitkan", "Terbit · hadir 0")


async def opens(guest: Visitor, title: str) -> None:
    """The card of one event among several."""
    await guest.says("/acara", title)
    if "Semua acara" not in guest.phone.buttons:
        await guest.taps(title, title)


async def manages(organiser: Visitor, title: str) -> None:
    await organiser.says("/acara", title)
    await organiser.taps("Kelola acara", title)
    await organiser.taps(title, title)
