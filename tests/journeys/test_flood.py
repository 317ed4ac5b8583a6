"""A stranger floods the bot as it comes out of the box: they are told once, and people beside them notice nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.channels.telegram.standin import Standin
from tests.support.fakes import until
from tests.support.programs import configured, started

FLOOD = 1_000
SENTENCE = "Pelan-pelan, ya, Kak."


@pytest.mark.long
async def test_a_stranger_with_a_thousand_messages_is_told_once_and_others_are_answered(
    tmp_path: Path,
) -> None:
    async with Standin() as standin:
        stranger, siti = standin.person(first_name="Orang"), standin.person(first_name="Siti")
        for number in range(FLOOD):
            await stranger.says(f"banjir {number}")
        await siti.says("/mulai")
        await stranger.says("BERHENTI")
        async with started(configured(standin, tmp_path, limited=True)):
            await siti.waits_for("Assalamu'alaikum", 60)
            await stranger.waits_for("Kakak belum terdaftar", 60)
            await until(lambda: not standin.world.updates.waiting)
        told = [message for message in stranger.messages if SENTENCE in message.text]
        assert len(told) == 1
        assert len(stranger.messages) < 100
