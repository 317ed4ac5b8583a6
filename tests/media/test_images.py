"""Photos as people send them: what comes out is a small upright JPEG, or a sentence."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from bot.i18n.messages import render
from bot.media.images import NOT_READABLE, TOO_LARGE, NotAnImageError, prepare
from tests.support.webchat_world import photo

ORIENTATION, GPS, LATITUDE = 0x0112, 0x8825, 2
TURNED_RIGHT = 6


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises so many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "AVIF"])
def test_a_large_photo_becomes_a_jpeg_of_1280_pixels(kind: str) -> None:
    result = opened(prepare(photo(2000, 1000, kind=kind)))
    assert (result.format, result.mode, result.size) == ("JPEG", "RGB", (1280, 640))


def test_a_small_photo_keeps_its_size() -> None:
    assert opened(prepare(photo(300, 200))).size == (300, 200)


def test_a_photo_taken_sideways_stands_upright() -> None:
    picture = Image.new("RGB", (200, 100), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 99, 99), fill="black")
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED_RIGHT
    result = opened(prepare(saved(picture, "JPEG", exif=exif))).convert("L")
    assert result.size == (100, 200)
    assert result.getpixel((50, 20)) < 50  # type: ignore[operator]  # Pillow types a pixel of any mode
    assert result.getpixel((50, 180)) > 200  # type: ignore[operator]  # as above


def test_where_a_photo_was_taken_is_not_kept() -> None:
    exif = Image.Exif()
    exif[GPS] = {LATITUDE: (7.0, 15.0, 27.0)}
    exif[0x010F] = "Kamera Santri"
    data = saved(
        Image.new("RGB", (100, 100)), "JPEG", exif=exif, comment=b"rahasia", xmp=b"<xmp>rahasia</xmp>"
    )
    assert b"rahasia" in data
    assert GPS in opened(data).getexif()
    result = prepare(data)
    assert not opened(result).getexif()
    assert b"rahasia" not in result
    assert b"Kamera" not in result


def test_texts_in_a_png_are_not_kept() -> None:
    notes = PngInfo()
    notes.add_text("Comment", "rahasia")
    assert b"rahasia" not in prepare(saved(Image.new("RGB", (50, 50)), "PNG", pnginfo=notes))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(mode: str) -> None:
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0)).convert(mode)
    options = {"transparency": 0} if mode == "P" else {}
    result = opened(prepare(saved(picture, "PNG", **options)))
    assert result.getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16"])
def test_unusual_colours_are_understood(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(prepare(saved(Image.new(mode, (60, 30)), kind))).mode == "RGB"


def test_of_a_moving_picture_the_first_one_is_kept() -> None:
    first, second = Image.new("RGB", (30, 30), "red"), Image.new("RGB", (30, 30), "blue")
    moving = saved(first, "GIF", save_all=True, append_images=[second])
    red, _green, blue = opened(prepare(moving)).getpixel((15, 15))  # type: ignore[misc]  # three in RGB
    assert red > 200 > 50 > blue


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7 surat izin",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\xff\xd8\xff\xe0 pura-pura JPEG",
        photo()[:200],
    ],
)
def test_what_is_no_photo_gets_a_sentence(data: bytes) -> None:
    with pytest.raises(NotAnImageError) as refusal:
        prepare(data)
    assert refusal.value.words is NOT_READABLE


@pytest.mark.parametrize(("width", "height"), [(8_000, 6_000), (10_000, 10_000), (60_000, 60_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_unread(width: int, height: int) -> None:
    with pytest.raises(NotAnImageError) as refusal:
        prepare(png_that_claims(width, height))
    assert refusal.value.words is TOO_LARGE
    assert "40 megapiksel" in render(refusal.value.words, "id")


@given(
    st.binary(max_size=400), st.sampled_from([b"", photo(8, 8)[:60], photo(8, 8, kind="PNG")[:40], b"GIF89a"])
)
def test_no_bytes_break_it(noise: bytes, start: bytes) -> None:
    with pytest.raises(NotAnImageError):
        prepare(start + noise)


@given(st.integers(0, 600), st.integers(0, 255))
def test_a_damaged_photo_is_a_photo_or_a_sentence(place: int, value: int) -> None:
    data = bytearray(photo(16, 16))
    data[place % len(data)] = value
    try:
        result = prepare(bytes(data))
    except NotAnImageError:
        return
    assert opened(result).format == "JPEG"
