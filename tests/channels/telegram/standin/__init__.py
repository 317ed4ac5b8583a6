"""A stand-in for Telegram's Bot API on 127.0.0.1, with people who write to the bot and see what it answers.

    async with Standin() as standin:                     # standin.url, standin.token
        santri = standin.person(first_name="Ahmad")
        await santri.says("/mulai")
        await santri.waits_for("Assalamu'alaikum")
        await santri.taps("Setuju")
        assert "Nama" in santri.sees
        assert standin.violations == []

It checks what it is sent as Telegram would, and more: a parameter that Telegram does not know is refused too.
"""

from tests.channels.telegram.standin.faults import Faults
from tests.channels.telegram.standin.people import Group, Person
from tests.channels.telegram.standin.server import Standin
from tests.channels.telegram.standin.world import Message

__all__ = ["Faults", "Group", "Message", "Person", "Standin"]
