"""People with every form open who type and press what nobody should."""

from __future__ import annotations

from bot.messages.incoming import ButtonPress
from models.db.database import Database
from models.people import Role
from models.queue.inbox import InboxRow
from tests.fuzz.inputs import Inputs
from tests.support.client import Someone, Town

STARTS = (
    *("/produk", "/pilar", "/acara", "/profil", "/langganan", "/bantuan", "/data_saya"),
    *("/pengumuman", "/acara_baru", "/statistik", "/peran"),
)

EACH = 25
"""So often somebody types or presses before they begin with something else."""

NUMBERS = ("1", "2", "3", "7:1", "1:2", "1:1:1", "0", "-1")
"""Data that a button may carry: rows that are there, and others."""


class Troublemaker:
    """Somebody who does so many hostile things, by their inputs."""

    def __init__(self, town: Town, someone: Someone, inputs: Inputs) -> None:
        self._town, self._someone, self._inputs = town, someone, inputs
        self.done = 0

    async def act(self) -> None:
        """Type a text, press a button that is there, or one that never was."""
        someone, chance = self._someone, self._inputs.chance
        if self.done % EACH == 0:
            await someone.says(chance.choice(STARTS))
        if chance.random() < 0.5:
            press = ButtonPress(data=self._data(), ref=someone.last.ref, id=f"p{self.done}", photo=False)
            await self._town.receive(someone.incoming(press=press))
        else:
            await someone.says(self._inputs.text())
        self.done += 1
        del someone.screen[:-8]

    def _data(self) -> str:
        """Data of a button that is shown, or something like it, or like another that was declared somewhere."""
        chance = self._inputs.chance
        rows = [row for bubble in self._someone.screen for row in bubble.message.rows]
        shown = [key.data for row in rows for key in row if key.data]
        if shown and chance.random() < 0.4:
            return chance.choice(shown)
        declared = [f"{name}:{chance.choice(NUMBERS)}" for name in self._town.router.buttons]
        return self._inputs.press(shown if shown and chance.random() < 0.5 else declared)


async def talk(db: Database, inputs: Inputs, number: int) -> list[str]:
    """Do `number` hostile things, as a member, an organiser and an admin; the failures that they led to."""
    town = Town(db)
    people = [
        Troublemaker(town, await town.santri(str(chat), role=role), inputs)
        for chat, role in enumerate((Role.MEMBER, Role.ORGANISER, Role.ADMIN), 1)
    ]
    for _turn in range(number // len(people) + 1):
        for person in people:
            await person.act()
    return [row.failure for row in await town.rows(InboxRow) if row.failure is not None]
