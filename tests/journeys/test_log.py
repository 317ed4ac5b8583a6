"""The log of the real program: where each message was, and nothing of what it said."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.journeys.office import Office, opened
from tests.support.fakes import until

FOLLOWED = ("[logs]", 'format = "json"', 'level = "debug"')
SECRETS = ("Rahasia", "Keripik", "15rb", "15.000", "81234567890")


def lines(office: Office) -> list[dict[str, Any]]:
    return [json.loads(line) for line in office.log.splitlines()]


def stages(office: Office) -> list[list[dict[str, Any]]]:
    """The lines about each message, in the order in which they arrived."""
    found = defaultdict[str, list[dict[str, Any]]](list)
    for line in lines(office):
        if "trace_id" in line:
            found[line["trace_id"]].append(line)
    return list(found.values())


async def test_a_message_is_followed_from_its_arrival_until_its_answer_is_recorded(tmp_path: Path) -> None:
    async with opened(tmp_path, *FOLLOWED) as office:
        santri = await office.santri("Ahmad Rahasia")
        await santri.says("/produk", "Apa nama produknya?")
        await santri.says("Keripik Rahasia", "Termasuk jenis apa?")
        await santri.taps("Makanan", "Berapa harganya?")
        await santri.says("15rb", "Untuk satuan apa?")
        await until(lambda: all(told[-1]["event"] == "recorded" for told in stages(office)))
    followed = stages(office)
    assert len(followed) == 4
    for told in followed:
        assert [line["event"] for line in told] == ["arrived", "handled", "sending", "sent", "recorded"]
    assert [told[0]["kind"] for told in followed] == ["command", "text", "press", "text"]
    assert [told[1]["by"] for told in followed] == ["/produk", *["product"] * 3]
    assert not any(secret in office.log for secret in SECRETS)


async def test_an_answer_that_telegram_refuses_is_told_with_its_message(tmp_path: Path) -> None:
    async with opened(tmp_path, *FOLLOWED[:2]) as office:
        santri = await office.santri("Ahmad Rahasia")
        office.standin.faults.next("sendMessage", "refused")
        await santri.phone.says("/produk Keripik Rahasia")
        await until(lambda: any(line["level"] == "warning" for line in lines(office)))
        [warning] = [line for line in lines(office) if line["level"] == "warning"]
        assert warning["event"] == "refused"
        assert warning["trace_id"].startswith("telegram:")
        assert not any(secret in office.log for secret in SECRETS)
