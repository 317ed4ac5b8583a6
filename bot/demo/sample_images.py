"""Pictures of the demo's products: a simple thing on a soft ground, drawn, since no photo comes with the program."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw

from models.demo.goods import Good, Look

WIDTH, HEIGHT = 640, 480
FINE = 2
"""Drawn so much larger, and made smaller at the end: edges become smooth."""
CREAM, INK, WHITE = "#fbf5e9", "#3a2c22", "#ffffff"

Point = tuple[float, float]


class Canvas:
    """Draws in the pixels of the finished picture."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), ground)
        self._draw = ImageDraw.Draw(self.image)

    def box(
        self, left: float, top: float, right: float, bottom: float, colour: str, round_: float = 0
    ) -> None:
        edges = [left * FINE, top * FINE, right * FINE, bottom * FINE]
        self._draw.rounded_rectangle(edges, round_ * FINE, fill=colour)

    def oval(self, x: float, y: float, across: float, up: float, colour: str) -> None:
        """Around the point x, y."""
        edges = [(x - across) * FINE, (y - up) * FINE, (x + across) * FINE, (y + up) * FINE]
        self._draw.ellipse(edges, fill=colour)

    def shape(self, colour: str, *points: Point) -> None:
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)

    def line(self, colour: str, width: float, *points: Point) -> None:
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=round(width * FINE), joint="curve")

    def arc(self, x: float, y: float, across: float, up: float, turn: tuple[int, int], colour: str) -> None:
        """A part of an oval's edge, `turn` in degrees from the right, clockwise."""
        edges = [(x - across) * FINE, (y - up) * FINE, (x + across) * FINE, (y + up) * FINE]
        self._draw.arc(edges, *turn, fill=colour, width=9 * FINE)

    def jpeg(self) -> bytes:
        file = BytesIO()
        self.image.reduce(FINE).save(file, "JPEG", quality=80)
        return file.getvalue()


def draw(good: Good) -> bytes:
    """A JPEG of 640 by 480 pixels."""
    colour, table = good.colour, mixed(good.colour, CREAM, 0.62)
    canvas = Canvas(mixed(colour, CREAM, 0.8))
    canvas.oval(320, 226, 208, 208, mixed(colour, CREAM, 0.9))
    canvas.box(0, 372, WIDTH, HEIGHT, table)
    canvas.oval(320, 408, 168, 20, mixed(table, INK, 0.2))
    LOOKS[good.look](canvas, colour)
    return canvas.jpeg()


def mixed(one: str, other: str, share: float) -> str:
    """`one` with `share` of `other`, as hex."""
    pairs = zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _pouch(canvas: Canvas, colour: str) -> None:
    dark, light = mixed(colour, INK, 0.3), mixed(colour, WHITE, 0.2)
    canvas.shape(colour, (222, 120), (418, 120), (436, 408), (204, 408))
    canvas.shape(light, (222, 120), (270, 120), (262, 408), (204, 408))
    canvas.box(214, 92, 426, 130, dark, 8)
    canvas.line(mixed(dark, WHITE, 0.35), 3, (224, 111), (416, 111))
    canvas.box(250, 176, 390, 336, CREAM, 20)
    canvas.oval(320, 232, 42, 34, mixed(colour, CREAM, 0.25))
    canvas.oval(338, 246, 32, 26, mixed(colour, CREAM, 0.5))
    _lines(canvas, colour, 290)


def _bottle(canvas: Canvas, colour: str) -> None:
    light = mixed(colour, WHITE, 0.25)
    canvas.box(296, 46, 344, 86, mixed(colour, INK, 0.5), 8)
    canvas.box(302, 80, 338, 150, colour)
    canvas.box(252, 136, 388, 410, colour, 46)
    canvas.box(268, 160, 284, 386, light, 8)
    canvas.box(252, 222, 388, 344, CREAM)
    canvas.oval(320, 262, 24, 24, mixed(colour, CREAM, 0.3))
    _lines(canvas, colour, 304)


def _jar(canvas: Canvas, colour: str) -> None:
    canvas.box(216, 150, 424, 410, mixed(colour, WHITE, 0.55), 44)
    canvas.box(228, 184, 412, 398, colour, 36)
    canvas.box(244, 200, 260, 380, mixed(colour, WHITE, 0.35), 8)
    canvas.box(224, 104, 416, 164, mixed(colour, INK, 0.45), 16)
    canvas.box(224, 124, 416, 132, mixed(colour, INK, 0.25))
    canvas.box(216, 246, 424, 352, CREAM)
    canvas.oval(320, 280, 22, 22, mixed(colour, CREAM, 0.3))
    _lines(canvas, colour, 314)


def _cloth(canvas: Canvas, colour: str) -> None:
    """Three folded pieces on each other."""
    for top, piece in ((314, mixed(colour, INK, 0.25)), (228, mixed(colour, CREAM, 0.45)), (142, colour)):
        canvas.box(172, top, 468, top + 92, piece, 30)
        stripe = mixed(piece, CREAM, 0.5)
        for x in range(228, 440, 48):
            canvas.shape(stripe, (x, top + 46), (x + 12, top + 30), (x + 24, top + 46), (x + 12, top + 62))
        canvas.line(mixed(piece, INK, 0.3), 3, (196, top + 80), (446, top + 80))


