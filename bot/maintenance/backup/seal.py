"""The seal of a backup: an HMAC of every byte before it, as the last file of the archive.

Whoever does not have the key can neither make a backup nor change one. The checksums inside tell damage only: whoever
changes an archive can make them anew.
"""

from __future__ import annotations

import hmac
import io
import os
import secrets
import tarfile
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from bot.maintenance.backup.manifest import BackupError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

SEAL = "backup.hmac"
KEY_FILE = "backup.key"
KEY_BYTES = 32
CHUNK_BYTES = 1_000_000
BLOCK = tarfile.BLOCKSIZE
FORMAT: Literal[2] = tarfile.PAX_FORMAT


class SealingFile(io.RawIOBase):
    """A file that is written from its beginning to its end, with the HMAC of what was written."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        self._file, self._written = file, 0
        self.mac = hmac.new(key, digestmod=sha256)

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._written

    def write(self, data: ReadableBuffer, /) -> int:
        content = bytes(data)
        self.mac.update(content)
        self._file.write(content)
        self._written += len(content)
        return len(content)


def add_seal(tar: tarfile.TarFile, file: SealingFile) -> None:
    """Add the seal, after which nothing may come."""
    member, line = _member(file.mac.hexdigest())
    tar.addfile(member, io.BytesIO(line))


def check_seal(path: Path, key: bytes) -> None:
    """Check that the whole archive is as it was when it was sealed with `key`. Raises `BackupError`, `OSError`."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        at = _place_of_seal(file, size)
        if at is None:
            raise BackupError(
                f"{path} has no seal: it is cut off, or made before there were any; where you trust it, say --unsealed"
            )
        mac = hmac.new(key, digestmod=sha256)
        file.seek(0)
        while at > file.tell() and (chunk := file.read(min(CHUNK_BYTES, at - file.tell()))):
            mac.update(chunk)
        if not hmac.compare_digest(file.read(), _end(at, mac.hexdigest())):
            raise BackupError(f"{path} was changed after it was made, or made with another {KEY_FILE}")


def key_beside(config: Path) -> bytes:
    """Return the key in the file beside the settings, which is made where there is none. Raises `BackupError`."""
    path = config.with_name(KEY_FILE)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return existing_key(config)
    except OSError as error:
        raise BackupError(f"{path} cannot be made: {error.strerror}") from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")
        file.flush()
        os.fsync(handle)
    return existing_key(config)


def existing_key(config: Path) -> bytes:
    """Return the key in the file beside the settings. Raises `BackupError`."""
    path = config.with_name(KEY_FILE)
    try:
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise BackupError(
            f"{path} cannot be read: without the key that a backup was sealed with, nobody knows who made it"
        ) from None
    if len(key) < KEY_BYTES:
        raise BackupError(f"{path} has no key in it")
    return key.encode()


def _place_of_seal(file: IO[bytes], size: int) -> int | None:
    """Return where the seal begins: two blocks of the tar before the zeros at its end. None where there is none."""
    start = max(0, size - tarfile.RECORDSIZE - 4 * BLOCK)
    file.seek(start)
    end = file.read().rstrip(b"\0")
    last = (start + len(end) - 1) // BLOCK * BLOCK
    file.seek(max(0, last - BLOCK))
    return last - BLOCK if file.read(len(SEAL) + 1) == SEAL.encode() + b"\0" else None


def _member(digest: str) -> tuple[tarfile.TarInfo, bytes]:
    line = f"{digest}\n".encode()
    member = tarfile.TarInfo(SEAL)
    member.size, member.mode = len(line), 0o600
    return member, line


def _end(at: int, digest: str) -> bytes:
    """Return all that may stand from `at` on: the seal and the end of a tar."""
    member, line = _member(digest)
    seal = member.tobuf(FORMAT) + line.ljust(BLOCK, b"\0")
    whole = at + len(seal) + 2 * BLOCK
    return seal + bytes(2 * BLOCK + -whole % tarfile.RECORDSIZE)
