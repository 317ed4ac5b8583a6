"""Registering a product, for the journeys that need one."""

from __future__ import annotations

from tests.journeys.visitors import Visitor

CARD = (
    "Keripik Tempe · unggulan\n"
    "Rp15.000 / bungkus · 400 bungkus/bulan\n"
    "Makanan · PIRT 2123514010123-28\n"
    "Renyah, dari kedelai lokal.\n"
    "https://instagram.com/keripik"
)
NOTHING_MORE = (
    ("Lewati", "Ceritakan produknya"),
    ("Lewati", "Kirim foto produknya"),
    ("Lewati", "Izin apa yang sudah ada?"),
    ("Belum ada", "Ada tautan"),
    ("Lewati", "Sudah benar?"),
    ("Simpan", "Produk Kakak sudah terdaftar."),
)


async def registers_keripik(santri: Visitor) -> str:
    """A first product, with an answer to every question; its public code."""
    await santri.says("/produk", "1/9 Apa nama produknya?")
    await santri.says("Keripik Tempe", "2/9 Termasuk jenis apa?")
    await santri.taps("Makanan", "3/9 Berapa harganya?")
    await santri.says("15rb", "Rp15.000. 4/9 Untuk satuan apa?")
    await santri.taps("bungkus", "5/9 Berapa yang bisa dibuat")
    await santri.says("400", "400. 6/9 Ceritakan produknya")
    await santri.says("Renyah, dari kedelai lokal.", "7/9 Kirim foto produknya")
    await santri.sends_photo("Sekarang: 1 foto")
    await santri.taps("Selesai", "8/9 Izin apa yang sudah ada?")
    await santri.says("PIRT 2123514010123-28", "PIRT 2123514010123-28. 9/9 Ada tautan")
    await santri.says("@keripik", CARD, "Sudah benar?")
    card = await santri.taps("Simpan", "Produk Kakak sudah terdaftar.")
    return card.text.rpartition("Kode ")[2]


async def registers(santri: Visitor, name: str) -> str:
    """A first product with no more than is needed; its public code."""
    await santri.says("/produk", "1/9 Apa nama produknya?")
    await santri.fills((name, "2/9"), ("Makanan", "3/9"), ("15rb/bungkus", "Rp15.000. 5/9"), *NOTHING_MORE)
    return santri.screen.text.rpartition("Kode ")[2]
