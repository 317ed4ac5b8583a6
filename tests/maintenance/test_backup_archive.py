"""An archive that is not whole, not ours, or not as it was is refused before anything is changed."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from bot.maintenance.backup.archive import CHECKSUM, MANIFEST, Archive
from bot.maintenance.backup.manifest import FORMAT, BackupError, Manifest
from models.migrations import migrate
from tests.support.offices import KEY, empty


async def refused(file: Path, said: str = "") -> None:
    """Nothing is changed, whatever is wrong with the file."""
    async with empty("sqlite", file.with_name("there")) as office:
        with pytest.raises(BackupError, match=said):
            await office.restore(file)
        assert await migrate.state(office.db) is migrate.MigrationState.NEW
        assert not file.with_name("there").exists()


def test_wherever_it_is_cut_off_it_is_refused(good: Path, bad: Path) -> None:
    whole = good.read_bytes()
    with tarfile.open(good) as tar:
        edges = [member.offset for member in tar] + [member.offset_data for member in tar]
    end = max(edges)
    for at in (*edges, 1, 511, *range(0, end, end // 20)):
        bad.write_bytes(whole[:at])
        with pytest.raises(BackupError):
            Archive(bad, KEY)


def test_wherever_a_byte_is_changed_it_is_refused_or_does_not_matter(good: Path, bad: Path) -> None:
    whole, manifest = good.read_bytes(), Archive(good).manifest
    harmless = 0
    for at in range(100, len(whole), len(whole) // 100):
        bad.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            kept: Manifest | None = Archive(bad).manifest
        except BackupError:
            kept = None
        harmless += kept is not None
        assert kept in (None, manifest)
    assert harmless < 50


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 10_240, b"SQLite format 3\0" * 1000, b"\x1f\x8b\x08" + b"x" * 2000]
)
def test_what_is_no_archive_is_refused(content: bytes, bad: Path) -> None:
    bad.write_bytes(content)
    with pytest.raises(BackupError, match=r"is no backup of santribot|its end is missing"):
        Archive(bad)


async def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    await refused(tmp_path / "nowhere.tar", "No such file")
    await refused(tmp_path, "Is a directory")


def member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    found = tarfile.TarInfo(name)
    found.type, found.linkname = kind, link
    return found


def sparse() -> tarfile.TarInfo:
    found = member("database.sqlite")
    found.pax_headers = {"GNU.sparse.major": "0", "GNU.sparse.size": "9999999999", "GNU.sparse.map": "0,0"}
    return found


@pytest.mark.parametrize(
    "made",
    [
        lambda: member("../../etc/cron.d/evil"),
        lambda: member("/etc/passwd"),
        lambda: member("media/../../../evil"),
        lambda: member("media/ab/" + "CD" * 31),
        lambda: member("media/ab/" + "cd" * 31, tarfile.SYMTYPE, "/etc/passwd"),
        lambda: member("database.sqlite", tarfile.LNKTYPE, "/etc/passwd"),
        lambda: member("database.sqlite", tarfile.DIRTYPE),
        lambda: member("database.sqlite", tarfile.CHRTYPE),
        lambda: member("config.toml"),
        sparse,
    ],
)
async def test_something_else_in_it_is_refused(
    made: Callable[[], tarfile.TarInfo], good: Path, bad: Path
) -> None:
    with tarfile.open(good) as old, tarfile.open(bad, "w") as new:
        new.addfile(made())
        for one in old:
            new.addfile(one, old.extractfile(one))
    await refused(bad, "something else is in it")


async def test_two_databases_in_it_are_refused(good: Path, bad: Path) -> None:
    with tarfile.open(good) as old, tarfile.open(bad, "w") as new:
        new.addfile(member("database.sqlite"))
        for one in old:
            new.addfile(one, old.extractfile(one))
    await refused(bad, "two databases")


async def test_what_is_missing_in_it_is_noticed(good: Path, bad: Path) -> None:
    for left_out, said in (("media/", "photos or files are missing"), ("database", "is damaged")):
        with tarfile.open(good) as old, tarfile.open(bad, "w") as new:
            for one in old:
                if not one.name.startswith(left_out):
                    new.addfile(one, old.extractfile(one))
        await refused(bad, said)


def described(good: Path, bad: Path, **known: object) -> None:
    """The same archive, of which its manifest says something else, with its seal."""
    with tarfile.open(good) as old, tarfile.open(bad, "w") as new:
        for one in old:
            file = old.extractfile(one)
            assert file is not None
            content = file.read()
            if one.name == MANIFEST:
                content = manifest = json.dumps(json.loads(content) | known).encode()
            if one.name == CHECKSUM:
                content = f"{sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()
            one.size = len(content)
            new.addfile(one, io.BytesIO(content))


async def test_one_of_a_newer_program_is_refused(good: Path, bad: Path) -> None:
    described(good, bad, version="9999", program="7.0")
    await refused(bad, "santribot 7.0, which is newer; install that one")
    described(good, bad, format=FORMAT + 1, program="8.0", dump="something else")
    await refused(bad, "santribot 8.0, which is newer; install that one")


async def test_rows_that_were_not_counted_are_not_restored(good: Path, bad: Path) -> None:
    tables = json.loads(Archive(good).manifest.model_dump_json())["tables"]
    described(good, bad, tables=tables | {"people": {"rows": 3, "checksum": "00"}})
    async with empty("sqlite", bad.with_name("there")) as office:
        with pytest.raises(Exception, match="not those that were counted"):
            await office.restore(bad)
        assert await migrate.state(office.db) is migrate.MigrationState.NEW


@pytest.mark.parametrize("known", [{"tables": 3}, {"kind": "oracle"}, {"format": "x"}, {"dump": None}])
async def test_a_description_that_cannot_be_read_is_refused(
    known: dict[str, object], good: Path, bad: Path
) -> None:
    described(good, bad, **known)
    await refused(bad, "description cannot be read")