def _basket(canvas: Canvas, colour: str) -> None:
    dark, light = mixed(colour, INK, 0.35), mixed(colour, CREAM, 0.35)
    canvas.arc(320, 196, 92, 118, (180, 360), dark)
    canvas.shape(colour, (180, 190), (460, 190), (432, 408), (208, 408))
    for row in range(6):
        for column in range(8):
            left, top = 196 + column * 32 + (row % 2) * 16, 212 + row * 32
            if 190 + row * 5 < left < 424 - row * 5:
                canvas.box(left, top, left + 22, top + 18, light if column % 2 else dark, 6)
    canvas.box(168, 172, 472, 206, dark, 16)


def _bar(canvas: Canvas, colour: str) -> None:
    light = mixed(colour, CREAM, 0.45)
    for left, top, piece in ((204, 308, colour), (236, 222, light)):
        canvas.box(left, top, left + 236, top + 98, mixed(piece, INK, 0.22), 26)
        canvas.box(left, top, left + 236, top + 82, piece, 26)
        canvas.oval(left + 118, top + 41, 74, 25, mixed(piece, WHITE, 0.3))
    for x, y, size in ((228, 184, 20), (268, 156, 12), (404, 176, 15), (440, 206, 9)):
        canvas.oval(x, y, size, size, mixed(light, WHITE, 0.6))
    canvas.shape(mixed(colour, INK, 0.2), (330, 210), (356, 150), (392, 168), (372, 214))


def _fish(canvas: Canvas, colour: str) -> None:
    water = mixed(colour, WHITE, 0.6)
    canvas.box(156, 150, 484, 412, water, 34)
    canvas.box(168, 190, 472, 400, mixed(colour, WHITE, 0.42), 26)
    for x, y, size in ((262, 254, 1.0), (388, 300, 0.8), (252, 346, 0.8)):
        body = mixed(colour, INK, 0.15)
        canvas.oval(x, y, 56 * size, 21 * size, body)
        tail = (x + 46 * size, y), (x + 82 * size, y - 24 * size), (x + 82 * size, y + 24 * size)
        canvas.shape(body, *tail)
        canvas.oval(x - 34 * size, y - 5 * size, 5 * size, 5 * size, WHITE)
        canvas.line(body, 3, (x - 54 * size, y + 4), (x - 78 * size, y + 14 * size))
    for x, y in ((430, 226), (442, 246), (206, 300)):
        canvas.oval(x, y, 7, 7, mixed(water, WHITE, 0.5))


def _plant(canvas: Canvas, colour: str) -> None:
    leaf, pot = mixed(colour, CREAM, 0.15), "#4b3b33"
    canvas.line(mixed(colour, INK, 0.3), 9, (320, 310), (320, 110))
    for y, reach in ((268, 92), (208, 80), (150, 58)):
        for side in (-1, 1):
            tip = (320 + side * reach, y - 44)
            canvas.shape(
                leaf, (320, y), (320 + side * reach * 0.4, y - 50), tip, (320 + side * reach * 0.7, y - 4)
            )
    for x, y in ((286, 246), (352, 192), (300, 168)):
        canvas.shape("#c8372d", (x - 7, y), (x + 7, y), (x + 2, y + 44))
    canvas.shape(pot, (236, 300), (404, 300), (384, 410), (256, 410))
    canvas.oval(320, 300, 84, 14, mixed(pot, INK, 0.5))


def _screen(canvas: Canvas, colour: str) -> None:
    canvas.box(160, 116, 480, 344, mixed(colour, INK, 0.7), 18)
    canvas.box(174, 130, 466, 330, mixed(colour, WHITE, 0.86), 8)
    canvas.shape(mixed(INK, CREAM, 0.55), (150, 344), (490, 344), (524, 408), (116, 408))
    canvas.box(272, 350, 368, 362, mixed(INK, CREAM, 0.35), 6)
    canvas.box(192, 150, 300, 310, colour, 12)
    canvas.oval(246, 214, 30, 30, CREAM)
    canvas.box(214, 262, 278, 274, CREAM, 6)
    for top, right in ((156, 446), (184, 420), (212, 436)):
        canvas.box(320, top, right, top + 14, mixed(colour, WHITE, 0.5), 7)
    for x, shade in ((334, colour), (372, "#e0a63a"), (410, "#c8503a")):
        canvas.oval(x, 276, 15, 15, shade)


def _lines(canvas: Canvas, colour: str, top: float) -> None:
    """A label's lines of writing."""
    canvas.box(274, top, 366, top + 11, mixed(colour, INK, 0.2), 5)
    canvas.box(290, top + 20, 350, top + 28, mixed(colour, CREAM, 0.45), 4)


LOOKS: dict[Look, Callable[[Canvas, str], None]] = {
    Look.POUCH: _pouch,
    Look.BOTTLE: _bottle,
    Look.JAR: _jar,
    Look.CLOTH: _cloth,
    Look.BASKET: _basket,
    Look.BAR: _bar,
    Look.FISH: _fish,
    Look.PLANT: _plant,
    Look.SCREEN: _screen,
}
