"""A product: registered, seen, changed, shared, put away."""

from __future__ import annotations

import pytest

from tests.journeys.office import Office, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")

CARD = (
    "Keripik Tempe · unggulan\n"
    "Rp15.000 / bungkus · 400 bungkus/bulan\n"
    "Makanan · PIRT 2123514010123-28\n"
    "Renyah, dari kedelai lokal.\n"
    "https://instagram.com/keripik"
)


async def registers(santri: Visitor, name: str = "Keripik Tempe") -> str:
    """A first product with everything; its public code."""
    await santri.says("/produk", "1/9 Apa nama produknya?")
    await santri.says(name, "2/9 Termasuk jenis apa?")
    await santri.taps("Makanan", "3/9 Berapa harganya?")
    await santri.says("15rb", "Rp15.000. 4/9 Untuk satuan apa?")
    await santri.taps("bungkus", "5/9 Berapa yang bisa dibuat")
    await santri.says("400", "400. 6/9 Ceritakan produknya")
    await santri.says("Renyah, dari kedelai lokal.", "7/9 Kirim foto produknya")
    await santri.sends_photo("1 foto")
    await santri.taps("Selesai", "8/9 Izin apa")
    await santri.says("PIRT 2123514010123-28", "PIRT 2123514010123-28. 9/9 Ada tautan")
    await santri.says("@keripik", "Sudah benar?")
    card = await santri.taps("Simpan", "Produk Kakak sudah terdaftar.")
    return card.text.rpartition("Kode ")[2]


async def test_a_product_with_a_photo_takes_at_most_twelve_messages(office: Office) -> None:
    santri = await office.santri()
    code = await registers(santri)
    assert santri.said <= 12
    [card] = [message for message in santri.phone.messages if "terdaftar" in message.text]
    assert card.kind == "photo"
    assert card.text == f"Produk Kakak sudah terdaftar.\n\n{CARD}\nKode {code}"
