"""People with every form open who type and press what nobody should."""

from __future__ import annotations

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
        shown = [
            key.data
            for bubble in someone.screen[-8:]
            for row in bubble.message.rows
            for key in row
            if key.data
        ]
        if shown and chance.random() < 0.5:
            real = chance.random() < 0.6
            await self._press(chance.choice(shown) if real else self._inputs.press(shown))
        else:
            await someone.says(self._inputs.text())
        self.done += 1
        del someone.screen[:-8]

    async def _press(self, data: str) -> None:
        bubble = self._someone.last
        label = next((key.label for row in bubble.message.rows for key in row), "")
        if label:
            press = self._someone.press(label, bubble)
            assert press.press is not None
            press = press.model_copy(update={"press": press.press.model_copy(update={"data": data})})
            await self._town.receive(press)


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
