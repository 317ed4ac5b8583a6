"""Addresses of shops and accounts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.dialog.parsing import link
from bot.dialog.parsing.errors import ParseError
from tests.dialog.parsing.saying import anything, reads_or_explains, sentence


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("tokopedia.com/keripik", "https://tokopedia.com/keripik"),
        ("  https://Shopee.co.id/Toko?x=1#atas ", "https://shopee.co.id/Toko?x=1#atas"),
        ("http://toko.id", "http://toko.id"),
        ("wa.me/6281234567890", "https://wa.me/6281234567890"),
        ("toko.id:8080/a", "https://toko.id:8080/a"),
        ("@keripik.bunyai", "https://instagram.com/keripik.bunyai"),
        ("ig: keripik_bunyai", "https://instagram.com/keripik_bunyai"),
        ("IG @keripik", "https://instagram.com/keripik"),
        ("tiktok keripik", "https://www.tiktok.com/@keripik"),
        ("fb: keripik", "https://www.facebook.com/keripik"),
        ('toko.id/é"<b>', "https://toko.id/%C3%A9%22%3Cb%3E"),
        ("tokopédia.com", "https://xn--tokopdia-f1a.com"),
    ],
)
def test_an_address_is_kept_in_its_usual_form(typed: str, address: str) -> None:
    assert link.parse(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "halo",
        "igkeripik",
        "toko saya.com",
        "Rp15.000",
        "javascript:alert(1)",
        "javascript://toko.id/%0aalert(1)",
        "data:text/html,x",
        "ftp://toko.id",
        "budi@toko.id",
        "https://budi:rahasia@toko.id",
        "http://127.0.0.1/x",
        "http://0x7f.1",
        "http://[::1]/",
        "https://１２７.0.0.1",
        "localhost:8080",
        "http://toko.localhost",
        "http://printer.local",
        "http://toko.id:99999",
        "http://toko..id",
        "https://toko.id\\@lain.id",
    ],
)
def test_what_nobody_else_can_open_is_refused(typed: str) -> None:
    assert "Kirim alamatnya, misalnya tokopedia.com/toko atau @akun" in sentence(link.parse, typed)


def test_an_endless_address_is_refused() -> None:
    assert "paling banyak 200 huruf" in sentence(link.parse, "https://toko.id/" + "a" * 200)
    assert "paling banyak 200 huruf" in sentence(link.parse, "https://toko.id/" + "é" * 100)


@settings(deadline=None)
@given(anything)
def test_any_text_is_read_or_explained(text: str) -> None:
    reads_or_explains(link.parse, text)


@settings(deadline=None)
@given(anything)
def test_a_kept_address_is_read_as_itself(text: str) -> None:
    try:
        kept = link.parse(f"toko.id/{text}")
    except ParseError:
        return
    assert link.parse(kept) == kept
    assert kept.isascii()
