"""The file of a backup: a tar with the database, the contents, the manifest, and last the checksum of the manifest.

No file is unpacked under a name of the archive: each name in it must be a known one, else the archive is refused.
"""

from __future__ import annotations

import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO

from bot.maintenance.backup.manifest import DUMP, SQLITE, BackupError, Manifest, parse_manifest
from bot.maintenance.backup.seal import FORMAT, SealingFile, add_seal, check_seal
from bot.media.storage.folder import sync_folder

MANIFEST, CHECKSUM = "manifest.json", "manifest.sha256"
CONTENT = re.compile(r"media/([0-9a-f]{2})/([0-9a-f]{62})")
MAX_MANIFEST_BYTES = 1_000_000
CHUNK_BYTES = 1_000_000


class ArchiveWriter:
    """An archive that is being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def add_content(self, digest: str, content: bytes) -> None:
        """Add the content of a photo or a file."""
        self._add(f"media/{digest[:2]}/{digest[2:]}", len(content), BytesIO(content))

    def add_file(self, name: str, path: Path) -> None:
        """Add a file of the disk under `name`."""
        with path.open("rb") as file:
            self._add(name, path.stat().st_size, file)

    def add_manifest(self, manifest: Manifest) -> None:
        """Add the manifest and its checksum, which end the archive."""
        content = manifest.model_dump_json(indent=1).encode()
        self._add(MANIFEST, len(content), BytesIO(content))
        checksum = _checksum_line(content)
        self._add(CHECKSUM, len(checksum), BytesIO(checksum))

    def _add(self, name: str, size: int, file: IO[bytes]) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self._tar.addfile(member, file)
        _forget(self._tar)


@contextmanager
def create_archive(path: Path, folder: Path, key: bytes) -> Iterator[ArchiveWriter]:
    """Yield a writer for a new archive, which only the owner can read, and which is sealed with `key`.

    It is made in `folder`, on the same disk, and gets its name when it is whole and on disk; after an error there is no
    file.
    """
    new = folder / "new"
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        sealing = SealingFile(file, key)
        with tarfile.open(fileobj=sealing, mode="w", format=FORMAT) as tar:
            yield ArchiveWriter(tar)
            add_seal(tar, sealing)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)
    sync_folder(path.parent)


class Archive:
    """An archive whose seal and checksums were verified. All methods raise `BackupError`."""

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        """`key` is the seal's; None where it is not looked at, so that anybody may have made the archive."""
        self.path = path
        with _backup_errors(path):
            if key is not None:
                check_seal(path, key)
            self.manifest = _check(path)

    def extract_dump(self, to: Path) -> None:
        """Write the dump of the database to `to`."""
        with _backup_errors(self.path), to.open("xb") as copied:
            for name, file in _files(self.path):
                if name == self.manifest.dump.name:
                    shutil.copyfileobj(file, copied, CHUNK_BYTES)

    def contents(self) -> Iterator[bytes]:
        """Yield the contents of photos and files."""
        with _backup_errors(self.path):
            for name, file in _files(self.path):
                if CONTENT.fullmatch(name):
                    yield file.read()

    def digests(self) -> Iterator[str]:
        """Yield the digests of the contents."""
        with _backup_errors(self.path):
            for name, _file in _files(self.path):
                if match := CONTENT.fullmatch(name):
                    yield match[1] + match[2]


def digest_of(file: IO[bytes]) -> tuple[str, int]:
    """Return the SHA-256 of the rest of a file, and its size in bytes."""
    digest, size = sha256(), 0
    while chunk := file.read(CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _check(path: Path) -> Manifest:
    dumps: dict[str, tuple[str, int]] = {}
    number = size = 0
    described = b""
    for name, file in _files(path):
        if name == MANIFEST:
            described = file.read(MAX_MANIFEST_BYTES)
            continue
        if name == CHECKSUM:
            if file.read(MAX_MANIFEST_BYTES) != _checksum_line(described):
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
    manifest = parse_manifest(described)
    if dumps != {manifest.dump.name: (manifest.dump.sha256, manifest.dump.size)}:
        raise BackupError("the database in the backup is damaged")
    if (number, size) != (manifest.contents.number, manifest.contents.bytes):
        raise BackupError("photos or files are missing in the backup")
    return manifest


def _files(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield each file of an archive, to be read before the next one; the checksum is the last."""
    with tarfile.open(path, "r:") as tar:
        while member := tar.next():
            _forget(tar)
            known = member.name in (MANIFEST, CHECKSUM, SQLITE, DUMP) or CONTENT.fullmatch(member.name)
            file = tar.extractfile(member) if known and member.isreg() and not member.issparse() else None
            if file is None:
                raise BackupError(f"{path} is no backup of santribot: something else is in it")
            yield member.name, file
            if member.name == CHECKSUM:
                return


def _checksum_line(manifest: bytes) -> bytes:
    """Return the checksum of the manifest in the format of `sha256sum`."""
    return f"{sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()


@contextmanager
def _backup_errors(path: Path) -> Iterator[None]:
    """Turn errors of the file and the tar into `BackupError`."""
    try:
        yield
    except tarfile.TarError:
        raise BackupError(f"{path} is no backup of santribot, or it is cut off") from None
    except OSError as error:
        raise BackupError(f"{path} cannot be unpacked: {error.strerror}") from None


def _forget(tar: tarfile.TarFile) -> None:
    """Drop the list of members: `tarfile` would remember each of a million photos."""
    tar.members.clear()  # type: ignore[attr-defined]  # its list has no place in the type hints
