"""Prepares photos for storing: checked, upright, small, and without metadata.

The metadata of a phone's photo tell where it was taken, so only the pixels are stored.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from PIL import Image, ImageOps

from bot.i18n.messages import Translatable, _, group_digits

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "AVIF")
MAX_PIXELS = 40_000_000
MAX_SIDE = 1280
QUALITY = 82

NOT_READABLE = _("Berkas ini bukan foto yang bisa dibuka. Kirim foto JPG atau PNG, ya.")
TOO_LARGE = _(
    "Foto ini terlalu besar. Kirim yang paling besar {most} megapiksel, ya.",
    most=group_digits(MAX_PIXELS // 1_000_000, "id"),
)

_one_at_a_time = ThreadPoolExecutor(1, "pictures")
"""A photo takes up to 200 MB of memory while it is decoded."""


class NotAnImageError(ValueError):
    """The content cannot be used as a photo; `words` tell the person the reason."""

    def __init__(self, words: Translatable) -> None:
        super().__init__(words)
        self.words = words


async def prepare_in_thread(data: bytes) -> bytes:
    """Run `prepare` in a thread that all photos of this process share."""
    return await asyncio.get_running_loop().run_in_executor(_one_at_a_time, prepare, data)


def prepare(data: bytes) -> bytes:
    """Return `data` upright, with sides of at most 1280 pixels, as a JPEG without metadata. Raises `NotAnImageError`.

    Takes up to a second of processor time for the largest photos: call it in a thread.
    """
    try:
        return _as_jpeg(_pixels(data))
    except NotAnImageError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as exc:
        raise NotAnImageError(TOO_LARGE) from exc
    except Exception as exc:  # decoders answer hostile bytes with errors of any kind
        raise NotAnImageError(NOT_READABLE) from exc


def _pixels(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise NotAnImageError(TOO_LARGE)
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
