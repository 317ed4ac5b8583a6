"""The program is stopped and killed between every two answers: people go on as if nothing had happened."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.journeys.office import Office, opened
from tests.journeys.products import CARD
from tests.journeys.visitors import Visitor

PRODUCT = (
    ("says", "/produk", "1/9 Apa nama produknya?"),
    ("says", "Keripik Tempe", "2/9 Termasuk jenis apa?"),
    ("taps", "Makanan", "3/9 Berapa harganya?"),
    ("says", "15rb", "Rp15.000. 4/9 Untuk satuan apa?"),
    ("taps", "bungkus", "5/9 Berapa yang bisa dibuat"),
    ("says", "400", "400. 6/9 Ceritakan produknya"),
    ("says", "Renyah, dari kedelai lokal.", "7/9 Kirim foto produknya"),
    ("sends_photo", "", "Sekarang: 1 foto"),
    ("taps", "Selesai", "8/9 Izin apa yang sudah ada?"),
    ("says", "PIRT 2123514010123-28", "PIRT 2123514010123-28. 9/9 Ada tautan"),
    ("says", "@keripik", "Sudah benar?"),
    ("taps", "Simpan", "Produk Kakak sudah terdaftar."),
)


@pytest.mark.long
async def test_a_product_survives_a_restart_between_every_two_answers(tmp_path: Path) -> None:
    async with opened(tmp_path, warned=["a process ended in the middle of its work"]) as office:
        santri = await office.santri()
        ends = itertools.cycle((stopped, killed))
        for deed, words, sees in PRODUCT:
            await next(ends)(office)
            await answered_after_the_start(office, santri, deed, words, sees)
        assert CARD in santri.phone.sees
        await santri.says("/produk", "Produk Kakak (1).")
        assert office.standin.violations == []


async def stopped(office: Office) -> None:
    assert await office.program.stop() == 0


async def killed(office: Office) -> None:
    await office.program.kill()


async def answered_after_the_start(office: Office, santri: Visitor, deed: str, words: str, sees: str) -> None:
    """Something is done while the program is down; it answers as soon as it is there again."""
    await getattr(santri.phone, deed)(*filter(None, [words]))
    await office.program.start()
    await santri.sees(sees)
