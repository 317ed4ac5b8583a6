"""A photo that is made to harm holds up nobody: it is given up, and others' photos go on."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import psutil
import pytest
from PIL import Image

from bot.i18n.messages import render
from bot.media import images
from bot.media.decoding.limits import MAX_BYTES, MAX_SCANS, Deadline
from bot.media.decoding.photo import count_scans
from bot.media.decoding.pool import DecoderPool
from bot.media.images import NOT_READABLE, TOO_LARGE, TOO_SLOW, NotAnImageError, end_decoders, prepare
from tests.support.fakes import until
from tests.support.webchat_world import photo

LONG = Deadline(processor=600, clock=600)
END = b"\xff\xd9"


def progressive(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "green").save(out, "JPEG", progressive=True)
    return out.getvalue()


def with_scans(data: bytes, number: int) -> bytes:
    """The same photo, whose last scan comes so often again: each is a few bytes, and goes over all pixels."""
    last = data[data.rindex(b"\xff\xda") : -len(END)]
    return data[: -len(END)] + last * number + END


SLOW = with_scans(progressive(6000, 6000), MAX_SCANS - 12)


@pytest.fixture
def deadline(monkeypatch: pytest.MonkeyPatch) -> Callable[[Deadline], None]:
    return lambda given: monkeypatch.setattr(images, "DEADLINE", given)


@pytest.fixture(autouse=True)
def nothing_left() -> None:
    end_decoders()


def decoders() -> list[psutil.Process]:
    """The processes that decode for this one."""
    found = psutil.Process().children()
    return [child for child in found if "bot.media.decoding.process" in child.cmdline()]


def test_thousands_of_scans_are_refused_before_they_are_decoded() -> None:
    bomb = with_scans(progressive(6000, 6000), 100_000)
    with pytest.raises(NotAnImageError) as refusal:
        prepare(bomb)
    assert refusal.value.words is TOO_SLOW
    assert [child.cpu_times().user < 5 for child in decoders()] == [True]


def test_photos_of_cameras_have_few_scans() -> None:
    assert count_scans(photo(100, 100)) == 1
    assert 5 < count_scans(progressive(100, 100)) < 15
    assert count_scans(photo(10, 10, kind="PNG")) == 0


def test_what_stands_behind_the_photo_is_not_counted() -> None:
    """Some phones put a short film there."""
    moving = photo(100, 100) + b"\xff\xda\x00\x08 film" * 1000
    assert count_scans(moving) == 1
    assert Image.open(BytesIO(prepare(moving))).size == (100, 100)


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_scans_of_damaged_photos_are_counted_too(cut: int) -> None:
    assert count_scans(progressive(64, 64)[:cut]) < 15


def test_too_many_bytes_are_refused_unread() -> None:
    with pytest.raises(NotAnImageError) as refusal:
        prepare(b"\xff\xd8" + bytes(MAX_BYTES))
    assert refusal.value.words is TOO_LARGE
    assert decoders() == []


def test_a_photo_that_takes_too_long_is_given_up_with_a_sentence(
    deadline: Callable[[Deadline], None],
) -> None:
    deadline(Deadline(processor=0.2))
    with pytest.raises(NotAnImageError) as refusal:
        prepare(SLOW)
    assert render(refusal.value.words, "id").startswith("Membuka foto ini terlalu lama.")
    assert decoders() == []
    deadline(Deadline())
    assert Image.open(BytesIO(prepare(photo(300, 200)))).size == (300, 200)


def test_a_process_that_stands_still_is_given_up_too(deadline: Callable[[Deadline], None]) -> None:
    """By the clock: it takes no time of the processor."""
    prepare(photo())
    [decoder] = decoders()
    decoder.suspend()
    deadline(Deadline(clock=0.2))
    with pytest.raises(NotAnImageError):
        prepare(photo())
    assert decoders() == []


def test_a_process_that_has_died_is_made_anew() -> None:
    prepare(photo())
    [decoder] = decoders()
    decoder.kill()
    decoder.wait()
    assert prepare(photo())


async def test_photos_of_others_go_on(deadline: Callable[[Deadline], None]) -> None:
    deadline(LONG)
    slow = asyncio.create_task(images.prepare_in_thread(SLOW))
    await until(lambda: any(child.cpu_times().user > 0.3 for child in decoders()))
    for _ in range(5):
        assert await images.prepare_in_thread(photo())
    assert not slow.done()
    end_decoders()
    with pytest.raises(NotAnImageError):
        await slow


def test_large_photos_are_decoded_too() -> None:
    out = BytesIO()
    Image.new("RGBA", (6900, 5700), "green").save(out, "PNG", compress_level=1)
    assert Image.open(BytesIO(prepare(out.getvalue()))).size == (1280, 1057)


def test_memory_is_limited() -> None:
    """Where a library takes more than it should, the photo is refused, and the machine is not filled."""
    pool = DecoderPool(1)
    try:
        problem, _jpeg = pool.decode(progressive(3500, 3500), Deadline())
        assert problem == 0
        limit = Path(f"/proc/{decoders()[0].pid}/limits").read_text()
        assert "Max data size" in limit
        assert "unlimited" not in next(line for line in limit.splitlines() if "Max data size" in line)[:45]
    finally:
        pool.close()


def test_secrets_are_not_given_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANTRIBOT_TELEGRAM__TOKEN", "1:rahasia")
    prepare(photo())
    [decoder] = decoders()
    assert not [name for name in decoder.environ() if name.startswith("SANTRIBOT_")]


def test_after_a_while_without_photos_the_process_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.media.decoding.pool.IDLE_SECONDS", 0.0)
    prepare(photo())
    for _ in range(1000):
        if not decoders():
            break
        psutil.wait_procs(decoders(), timeout=0.05)
    assert decoders() == []
    assert prepare(photo())


PROGRAM = """
import sys, threading
from bot.media import images
from bot.media.decoding.limits import Deadline
images.DEADLINE = Deadline(600, 600)
data = open(sys.argv[1], "rb").read()
threading.Thread(target=images.prepare, args=(data,), daemon=True).start()
sys.stdin.read()
images.end_decoders()
"""


@pytest.mark.parametrize("killed", [True, False], ids=["killed", "stopped"])
async def test_nothing_is_left_when_the_bot_ends_in_the_middle_of_a_photo(
    tmp_path: Path, killed: bool
) -> None:
    (tmp_path / "slow.jpg").write_bytes(SLOW)
    words = [sys.executable, "-c", PROGRAM, str(tmp_path / "slow.jpg")]
    with subprocess.Popen(words, stdin=subprocess.PIPE) as parent:  # noqa: ASYNC220 - it is waited for below
        bot = psutil.Process(parent.pid)
        await until(lambda: any(child.cpu_times().user > 0.3 for child in bot.children()))
        [child] = bot.children()
        if killed:
            parent.kill()
    child.wait(30)
    assert not child.is_running()


def test_the_bot_itself_does_not_load_the_decoder() -> None:
    script = (
        "import sys, bot.app, bot.media.images; print('PIL' in sys.modules or 'PIL.Image' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=os.environ, check=True
    )
    assert result.stdout == "False\n"


def test_what_is_no_photo_is_still_called_so() -> None:
    with pytest.raises(NotAnImageError) as refusal:
        prepare(b"%PDF-1.7")
    assert refusal.value.words is NOT_READABLE
