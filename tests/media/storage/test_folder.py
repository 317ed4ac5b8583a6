"""Contents in a folder: whole or not there, whatever happens."""

from __future__ import annotations

import asyncio
import errno
import resource
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from bot.media.storage import BlobStorage, FolderStorage, StorageError
from models.media import StoredBlob
from tests.support.media_service import in_memory

PHOTO = b"a photo" * 1000
DIGEST = sha256(PHOTO).hexdigest()
LATER = timedelta(hours=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "photos"


@pytest.fixture
def contents(folder: Path) -> FolderStorage:
    return FolderStorage(folder)


def files(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if path.is_file()]


async def digests(contents: BlobStorage) -> dict[str, int]:
    return {digest: size async for digest, size in contents.list_all()}


def puts(folder: Path) -> str:
    """A program that puts the photo there."""
    imports = "import asyncio\nfrom pathlib import Path\nfrom bot.media.storage import FolderStorage"
    return f"{imports}\nasyncio.run(FolderStorage(Path({str(folder)!r})).put({PHOTO!r}))"


async def ended(program: str) -> int:
    """The exit status of `program`."""
    return await (await asyncio.create_subprocess_exec(sys.executable, "-c", program)).wait()


@contextmanager
def full_disk() -> Iterator[None]:
    """No file gets more than 1000 bytes."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@pytest.mark.parametrize("kind", ["folder", "memory"])
async def test_what_was_put_is_there_until_it_is_deleted(contents: FolderStorage, kind: str) -> None:
    where = contents if kind == "folder" else in_memory()
    assert await where.put(PHOTO) == StoredBlob(DIGEST, len(PHOTO))
    assert await where.get(DIGEST) == PHOTO
    assert await digests(where) == {DIGEST: len(PHOTO)}
    for _twice in range(2):
        await where.delete([DIGEST])
    with pytest.raises(FileNotFoundError, match="no such content"):
        await where.get(DIGEST)
    assert await digests(where) == {}


async def test_the_same_content_is_written_once_under_its_digest(
    contents: FolderStorage, folder: Path
) -> None:
    await contents.put(PHOTO)
    [name] = files(folder)
    assert name == f"{DIGEST[:2]}/{DIGEST[2:]}"
    written = (folder / name).stat()
    await contents.put(PHOTO)
    assert (folder / name).stat() == written
    assert files(folder) == [name]


async def test_only_the_user_that_the_bot_runs_as_may_look(contents: FolderStorage, folder: Path) -> None:
    await contents.put(PHOTO)
    assert {path.stat().st_mode & 0o077 for path in (folder, folder / DIGEST[:2])} == {0}


async def test_on_a_full_disk_nothing_is_left_and_nothing_is_lost(
    contents: FolderStorage, folder: Path
) -> None:
    await contents.put(b"small")
    with full_disk(), pytest.raises(OSError) as failure:  # noqa: PT011 - its number is looked at
        await contents.put(PHOTO)
    assert failure.value.errno == errno.EFBIG
    assert len(files(folder)) == 1
    await contents.put(PHOTO)
    assert await contents.get(DIGEST) == PHOTO


async def test_a_program_that_is_killed_while_it_writes_leaves_no_half_content(
    contents: FolderStorage, folder: Path
) -> None:
    killed = "import os, signal\nos.fsync = lambda _file: os.kill(os.getpid(), signal.SIGKILL)"
    assert await ended(f"{killed}\n{puts(folder)}") == -signal.SIGKILL
    [half] = files(folder)
    assert half.startswith("new/")
    assert await digests(contents) == {}
    await contents.put(PHOTO)
    await contents.delete_partial(datetime.now(UTC) - LATER)
    assert half in files(folder)
    await contents.delete_partial(datetime.now(UTC) + LATER)
    assert files(folder) == [f"{DIGEST[:2]}/{DIGEST[2:]}"]


async def test_half_a_file_under_a_name_is_noticed_and_made_whole(
    contents: FolderStorage, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """As a copy that was broken off leaves it."""
    await contents.put(PHOTO)
    (folder / files(folder)[0]).write_bytes(PHOTO[:100])
    with pytest.raises(FileNotFoundError):
        await contents.get(DIGEST)
    assert caplog.messages == [f"a content is damaged digest={DIGEST}"]
    await contents.put(PHOTO)
    assert await contents.get(DIGEST) == PHOTO


async def test_a_folder_that_somebody_removed_is_made_anew(contents: FolderStorage, folder: Path) -> None:
    await contents.put(PHOTO)
    shutil.rmtree(folder)
    with pytest.raises(FileNotFoundError):
        await contents.get(DIGEST)
    await contents.put(PHOTO)
    assert await contents.get(DIGEST) == PHOTO


async def test_other_things_in_the_folder_are_not_contents(contents: FolderStorage, folder: Path) -> None:
    await contents.put(PHOTO)
    for other in ("notes.txt", f"{DIGEST[:2]}/notes.txt", f"{DIGEST[:2]}/{DIGEST[2:]}.part"):
        (folder / other).write_text("mine")
    assert await digests(contents) == {DIGEST: len(PHOTO)}
    soon = datetime.now(UTC) + LATER
    assert [old async for old in contents.list_older(DIGEST[:2], soon)] == [[DIGEST]]
    await contents.delete_partial(soon)
    assert "notes.txt" in files(folder)


async def test_a_folder_that_can_be_used_is_found_so_without_being_made(
    contents: FolderStorage, folder: Path
) -> None:
    await contents.probe()
    assert files(folder.parent) == []
    await contents.put(PHOTO)
    await contents.probe()
    assert len(files(folder)) == 1


async def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError) as failure:
        await FolderStorage(tmp_path / "file" / "photos").probe()
    assert str(failure.value) == f"media.folder: {tmp_path}/file/photos cannot be used: Not a directory"


async def test_a_program_may_end_just_after_it_asked_for_a_content(folder: Path) -> None:
    """obstore's own coroutines abort it then, more often than not."""
    assert [await ended(puts(folder)) for _again in range(3)] == [0, 0, 0]
