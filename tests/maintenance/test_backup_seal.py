"""A backup that somebody else made or changed is refused; what a killed backup left behind is cleared away."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from bot.maintenance.backup.archive import CHECKSUM, MANIFEST, Archive
from bot.maintenance.backup.manifest import BackupError
from bot.maintenance.backup.seal import SEAL, existing_key, key_beside
from bot.maintenance.backup.workspace import BEFORE_STALE_SECONDS, LOCK, PREFIX, STALE_SECONDS, workspace
from tests.support.offices import KEY

CHANGED = r"was changed after it was made|has no seal"


def test_what_was_sealed_is_accepted_with_its_key_only(good: Path) -> None:
    assert Archive(good, KEY).manifest == Archive(good).manifest
    with pytest.raises(BackupError, match=r"made with another backup\.key"):
        Archive(good, b"another key, also 32 letters long")


def test_a_byte_that_is_changed_anywhere_is_noticed(good: Path, bad: Path) -> None:
    whole = good.read_bytes()
    with tarfile.open(good) as tar:
        edges = [
            place for member in tar for place in (member.offset, member.offset_data, member.offset_data - 1)
        ]
    for at in {*edges, *range(0, len(whole), len(whole) // 300), *range(len(whole) - 3000, len(whole), 37)}:
        bad.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(BackupError, match=CHANGED):
            Archive(bad, KEY)


def test_what_is_cut_off_or_longer_is_noticed(good: Path, bad: Path) -> None:
    whole = good.read_bytes()
    for content in (
        *(whole[:-at] for at in (1, 512, 1024, 5000, 10240, 20000)),
        whole + b"\0" * 512,
        whole + whole,
        b"",
    ):
        bad.write_bytes(content)
        with pytest.raises(BackupError, match=CHANGED):
            Archive(bad, KEY)


def rewritten(good: Path, bad: Path, *, reverse: bool = False, seal: bool = True) -> None:
    """The archive put together anew, as everybody can, with checksums that are right."""
    with tarfile.open(good) as old, tarfile.open(bad, "w", format=tarfile.PAX_FORMAT) as new:
        parts = [(member, old.extractfile(member)) for member in old]
        contents = [part for part in parts if part[0].name.startswith("media/")]
        others = [part for part in parts if part not in contents]
        for member, file in (*(reversed(contents) if reverse else contents), *others):
            assert file is not None
            content = file.read()
            if member.name == MANIFEST:
                content = manifest = content.replace(b"\n", b"\n ")
            if member.name == CHECKSUM:
                content = f"{sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()
            member.size = len(content)
            if member.name != SEAL or seal:
                new.addfile(member, BytesIO(content))


@pytest.mark.parametrize("reverse", [True, False])
def test_a_forged_one_with_right_checksums_is_refused(good: Path, bad: Path, reverse: bool) -> None:
    rewritten(good, bad, reverse=reverse)
    assert Archive(bad).manifest.rows == Archive(good).manifest.rows
    with pytest.raises(BackupError, match=CHANGED):
        Archive(bad, KEY)


def test_one_without_a_seal_needs_to_be_called_so(good: Path, bad: Path) -> None:
    rewritten(good, bad, seal=False)
    with pytest.raises(BackupError, match=r"has no seal.*--unsealed"):
        Archive(bad, KEY)
    assert Archive(bad).manifest.rows == Archive(good).manifest.rows


def test_the_key_is_made_once_and_nobody_else_can_read_it(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    with pytest.raises(BackupError, match="cannot be read"):
        existing_key(config)
    first = key_beside(config)
    assert len(first) == 64
    assert key_beside(config) == existing_key(config) == first
    assert (tmp_path / "backup.key").stat().st_mode & 0o777 == 0o600


HOLD = """
import sys
from pathlib import Path
from bot.maintenance.backup.workspace import workspace
with workspace(Path(sys.argv[1])) as folder:
    (folder / "database.whole").write_bytes(b"everybody")
    print("begun", flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_backup_left_is_cleared_away_by_the_next_and_a_running_one_is_not(
    tmp_path: Path,
) -> None:
    words = [sys.executable, "-c", HOLD, str(tmp_path)]
    running, killed = (
        subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(2)
    )
    with running, killed:
        for one in (running, killed):
            assert one.stdout is not None
            assert one.stdout.readline() == b"begun\n"
        killed.kill()
        killed.wait()
        assert len(list(tmp_path.iterdir())) == 2
        with workspace(tmp_path) as own:
            [other] = [path for path in tmp_path.iterdir() if path != own]
            assert (other / "database.whole").exists()
        running.kill()
    with workspace(tmp_path) as own:
        assert list(tmp_path.iterdir()) == [own]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "age", "stays"),
    [
        (f"{PREFIX}abc", STALE_SECONDS / 2, True),
        (f"{PREFIX}abc", STALE_SECONDS * 2, False),
        (".santribot-2026-11-23.tar.abcd1234", BEFORE_STALE_SECONDS / 2, True),
        (".santribot-2026-11-23.tar.abcd1234", BEFORE_STALE_SECONDS * 2, False),
        (".santribot-notes", BEFORE_STALE_SECONDS * 9, True),
        ("santribot-2026-11-23.tar", BEFORE_STALE_SECONDS * 9, True),
    ],
)
def test_only_what_is_ours_and_old_goes(name: str, age: float, stays: bool, tmp_path: Path) -> None:
    folder = tmp_path / name
    folder.mkdir()
    then = folder.stat().st_mtime - age
    os.utime(folder, (then, then))
    with workspace(tmp_path):
        assert folder.exists() is stays


def test_a_link_with_such_a_name_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / LOCK).touch()
    (tmp_path / f"{PREFIX}x").symlink_to(tmp_path / "precious")
    with workspace(tmp_path):
        pass
    assert (tmp_path / "precious" / LOCK).exists()
