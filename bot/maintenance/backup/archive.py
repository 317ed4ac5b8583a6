"""The file of a backup: a tar with the database, the contents, the manifest, and last the manifest's checksum.

Nothing is ever unpacked under a name that an archive gives: each file in it is known by its name, or refused.
"""

from __future__ import annotations

import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO

from bot.maintenance.backup.manifest import DUMP, SQLITE, BackupError, Manifest, read

MANIFEST, SEAL = "manifest.json", "manifest.sha256"
CONTENT = re.compile(r"media/([0-9a-f]{2})/([0-9a-f]{62})")
MOST_MANIFEST = 1_000_000
CHUNK = 1_000_000
"""Bytes."""


class Writer:
    """An archive that is being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def content(self, digest: str, content: bytes) -> None:
        self._add(f"media/{digest[:2]}/{digest[2:]}", len(content), BytesIO(content))

    def file(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            self._add(name, path.stat().st_size, file)

    def manifest(self, manifest: Manifest) -> None:
        content = manifest.model_dump_json(indent=1).encode()
        self._add(MANIFEST, len(content), BytesIO(content))
        seal = _seal(content)
        self._add(SEAL, len(seal), BytesIO(seal))

    def _add(self, name: str, size: int, file: IO[bytes]) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self._tar.addfile(member, file)
        _forget(self._tar)


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """An archive that only the owner can read. It is whole and on disk when it gets its name, or does not get it."""
    handle, new = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    finally:
        Path(new).unlink(missing_ok=True)
    _settle(path.parent)


class Archive:
    """An archive that was checked: it is whole, and everything in it is what it says. All raise `BackupError`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with _explained(path):
            self.manifest = _check(path)

    def dump(self, to: Path) -> None:
        """Write the database's file to `to`."""
        with _explained(self.path), to.open("xb") as copied:
            for name, file in _files(self.path):
                if name == self.manifest.dump.name:
                    shutil.copyfileobj(file, copied, CHUNK)

    def contents(self) -> Iterator[bytes]:
        with _explained(self.path):
            for name, file in _files(self.path):
                if CONTENT.fullmatch(name):
                    yield file.read()

    def digests(self) -> Iterator[str]:
        with _explained(self.path):
            for name, _file in _files(self.path):
                if match := CONTENT.fullmatch(name):
                    yield match[1] + match[2]


def digest_of(file: IO[bytes]) -> tuple[str, int]:
    """The SHA-256 of what is left in a file, and how many bytes that were."""
    digest, size = sha256(), 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _check(path: Path) -> Manifest:
    dumps: dict[str, tuple[str, int]] = {}
    number = size = 0
    described = b""
    for name, file in _files(path):
        if name == MANIFEST:
            described = file.read(MOST_MANIFEST)
            continue
        if name == SEAL:
            if file.read(MOST_MANIFEST) != _seal(described):
                raise BackupError("the backup's own description is damaged")
            break
        digest, length = digest_of(file)
        if match := CONTENT.fullmatch(name):
            if digest != match[1] + match[2]:
                raise BackupError("a photo or a file in the backup is damaged")
            number, size = number + 1, size + length
        elif dumps.setdefault(name, (digest, length)) != (digest, length):
            raise BackupError("there are two databases in the backup")
    else:
        raise BackupError("the backup is cut off: its end is missing")
    manifest = read(described)
    if dumps != {manifest.dump.name: (manifest.dump.sha256, manifest.dump.size)}:
        raise BackupError("the database in the backup is damaged")
    if (number, size) != (manifest.contents.number, manifest.contents.bytes):
        raise BackupError("photos or files are missing in the backup")
    return manifest


def _files(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Each file of an archive, to be read before the next one; the seal is the last."""
    with tarfile.open(path, "r:") as tar:
        while member := tar.next():
            _forget(tar)
            known = member.name in (MANIFEST, SEAL, SQLITE, DUMP) or CONTENT.fullmatch(member.name)
            file = tar.extractfile(member) if known and member.isreg() and not member.issparse() else None
            if file is None:
                raise BackupError(f"{path} is no backup of santribot: something else is in it")
            yield member.name, file
            if member.name == SEAL:
                return


def _seal(manifest: bytes) -> bytes:
    """As `sha256sum` writes it."""
    return f"{sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except tarfile.TarError:
        raise BackupError(f"{path} is no backup of santribot, or it is cut off") from None
    except OSError as error:
        raise BackupError(f"{path} cannot be unpacked: {error.strerror}") from None


def _forget(tar: tarfile.TarFile) -> None:
    """What was passed; a backup may have a million photos, and each would be remembered."""
    tar.members.clear()  # type: ignore[attr-defined]  # its list has no place in the type hints


def _settle(folder: Path) -> None:
    """The names in `folder` are on disk when this returns. Windows has no such call, and does it by itself."""
    if hasattr(os, "O_DIRECTORY"):
        directory = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
