"""Takes docs/demo.png, the picture in the README, from a real run: `python -m tests.demo.picture`."""

from __future__ import annotations

import asyncio
from io import BytesIO

from PIL import Image
from playwright.async_api import FilePayload, expect

from bot.demo.sample_images import draw
from models.demo.goods import goods
from tests.demo.program import demo
from tests.demo.visitor import Visitor
from tests.support.paths import ROOT
from tests.support.screen import DESK, browsing, opened

FILE = ROOT / "docs" / "demo.png"
COLOURS = 200
"""As many as a picture of a page needs."""


async def main() -> None:
    async with demo() as here, browsing() as browser, opened(browser, DESK, color_scheme="light") as page:
        visitor = Visitor(page)
        await page.goto(here.url)
        await visitor.sees("Assalamu'alaikum")
        await register_a_product(visitor)
        await page.mouse.move(900, 400)
        picture = await page.screenshot()
    FILE.write_bytes(smaller(picture))


async def register_a_product(visitor: Visitor) -> None:
    tempeh = FilePayload(name="keripik.jpg", mimeType="image/jpeg", buffer=draw(goods()[0]))
    await visitor.says("/produk", "1/9")
    await visitor.says("Keripik Tempe Bu Nyai", "2/9")
    await visitor.taps("Makanan", "3/9")
    await visitor.says("15rb", "4/9")
    await visitor.taps("bungkus", "5/9")
    await visitor.says("400", "6/9")
    await visitor.says("Renyah, dari kedelai lokal, dibuat santri putri.", "7/9")
    await visitor.attaches(tempeh)
    await visitor.taps("Kirim", "1 foto")
    await visitor.taps("Selesai", "8/9")
    await visitor.says("PIRT 2123514010123-28, halal", "9/9")
    await visitor.taps("Lewati", "Sudah benar?")
    await visitor.taps("Simpan", "sudah terdaftar")
    await expect(visitor.page.get_by_text("Produk tersimpan.")).to_be_hidden()


def smaller(picture: bytes) -> bytes:
    file = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()


if __name__ == "__main__":
    asyncio.run(main())
