"""Photos as JPEGs that are fit for storing: checked, upright, small, and without metadata.

The metadata of a phone's photo tell where it was taken, so only the pixels are stored. Only the process that decodes
imports this module (`bot.media.decoding.process`).
"""

from __future__ import annotations

import re
from io import BytesIO

from PIL import Image, ImageOps

from bot.media.decoding.limits import MAX_PIXELS, MAX_SCANS, USUAL_PIXELS
from bot.media.decoding.problem import Problem

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "AVIF")
MAX_SIDE = 1280
QUALITY = 82

START_OF_IMAGE, START_OF_SCAN, END_OF_IMAGE = 0xD8, 0xDA, 0xD9
MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
"""The next marker after compressed data, in which 0xff stands before 0 or a restart marker only."""


class PhotoError(Exception):
    """The content cannot be used as a photo."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.name)
        self.problem = problem


def decode(data: bytes, *, large: bool = True) -> bytes:
    """Return `data` upright, with sides of at most 1280 pixels, as a JPEG without metadata. Raises `PhotoError`.

    Unless `large`, a photo of more than `USUAL_PIXELS` is a `NEEDS_MEMORY`. Takes up to two seconds of processor time
    for honest photos.
    """
    if count_scans(data) > MAX_SCANS:
        raise PhotoError(Problem.TOO_SLOW)
    try:
        return _as_jpeg(_pixels(data, large))
    except PhotoError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise PhotoError(Problem.TOO_LARGE) from None
    except Exception:  # decoders answer hostile bytes with errors of any kind
        raise PhotoError(Problem.NOT_READABLE) from None


def count_scans(data: bytes) -> int:
    """Return the number of scans of a JPEG, up to its end or where it is no JPEG any more; 0 for other formats.

    Each scan of a progressive JPEG goes over all pixels, and takes a few bytes only.
    """
    at, scans = 2, 0
    if data[:2] != bytes([0xFF, START_OF_IMAGE]):
        return 0
    while (found := MARKER.match(data, at)) and found[1][0] != END_OF_IMAGE:
        length = int.from_bytes(data[found.end() : found.end() + 2])
        at = found.end() + max(length, 2)
        if found[1][0] == START_OF_SCAN:
            scans += 1
            following = MARKER.search(data, at)
            if following is None:
                break
            at = following.start()
    return scans


def _pixels(data: bytes, large: bool) -> Image.Image:
    with Image.open(BytesIO(data), formats=FORMATS) as picture:
        size = picture.width * picture.height
        if size > MAX_PIXELS:
            raise PhotoError(Problem.TOO_LARGE)
        if size > USUAL_PIXELS and not large:
            raise PhotoError(Problem.NEEDS_MEMORY)
        smaller = picture.convert("RGBA") if picture.mode == "P" else picture
        smaller.thumbnail((MAX_SIDE, MAX_SIDE))
        return ImageOps.exif_transpose(smaller)


def _as_jpeg(picture: Image.Image) -> bytes:
    """Copy the pixels into a new image without metadata; transparent parts become white."""
    clean = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        clean.paste(picture, mask=picture)
    else:
        clean.paste(picture.convert("RGB"))
    out = BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
